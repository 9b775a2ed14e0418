/** What the impact page is given, as `docs/reference/lineage-data.md` describes it. */

import { load } from "../lineage/channel.ts";
import type { Whole } from "../lineage/data.ts";

/** Place of a person or team, and for what they are told. */
export type Told = [contact: number, role: string];
export type Contact = [
  kind: "person" | "team",
  id: string,
  name: string,
  email: string,
  handle: string,
  channel: string,
  url: string,
];
export type Surface = [type: string, name: string, audience: string, url: string];
/** A dataset, by its place in the whole graph, and perhaps one column of it. */
export type Read = [dataset: number, column?: string];
export type Product = [
  id: string,
  title: string,
  status: string,
  url: string,
  reads: Read[],
  surfaces: Surface[],
  told: Told[],
];

/** Whom the data concerns. Datasets stand in the order of the whole graph. */
export interface Concerned {
  v: number;
  statuses: string[];
  s: number[];
  answers: Told[][];
  a: number[];
  products: Product[];
  contacts: Contact[];
}

declare global {
  var __concerned: (concerned: Concerned) => void;
}

/** Two files: all datasets, and whom they concern. Undefined where one is missing, or they are not of one state. */
export async function loaded(graph: string, concerned: string): Promise<[Whole, Concerned] | undefined> {
  let told: Concerned | undefined;
  globalThis.__concerned = (said) => {
    told = said;
  };
  await Promise.all([__lineage.whole ? undefined : load(graph), load(concerned)]);
  const { whole } = __lineage;
  return whole && told && told.s.length <= whole.ids.length ? [whole, told] : undefined;
}
