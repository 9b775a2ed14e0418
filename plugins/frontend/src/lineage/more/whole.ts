/** The graph of all datasets, out of its file. */

import type { Whole } from "../data.ts";
import type { View } from "../view.ts";
import { absolute, Graph } from "./kit.ts";

/** All datasets; what the page says of those it knows stays. Addresses are seen from `root`, that of the site. */
export function wholeGraph(whole: Whole, page: View["graph"], root: string): View["graph"] {
  const graph = new Graph();
  const { ids, titles, kinds, layers, domains, products, k, l, d, p, f, urls, out, to, known } = whole;
  const { names = {}, others = {}, labels } = whole;
  for (const [n, id] of ids.entries()) {
    const name = names[n] ?? id.slice(id.lastIndexOf(".") + 1);
    const dataset = {
      id,
      name,
      title: titles[n] || name,
      kind: kinds[k[n] ?? -1] ?? "",
      layer: layers[l[n] ?? -1] ?? "",
      domain: domains[d[n] ?? -1] ?? "",
      product: products[p[n] ?? -1] ?? "",
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
  for (const dataset of page.datasets.values()) graph.add(dataset);
  for (const dataset of graph.datasets.values()) {
    dataset.up = graph.near(dataset.id, "up").size;
    dataset.down = graph.near(dataset.id, "down").size;
  }
  return graph;
}
