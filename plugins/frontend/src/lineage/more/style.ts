/** How looks what appears when something is done. */

export const STYLE = `
.dragged { cursor: grabbing; }
.tracing .dataset { opacity: .22; }
.name { fill: var(--fg); font-size: 12px; unicode-bidi: plaintext; }
.traced > .hit { fill: var(--tint); }
.selected > .hit, .selected:hover > .hit { fill: var(--accent); }
.selected > text { fill: var(--bg); } .selected > g { color: var(--bg); }
.dot { fill: var(--stop); }
.said > span { flex: 1; overflow-wrap: anywhere; }
.said button { flex: none; height: 26px; color: var(--accent); }
.full { position: fixed; inset: 0; z-index: 1000; border: 0; border-radius: 0; }
.full .window { flex: 1; min-height: 0; }
.full .canvas { touch-action: none; height: 100% !important; }
.panel { display: flex; flex-wrap: wrap; gap: 8px 22px; padding: 10px 12px; background: var(--bg); border-bottom: 1px solid var(--line); font-size: 12px; max-height: 260px; overflow: auto; }
.panel fieldset { display: flex; flex-wrap: wrap; gap: 4px; margin: 0; padding: 0; border: 0; min-width: 0; }
.panel legend { padding-bottom: 4px; font-weight: 600; }
.panel label, .panel > button { display: inline-flex; align-items: center; gap: 6px; min-height: 26px; padding: 0 9px; border: 1px solid var(--line); border-radius: 13px; cursor: pointer; overflow-wrap: anywhere; align-self: end; }
.panel label:hover { border-color: var(--accent); }
.panel input { position: absolute; opacity: 0; }
.panel label:has(:checked) { background: var(--tint); color: var(--accent); }
.panel label:has(:focus-visible) { outline: 2px solid var(--accent); }
.panel small { color: var(--quiet); }
.map { position: absolute; right: 10px; bottom: 10px; width: 140px; height: 84px; border: 1px solid var(--line); border-radius: 8px; background: var(--bg); cursor: pointer; touch-action: none; }
.map rect { fill: var(--wire); }
.map .on { fill: var(--accent); }
.map .seen { fill: var(--accent); fill-opacity: .12; stroke: var(--accent); vector-effect: non-scaling-stroke; }
@media (max-width: 600px) { .map { display: none; } }
`;
