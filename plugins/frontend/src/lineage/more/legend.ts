/** What stands below the drawing: how its lines are known, and how much is not drawn. */

import type { Style } from "../edges.ts";
import { HOPS } from "../state.ts";
import type { View } from "../view.ts";
import { count, draw, make, STYLES, styleOf } from "./kit.ts";
import type { Trace } from "./trace.ts";

/** Datasets of a trace that are written out. */
const MOST = 20;

/** Shows what is in use. */
export function showLegend(view: View): void {
  const { graph, scene, shown, state, trace } = view;
  const { edges, ids, all } = shown;
  const items = (Object.keys(STYLES) as Style[])
    .filter((style) => edges.some((edge) => styleOf(edge) === style))
    .map((style) => item(style, STYLES[style]));
  if (edges.some(({ weight }) => weight > 1)) items.push(item("w3", "more flows"));
  const asBegun = state.focus === graph.home && state.hops === HOPS && !state.steps.length && ids.length === all.length;
  if (asBegun && ids.length < graph.reach)
    items.push(make("span", {}, `${ids.length} of ${count(graph.reach, graph.noun)} are drawn`));
  if (trace && trace.columns.size <= MOST) items.unshift(make("span", { class: "path" }, path(view, trace)));
  scene.svg
    .closest(".frame")
    ?.querySelector(".legend")
    ?.replaceChildren(...items);
}

/** Where a trace leads, layer by layer, for those who see only a part of the drawing. */
function path(view: View, { columns }: Trace): string {
  const layers: string[][] = [];
  for (const [id, names] of columns) {
    const place = view.scene.places.get(id);
    const said = [view.title(id), ...names].filter(Boolean).join(" · ");
    if (place) layers[place.rank] = [...(layers[place.rank] ?? []), said];
  }
  return layers.flatMap((layer) => layer.join("; ")).join(" → ");
}

function item(style: string, words: string): Element {
  const line = draw("path", { class: "edge", d: "M0 4h26" });
  return make("span", {}, draw("svg", { class: style, width: 26, height: 8, "aria-hidden": "true" }, line), words);
}
