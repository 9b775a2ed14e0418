/** What stands below the drawing: how its lines are known, and how much is not drawn. */

import type { Style } from "../edges.ts";
import { HOPS } from "../state.ts";
import type { View } from "../view.ts";
import { count, draw, make, STYLES, styleOf } from "./kit.ts";

/** Shows what is in use. */
export function showLegend({ graph, scene, shown, state }: View): void {
  const { edges, ids, all } = shown;
  const items = (Object.keys(STYLES) as Style[])
    .filter((style) => edges.some((edge) => styleOf(edge) === style))
    .map((style) => item(style, STYLES[style]));
  if (edges.some(({ weight }) => weight > 1)) items.push(item("w3", "more flows"));
  const asBegun = state.focus === graph.home && state.hops === HOPS && !state.steps.length && ids.length === all.length;
  if (asBegun && ids.length < graph.reach)
    items.push(make("span", {}, `${ids.length} of ${count(graph.reach, graph.noun)} are drawn`));
  scene.svg
    .closest(".frame")
    ?.querySelector(".legend")
    ?.replaceChildren(...items);
}

function item(style: string, words: string): Element {
  const line = draw("path", { class: "edge", d: "M0 4h26" });
  return make("span", {}, draw("svg", { class: style, width: 26, height: 8, "aria-hidden": "true" }, line), words);
}
