/** What pages and data files say, as `docs/reference/lineage-data.md` describes it. */

/** Bits of `Dataset.flags`. */
export const SENSITIVE = 1;
export const DEPRECATED = 2;
export const UNKNOWN = 4;

/** Bits of how an edge is known. */
export const BY_DATASET = 1;
export const BY_COLUMNS = 2;
export const BY_PRODUCT = 4;
export const OBSERVED = 8;

/** Bits of a column. */
export const SENSITIVE_COLUMN = 1;
export const KEY_COLUMN = 2;

export type Node = [
  id: string,
  name: string,
  title: string,
  kind: string,
  layer: string,
  domain: string,
  product: string,
  url: string,
  flags: number,
  up: number,
  down: number,
];

/** A dataset whose id, name and address follow from its path. `title`: 0 is the name, 1 the name as one would write it. */
export type Brief = [
  path: string,
  title: string | 0 | 1,
  up: number,
  down: number,
  kind: string,
  layer: string,
  domain: string,
  product?: string,
  flags?: number,
];

/** What stands in the page, inside the element. */
export interface Neighbourhood {
  v: number;
  /** What the nodes are, such as `systems`, where they are groups of datasets: `layer` is then what a group holds. */
  of?: string;
  /** Index into the nodes; none where the drawing is about nothing in particular. */
  focus?: number;
  /** Nodes the drawing starts from; the focus where they are not given. */
  roots?: number[];
  nodes: (Node | Brief)[];
  /** `weight` is how many flows an edge between groups stands for. */
  edges: [from: number, to: number, known: number, weight?: number][];
  /** How many are as near and not among the nodes. */
  hidden?: { nodes?: number };
  /** What stands before and behind a path in an address. */
  urls?: string[];
  labels?: Labels;
}

/** Titles of domains and products, where they differ from their ids. */
export interface Labels {
  domains: Record<string, string>;
  products: Record<string, string>;
}

/** What `graph.js` says: all datasets, sorted by id, and for each of them what is made of it. */
export interface Whole {
  v: number;
  ids: string[];
  /** Empty where it is the name. */
  titles: string[];
  kinds: string[];
  layers: string[];
  domains: string[];
  products: string[];
  k: number[];
  l: number[];
  d: number[];
  p: number[];
  f: number[];
  /** `{path}` stands for the id, its dots turned to slashes. */
  urls: string;
  /** Index -> what it is where it does not follow from the id: names stand behind the last dot, addresses follow from `urls`. */
  names?: Record<string, string>;
  others?: Record<string, string>;
  labels?: Labels;
  out: number[];
  to: number[];
  known: number[];
}

export type Column = [name: string, type: string, flags: number];

/** Index of the own column, and the other one; a number is the dataset of the reference at that index of the list. */
export type Reference = [column: number, dataset: string | number, name: string, rule?: string, known?: number];

/** What the file of a dataset says. */
export interface ColumnFile {
  columns: Column[];
  /** What the columns are made of. */
  up: Reference[];
  /** What is made of them. */
  down: Reference[];
}
