/** The bar above the drawing. */

import { FIT, FULL, FUNNEL, MINUS, PLUS, SAVE } from "./icons.ts";
import { FACETS } from "./state.ts";
import { draw, icon, make } from "./svg.ts";
import type { View } from "./view.ts";
import { count } from "./words.ts";

const HOPS = [1, 2, 3];

/** The bar, and what makes it say what is seen, and what is not; `full` turns the full screen on and off. */
export function bar(view: View, full: () => void): [element: HTMLElement, show: () => void] {
  const note = make("span", { class: "note" });
  const numbers = HOPS.map((number) => make("option", { value: number }, count(number, "hop")));
  const hops = make("select", { "aria-label": "How far" }, ...numbers);
  hops.onchange = () => void view.begin({ ...view.state, hops: Number(hops.value), steps: [] });
  const filter = button("Filter", FUNNEL, () => void view.withHands((hands) => hands.filters(filter)));
  const save = button("Save as a picture", SAVE, () => void view.withHands((hands) => hands.save(save)));
  for (const opens of [filter, save]) opens.setAttribute("aria-expanded", "false");
  const zoom = (factor: number) => () => view.camera.zoom(factor, undefined, undefined, true);
  const element = make(
    "div",
    { class: "bar", role: "toolbar", "aria-label": "Lineage" },
    note,
    filter,
    hops,
    button("Smaller", MINUS, zoom(0.8)),
    button("Larger", PLUS, zoom(1.25)),
    button("Fit all", FIT, () => view.fit(true, true)),
    button("Full screen", FULL, full),
    save,
  );
  const show = () => {
    const { shown, state, graph } = view;
    const filtered = shown.all.length - shown.ids.length;
    const hidden = filtered && `${filtered.toLocaleString("en")} filtered out`;
    const lost = graph.lost && `${count(graph.lost, "edge")} to nothing left out`;
    note.textContent = note.title = [count(shown.ids.length, graph.noun), hidden, lost].filter(Boolean).join(" · ");
    hops.value = String(state.hops);
    hops.hidden = !shown.roots.length || (graph.whole && state.focus === graph.home);
    const filters = FACETS.some((facet) => state.filters[facet].length);
    filter.classList.toggle("on", filters);
    filter.hidden = !filters && !graph.facets().length;
  };
  return [element, show];
}

function button(label: string, path: string, press: () => void): HTMLButtonElement {
  const picture = draw("svg", { width: 16, height: 16 }, icon(path));
  const element = make("button", { "aria-label": label, title: label }, picture);
  element.onclick = press;
  return element;
}
