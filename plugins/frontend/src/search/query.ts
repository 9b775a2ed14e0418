/** What a query asks for: words, and operators such as `kind:table` that narrow the results. */

import { fold, wordsOfName } from "./fold.ts";

/** Facets a query may be narrowed by, as they are called in the index. */
export const FACETS = ["kind", "domain", "layer", "classification", "custodian", "status"] as const;
export type Facet = (typeof FACETS)[number];
type Operator = Facet | "column";

/** How operators are typed. */
export const TYPED: Record<Operator, string> = {
  kind: "kind",
  domain: "domain",
  layer: "layer",
  classification: "class",
  custodian: "custodian",
  status: "status",
  column: "column",
};

const OPERATORS = new Map<string, Operator>(
  Object.entries(TYPED).flatMap(([operator, typed]) => [
    [operator, operator as Operator],
    [typed, operator as Operator],
  ]),
);
const PART = /([a-z]+):(?:"([^"]*)"?|(\S*))|"([^"]*)"?|(\S+)/gi;

export interface Query {
  /** As it was typed. */
  readonly source: string;
  /** All but the operators. */
  readonly text: string;
  /** Folded words of the text, split as names are. */
  readonly words: readonly string[];
  /** Values asked for, folded; those of one operator are alternatives. */
  readonly filters: ReadonlyMap<Facet, readonly string[]>;
  /** Folded names of columns, of which a dataset must have one. */
  readonly columns: readonly string[];
}

/** Reads a query as typed; an operator whose value is still missing asks for nothing. */
export function parse(source: string): Query {
  const text: string[] = [];
  const values = new Map<Operator, string[]>();
  for (const [whole, name = "", quoted, bare = "", phrase] of source.matchAll(PART)) {
    const operator = OPERATORS.get(name.toLowerCase());
    if (!operator) {
      text.push(phrase ?? whole);
      continue;
    }
    const value = fold(quoted ?? bare).trim();
    if (value) values.set(operator, [...(values.get(operator) ?? []), value]);
  }
  const columns = values.get("column") ?? [];
  values.delete("column");
  const joined = text.join(" ").trim();
  return { source, text: joined, words: wordsOfName(joined), filters: values as Map<Facet, string[]>, columns };
}

/** Whether there is anything to look for. */
export function isEmpty(query: Query): boolean {
  return !query.text && !query.filters.size && !query.columns.length;
}

/** The query with a value of a facet put in; or taken out, in whatever way it was asked for. */
export function toggled(source: string, facet: Facet, value: { id: string; title: string; on: boolean }): string {
  const names = [fold(value.id), fold(value.title)];
  const kept = [...source.matchAll(PART)].filter(([, name = "", quoted, bare = ""]) => {
    const asks = OPERATORS.get(name.toLowerCase()) === facet;
    return !(value.on && asks && names.some((one) => one.startsWith(fold(quoted ?? bare))));
  });
  const parts = kept.map(([whole]) => whole);
  if (!value.on) parts.push(`${TYPED[facet]}:${/\s/.test(value.id) ? `"${value.id}"` : value.id}`);
  return parts.join(" ");
}
