/** The graph of all datasets, out of its file. */

import type { Whole } from "../data.ts";
import type { Graph } from "../graph.ts";
import { absolute } from "./kit.ts";

/** Adds all datasets to `graph`; what the page says of those it knows stays. Addresses are seen from `root`, that of the site. */
export function addWhole(graph: Graph, whole: Whole, root: string): void {
  const { ids, titles, kinds, layers, domains, products, k, l, d, p, f, urls, out, to, known } = whole;
  const { names = {}, others = {}, labels } = whole;
  for (const [n, id] of ids.entries()) {
    if (graph.datasets.has(id)) continue;
    const at = (values: readonly string[], places: readonly number[]) => values[places[n] ?? -1] ?? "";
    const name = names[n] ?? id.slice(id.lastIndexOf(".") + 1);
    const dataset = {
      id,
      name,
      title: titles[n] || name,
      kind: at(kinds, k),
      layer: at(layers, l),
      domain: at(domains, d),
      product: at(products, p),
      url: absolute(others[n] ?? urls.replace("{path}", id.split(".").join("/")), root),
      flags: f[n] ?? 0,
      up: 0,
      down: 0,
    };
    graph.add(dataset, labels);
  }
  let place = 0;
  for (const [n, degree] of out.entries()) {
    for (const end = place + degree; place < end; place++)
      graph.connect(ids[n], ids[to[place] ?? -1], known[place] ?? 1);
  }
  for (const dataset of graph.datasets.values()) {
    for (const side of ["up", "down"] as const) dataset[side] = graph.near(dataset.id, side).size;
  }
}
