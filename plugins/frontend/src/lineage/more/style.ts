/** How looks what appears when something is done. */

export const STYLE = `
.canvas.dragged { cursor: grabbing; }
.tracing .dataset { opacity: .22; }
.name { fill: var(--fg); font-size: 12px; }
.traced > .hit { fill: var(--tint); }
.selected > .hit, .selected:hover > .hit { fill: var(--accent); }
.selected > text { fill: var(--bg); } .selected > g { color: var(--bg); }
.said > span { flex: 1; padding-block: 5px; overflow-wrap: anywhere; }
.said button { flex: none; height: 26px; padding: 0 8px; color: var(--accent); font-size: 12px; }
.full { position: fixed; inset: 0; z-index: 1000; border: 0; border-radius: 0; }
.full .window { flex: 1; min-height: 0; }
.full .canvas { touch-action: none; height: 100% !important; }
.key { color: var(--quiet); } .dot { fill: var(--stop); }
.name { unicode-bidi: plaintext; }
.panel { display: flex; flex-wrap: wrap; gap: 8px 22px; padding: 10px 12px; background: var(--bg); border-bottom: 1px solid var(--line); font-size: 12px; max-height: 260px; overflow: auto; }
.panel fieldset { display: flex; flex-wrap: wrap; gap: 4px; margin: 0; padding: 0; border: 0; min-width: 0; }
.panel legend { padding: 0 0 4px; font-weight: 600; }
.panel label, .panel > button { display: inline-flex; align-items: center; gap: 6px; min-height: 26px; padding: 0 9px; border: 1px solid var(--line); border-radius: 13px; cursor: pointer; max-width: 260px; overflow-wrap: anywhere; }
.panel label:hover, .panel > button:hover { border-color: var(--accent); color: var(--accent); background: none; }
.panel input { position: absolute; opacity: 0; width: 0; height: 0; margin: 0; }
.panel label:has(:checked) { border-color: transparent; background: var(--tint); color: var(--accent); font-weight: 600; }
.panel label:has(:focus-visible) { outline: 2px solid var(--accent); }
.panel small { color: var(--quiet); font-weight: 400; }
.panel > button { align-self: end; }
.map { position: absolute; right: 10px; bottom: 10px; width: 168px; height: 108px; border: 1px solid var(--line); border-radius: 8px; background: color-mix(in srgb, var(--bg) 92%, transparent); cursor: pointer; touch-action: none; }
.map rect { fill: var(--wire); }
.map .on { fill: var(--accent); }
.map .seen { fill: color-mix(in srgb, var(--accent) 12%, transparent); stroke: var(--accent); vector-effect: non-scaling-stroke; }
@media (max-width: 600px) { .map { display: none; } }
`;
