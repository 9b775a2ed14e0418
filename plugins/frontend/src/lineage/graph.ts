/** Datasets and which of them are made of which: what the page knows of them, then all. */

import type { Labels, Neighbourhood } from "./data.ts";

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
}

export class Graph {
  readonly datasets = new Map<string, Dataset>();
  /** Edges that lead to nothing, and are left out. */
  lost = 0;
  private readonly sides = { up: new Map<string, Map<string, number>>(), down: new Map<string, Map<string, number>>() };

  /** All that is known around it on one side, each with how the edge is known. */
  near(id: string, side: Side): ReadonlyMap<string, number> {
    return this.sides[side].get(id) ?? NONE;
  }

  /** Puts titles in the place of the ids of domains and products. */
  add(dataset: Dataset, labels?: Labels): void {
    dataset.domain = labels?.domains[dataset.domain] ?? dataset.domain;
    dataset.product = labels?.products[dataset.product] ?? dataset.product;
    this.datasets.set(dataset.id, dataset);
  }

  connect(from: string | undefined, to: string | undefined, known: number): void {
    if (from === undefined || to === undefined) this.lost++;
    else {
      neighbours(this.sides.down, from).set(to, known);
      neighbours(this.sides.up, to).set(from, known);
    }
  }
}

const NONE: ReadonlyMap<string, number> = new Map();

function neighbours(side: Map<string, Map<string, number>>, id: string): Map<string, number> {
  const known = side.get(id) ?? new Map<string, number>();
  side.set(id, known);
  return known;
}

/** What stands in the page; addresses are seen from `base`. Throws where it is not what it should be. */
export function graphOfPage(text: string, base: string): { graph: Graph; focus: string } {
  const { nodes, edges, focus, labels }: Neighbourhood = JSON.parse(text);
  const graph = new Graph();
  for (const [id, name, title, kind, layer, domain, product, url, flags, up, down] of nodes) {
    graph.add({ id, name, title, kind, layer, domain, product, url: absolute(url, base), flags, up, down }, labels);
  }
  for (const [from, to, known] of edges) graph.connect(nodes[from]?.[0], nodes[to]?.[0], known);
  const id = nodes[focus]?.[0];
  if (id === undefined) throw new Error("no focus");
  return { graph, focus: id };
}

/** An address of this page or of one like it; empty for all others. */
export function absolute(url: string, base: string): string {
  if (!url) return "";
  const found = new URL(url, base);
  return /^(https?|file):$/.test(found.protocol) ? found.href : "";
}
