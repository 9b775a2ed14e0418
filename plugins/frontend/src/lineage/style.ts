/** How the view looks: from Material's own variables, so that both palettes and any brand colour work. */

export const STYLE = `
:host {
  --bg: var(--md-default-bg-color, #fff); --fg: var(--md-default-fg-color, #1f2328); --accent: var(--md-typeset-a-color, #4051b5);
  --quiet: color-mix(in srgb, var(--fg) 100%, var(--bg) 32%); --line: color-mix(in srgb, var(--fg) 14%, var(--bg));
  --wire: color-mix(in srgb, var(--fg) 30%, var(--bg)); --ground: color-mix(in srgb, var(--fg) 2.5%, var(--bg));
  --card: var(--bg); --tint: color-mix(in srgb, var(--accent) 10%, var(--bg)); --stop: #c62828; --care: #b45309;
  display: block; margin: 1em 0; color: var(--fg); font-size: 13px; line-height: 1.4; text-align: start;
}
:host([data-dark]) { --card: color-mix(in srgb, var(--fg) 4%, var(--bg)); --ground: var(--bg); --stop: #f28b82; --care: #fbbf24; }
:host([hidden]) { display: none; }
.frame { position: relative; display: flex; flex-direction: column; border: 1px solid var(--line); border-radius: 10px; overflow: clip; background: var(--ground); }
.bar { display: flex; align-items: center; gap: 2px; padding: 4px 6px; background: var(--bg); border-bottom: 1px solid var(--line); }
.note { flex: 1; min-width: 0; padding-inline: 6px; color: var(--quiet); font-size: 12px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
button, select { font: inherit; color: inherit; background: none; border: 0; border-radius: 6px; cursor: pointer; }
.bar button { display: grid; place-items: center; width: 30px; height: 30px; padding: 0; flex: none; }
.bar select { height: 30px; padding: 0 4px; font-size: 12px; color: var(--quiet); }
:is(button, select):hover { background: var(--tint); color: var(--accent); }
:is(button, select, summary, input):focus-visible { outline: 2px solid var(--accent); outline-offset: -1px; }
option { color: #1f2328; background: #fff; }
button[aria-expanded="true"], button.on { background: var(--tint); color: var(--accent); }
.icon { fill: none; stroke: currentcolor; stroke-width: 1.4; stroke-linecap: round; stroke-linejoin: round; }
.canvas { display: block; width: 100%; flex: none; cursor: grab; touch-action: pan-y; user-select: none; -webkit-user-select: none; overflow: hidden; font-size: 13px;
  background: radial-gradient(circle at 1px 1px, color-mix(in srgb, var(--fg) 9%, transparent) 1px, transparent 1.2px) 0 0 / 20px 20px; }
.stage, .card { transition: transform .2s cubic-bezier(.2, 0, 0, 1), opacity .15s; transform-origin: 0 0; }
.stage.still { transition: none; }
.line { animation: seen .25s; }
@keyframes seen { from { opacity: 0; } }
.edge { fill: none; stroke: var(--wire); stroke-width: 1.5; transition: stroke .12s; }
.arrow { fill: var(--wire); transition: fill .12s; }
.observed .edge { stroke-dasharray: 6 4; }
.over .edge { stroke-dasharray: .1 5; stroke-linecap: round; }
.lit .edge, .column .edge { stroke: var(--accent); }
.lit .arrow, .column .arrow { fill: var(--accent); }
.dimmed { opacity: .38; }
.dimmed:is(:hover, :focus-within) { opacity: 1; }
.frame-box { fill: var(--card); stroke: var(--line); stroke-width: 1; filter: drop-shadow(0 1px 1.5px rgb(0 0 0 / .07)); transition: stroke .12s; }
.card:hover .frame-box { stroke: var(--wire); }
.card.focus .frame-box { stroke: var(--accent); stroke-width: 1.75; }
.hit { fill: transparent; }
.link { cursor: pointer; }
.title { fill: var(--fg); font-size: 13px; font-weight: 600; }
a.link:hover .title { fill: var(--accent); }
.place, .type { fill: var(--quiet); font-size: 11px; }
.title, .place { unicode-bidi: plaintext; }
.tile { fill: var(--tint); }
.link > svg, .product { color: var(--accent); }
.product { color: var(--quiet); }
.rule { stroke: var(--line); }
.layer { fill: var(--accent); } .bronze { fill: #b0703c; } .silver { fill: #9aa3ad; } .gold { fill: #d4a017; }
.sensitive { color: var(--stop); } .deprecated { color: var(--care); }
.link, .button { outline: none; }
:is(.link, .button):focus-visible > .hit { stroke: var(--accent); stroke-width: 2.5; }
.button { cursor: pointer; color: var(--quiet); }
.button:hover { color: var(--accent); }
.button:hover > .hit { fill: var(--tint); }
.pill > .hit, .pill:hover > .hit { fill: transparent; }
.pill > .face { fill: var(--bg); stroke: var(--wire); }
.pill:is(:hover, :focus-visible) > .face { fill: var(--tint); stroke: var(--accent); }
.pill > text { fill: currentcolor; font-size: 11px; font-weight: 600; }
.shut { opacity: 0; transition: opacity .12s; }
.card:is(:hover, :focus-within) .shut { opacity: 1; }
@media (hover: none) { .shut { opacity: 1; } }
.said { display: flex; align-items: center; gap: 8px; min-height: 30px; margin: 0; padding: 0 12px; background: var(--bg); border-top: 1px solid var(--line); color: var(--quiet); font-size: 12px; }
.said.empty { position: absolute; clip-path: inset(50%); }
[hidden] { display: none !important; }
details { margin-top: 6px; font-size: 12px; }
summary { display: inline-block; min-height: 24px; padding: 3px 6px; border-radius: 6px; color: var(--quiet); cursor: pointer; }
summary:hover { color: var(--accent); }
.window { position: relative; }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; animation: none !important; } }
@media print { .bar, .said, details > summary { display: none; } }
`;
