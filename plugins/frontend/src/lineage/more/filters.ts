/** Which domains, layers, products and kinds are seen. */

import type { Facet } from "../state.ts";
import type { View } from "../view.ts";
import { count, FACETS, fresh, make } from "./kit.ts";
import { turnPanel } from "./panel.ts";

export function filters(view: View, button: HTMLElement): void {
  const { graph, state } = view;
  const facets = FACETS.filter((facet) => state.filters[facet].length || graph.facets().includes(facet));
  const fields = facets.map((facet) => field(view, facet));
  const clear = make("button", {}, "Clear");
  clear.onclick = () => {
    for (const box of fields.flatMap((one) => [...one.querySelectorAll("input")])) box.checked = false;
    change(view, fresh("").filters);
  };
  turnPanel(button, "Filters", ...fields, clear);
}

function change(view: View, filters: View["state"]["filters"]): void {
  view.change({ filters }, view.state.focus);
  const filtered = view.shown.all.length - view.shown.ids.length;
  view.around.say(`${filtered ? count(filtered, view.graph.noun) : "Nothing is"} filtered out.`);
}

/** The values of all that would be seen without filters. */
function field(view: View, facet: Facet): HTMLFieldSetElement {
  const { graph, state } = view;
  const counts = new Map<string, number>(state.filters[facet].map((value) => [value, 0]));
  for (const id of view.shown.all) {
    const value = graph.datasets.get(id)?.[facet];
    if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const name = facet[0]?.toUpperCase() + facet.slice(1);
  const element = make("fieldset", {}, make("legend", {}, name));
  for (const [value, number] of [...counts].sort()) {
    const box = make("input", { type: "checkbox" });
    box.checked = state.filters[facet].includes(value);
    box.onchange = () => {
      const others = view.state.filters[facet].filter((one) => one !== value);
      change(view, { ...view.state.filters, [facet]: box.checked ? [...others, value].sort() : others });
    };
    element.append(make("label", {}, box, value, make("small", {}, String(number))));
  }
  return element;
}
