/** Narrowing by facets, and counting what each value of a facet would leave. */

import type { Documents } from "./documents.ts";
import { fold } from "./fold.ts";
import { FACETS, type Facet, type Query } from "./query.ts";

/** A value of a facet on offer: how many results have it, and whether the query asks for it. */
export interface FacetValue {
  readonly id: string;
  readonly title: string;
  readonly count: number;
  readonly on: boolean;
}

export type FacetCounts = Readonly<Record<Facet, readonly FacetValue[]>>;

/** The kind of results that are no documents: columns. */
export const COLUMN = "column";

export class Filter {
  /** Facets asked for, with the numbers of the values that pass. */
  private readonly wanted: readonly (readonly [Int32Array, ReadonlySet<number>])[];
  private readonly kinds: readonly string[] | undefined;
  private readonly facets: readonly Facet[];

  constructor(
    private readonly documents: Documents,
    query: Query,
  ) {
    this.facets = FACETS.filter((facet) => query.filters.has(facet));
    this.kinds = query.filters.get("kind");
    this.wanted = this.facets.map((facet) => {
      const values = facet === "kind" ? [...documents.facets.kind, [COLUMN, COLUMN] as const] : documents.facets[facet];
      return [documents.values[facet], chosen(values, query.filters.get(facet) ?? [])];
    });
  }

  passes(document: number): boolean {
    return this.wanted.every(([values, numbers]) => numbers.has(values[document] as number));
  }

  /** Whether the datasets of columns must be looked at one by one. */
  get looksInside(): boolean {
    return this.facets.some((facet) => facet !== "kind");
  }

  /** Whether a dataset would pass if its kind did not matter: then its columns do. */
  passesButKind(document: number): boolean {
    return this.wanted.every(
      ([values, numbers], place) => this.facets[place] === "kind" || numbers.has(values[document] as number),
    );
  }

  /** Whether columns are wanted as results of their own. */
  get takesColumns(): boolean {
    return !this.kinds || this.kinds.some((kind) => COLUMN.startsWith(kind));
  }

  /** Counts each value over the documents that match; its own facet does not narrow what is counted for it. */
  counts(matches: Iterable<number>, columns: number): FacetCounts {
    const found = Object.fromEntries(
      FACETS.map((facet) => [facet, new Int32Array(this.documents.facets[facet].length)]),
    ) as Record<Facet, Int32Array>;
    for (const document of matches) {
      const failed = this.failedBy(document);
      if (failed === "several") continue;
      for (const facet of failed ? [failed] : FACETS) {
        const value = this.documents.values[facet][document] as number;
        const counted = found[facet];
        if (value >= 0) counted[value] = (counted[value] ?? 0) + 1;
      }
    }
    return this.offered(found, columns);
  }

  /** The one facet that keeps the document out. */
  private failedBy(document: number): Facet | "several" | undefined {
    let failed: Facet | undefined;
    for (const [place, [values, numbers]] of this.wanted.entries()) {
      if (numbers.has(values[document] as number)) continue;
      if (failed) return "several";
      failed = this.facets[place];
    }
    return failed;
  }

  private offered(found: Record<Facet, Int32Array>, columns: number): FacetCounts {
    const entries = FACETS.map((facet) => {
      const wanted = this.wanted[this.facets.indexOf(facet)]?.[1];
      const values = this.documents.facets[facet].map(([id, title], value) => ({
        id,
        title,
        count: found[facet][value] ?? 0,
        on: !!wanted?.has(value),
      }));
      const on = !!this.kinds && this.takesColumns;
      if (facet === "kind") values.push({ id: COLUMN, title: COLUMN, count: columns, on });
      return [facet, values.filter((value) => value.count || value.on)];
    });
    return Object.fromEntries(entries) as FacetCounts;
  }
}

/** Numbers of the values that are named by id or title, or begin so where none is named in full. */
function chosen(values: readonly (readonly [string, string])[], typed: readonly string[]): Set<number> {
  const folded = values.map((value) => value.map(fold));
  const numbersOf = (fits: (name: string) => boolean) =>
    folded.flatMap((names, number) => (names.some(fits) ? [number] : []));
  return new Set(
    typed.flatMap((value) => {
      const named = numbersOf((name) => name === value);
      return named.length ? named : numbersOf((name) => name.startsWith(value));
    }),
  );
}
