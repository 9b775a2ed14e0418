/** The drawing below the tables: what comes from a dataset, by the view of the lineage. */

import { load } from "../lineage/channel.ts";
import type { Neighbourhood } from "../lineage/data.ts";
import type { Book } from "./book.ts";
import { make } from "./html.ts";

/** Nobody reads a larger one. */
export const MOST = 150;

/** Addresses, absolute: what the view loads, and its two scripts. */
export interface Parts {
  graph: string;
  columns: string;
  more: string;
  lineage: string;
}

/** `datasets` are places, the start first. */
export function drawing(book: Book, datasets: readonly number[], parts: Parts): HTMLElement {
  const data = neighbourhood(book, datasets);
  const view = make("lineage-graph" as "div", "lb-lineage");
  for (const name of ["graph", "columns", "more"] as const) view.setAttribute(name, parts[name]);
  const script = make("script", "", JSON.stringify(data));
  script.type = "application/json";
  const template = make("template");
  template.content.append(script);
  view.append(template, make("div", "", "The tables above list all that is drawn."));
  void load(parts.lineage);
  return view;
}

/** Only these, all of them drawn at once, and the edges between them. */
export function neighbourhood(book: Book, datasets: readonly number[]): Neighbourhood {
  const { ids, kinds, k, layers, l, domains, d, products, p, f, labels } = book.whole;
  const places = new Map(datasets.map((n, place) => [n, place]));
  const edges = datasets.flatMap((n, from) =>
    book.targets(n).flatMap((other, place) => {
      const to = places.get(other);
      return to === undefined ? [] : [[from, to, book.known(n, place)] as [number, number, number]];
    }),
  );
  const into = new Map<number, number>();
  for (const [, to] of edges) into.set(to, (into.get(to) ?? 0) + 1);
  const nodes = datasets.map((n, place): Neighbourhood["nodes"][number] => [
    ids[n] ?? "",
    book.name(n),
    book.title(n),
    kinds[k[n] ?? -1] ?? "",
    layers[l[n] ?? -1] ?? "",
    domains[d[n] ?? -1] ?? "",
    products[p[n] ?? -1] ?? "",
    new URL(book.url(n), book.root).href,
    f[n] ?? 0,
    into.get(place) ?? 0,
    book.targets(n).length,
  ]);
  return { v: 1, focus: 0, roots: [], nodes, edges, ...(labels && { labels }) };
}
