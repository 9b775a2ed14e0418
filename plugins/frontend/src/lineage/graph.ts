/** Datasets and which of them are made of which: what the page knows of them, then all. Or groups of datasets. */

import type { Brief, Labels, Neighbourhood, Node } from "./data.ts";
import { FACETS, type Facet } from "./state.ts";

export type Side = "up" | "down";

export interface Dataset {
  id: string;
  name: string;
  title: string;
  kind: string;
  layer: string;
  domain: string;
  product: string;
  /** Absolute; empty where there is no page. */
  url: string;
  flags: number;
  /** How many there are in the whole book. */
  up: number;
  down: number;
  /** What a group holds, such as `34 datasets`; nothing where it is a dataset. */
  words?: string | undefined;
}

/** How an edge is known, and how many flows it stands for: 0 where it is one between datasets. */
export interface Tie {
  known: number;
  weight: number;
}

export class Graph {
  readonly datasets = new Map<string, Dataset>();
  /** What one of them is called: a dataset, or a group of them. */
  noun = "dataset";
  /** What the page is about; empty where that is nothing in particular. */
  home = "";
  /** Where the drawing of the page starts. */
  roots: string[] = [];
  /** All that the page says is drawn at once. */
  whole = false;
  /** How many are near enough to be drawn at first, whether there is room for them or not. */
  reach = 0;
  /** Edges that lead to nothing, and are left out. */
  lost = 0;
  private readonly sides = { up: new Map<string, Map<string, Tie>>(), down: new Map<string, Map<string, Tie>>() };

  /** All that is known around it on one side. */
  near(id: string, side: Side): ReadonlyMap<string, Tie> {
    return this.sides[side].get(id) ?? new Map();
  }

  /** Puts titles in the place of the ids of domains and products. */
  add(dataset: Dataset, labels?: Labels): void {
    dataset.domain = labels?.domains[dataset.domain] ?? dataset.domain;
    dataset.product = labels?.products[dataset.product] ?? dataset.product;
    this.datasets.set(dataset.id, dataset);
  }

  /** The properties in which they differ. */
  facets(): Facet[] {
    const all = [...this.datasets.values()];
    return FACETS.filter((facet) => new Set(all.map((dataset) => dataset[facet])).size > 1);
  }

  connect(from: string | undefined, to: string | undefined, known: number, weight = 0): void {
    if (from === undefined || to === undefined) this.lost++;
    else {
      neighbours(this.sides.down, from).set(to, { known, weight });
      neighbours(this.sides.up, to).set(from, { known, weight });
    }
  }
}

function neighbours(side: Map<string, Map<string, Tie>>, id: string): Map<string, Tie> {
  const known = side.get(id) ?? new Map<string, Tie>();
  side.set(id, known);
  return known;
}

/** What stands in the page; addresses are seen from `base`. Throws where it is not what it should be. */
export function graphOfPage(text: string, base: string): Graph {
  const said: Neighbourhood = JSON.parse(text);
  const { v, of, nodes, edges, focus = -1, roots = [focus], labels, hidden, urls = [] } = said;
  if (v !== 1) throw new Error(`format ${v}`);
  const graph = new Graph();
  const ids: string[] = [];
  for (const node of nodes) {
    const dataset = typeof node[2] === "string" ? asSaid(node as Node) : unfolded(node as Brief, urls);
    if (of) Object.assign(dataset, { words: dataset.layer, layer: "" });
    graph.add({ ...dataset, url: absolute(dataset.url, base) }, labels);
    ids.push(dataset.id);
  }
  for (const [from, to, known, weight] of edges) graph.connect(ids[from], ids[to], known, weight);
  if (of) graph.noun = of.slice(0, -1);
  graph.reach = nodes.length + (hidden?.nodes ?? 0);
  graph.roots = roots.flatMap((root) => ids[root] ?? []);
  graph.home = ids[focus] ?? graph.roots[0] ?? "";
  if (!graph.roots.length) Object.assign(graph, { roots: ids, whole: !!ids[0] });
  return graph;
}

function asSaid([id, name, title, kind, layer, domain, product, url, flags, up, down]: Node): Dataset {
  return { id, name, title, kind, layer, domain, product, url, flags, up, down };
}

/** What does not follow from the path is said. */
function unfolded(
  [path, said, up, down, kind, layer, domain, product = "", flags = 0]: Brief,
  urls: string[],
): Dataset {
  const parts = path.split("/");
  const name = parts.at(-1) ?? "";
  const title = said === 1 ? name[0]?.toUpperCase() + name.slice(1).split("_").join(" ") : said || name;
  return { id: parts.join("."), name, title, kind, layer, domain, product, url: urls.join(path), flags, up, down };
}

/** An address of this page or of one like it; empty for all others. */
export function absolute(url: string, base: string): string {
  if (!url) return "";
  const found = new URL(url, base);
  return /^(https?|file):$/.test(found.protocol) ? found.href : "";
}
