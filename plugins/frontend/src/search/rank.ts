/** The order of results. */

import type { Documents } from "./documents.ts";
import { COLUMN } from "./filter.ts";
import { fold } from "./fold.ts";
import { Rank } from "./match.ts";

/** Kinds in the order they stand within a rank; those of datasets come first, unknown ones last. */
const KINDS = [COLUMN, "product", "decision", "person", "team", "term", "domain", "system", "page", "check"];
const FADED = new Set(["deprecated", "retired", "superseded", "rejected"]);
const LONGEST = 511;
const LAYERS = 15;
const PLACES = 2 ** 20;

/** Column `n` among results: documents have the numbers below `documents.count`. */
export function columnResult(documents: Documents, column: number): number {
  return documents.count + column;
}

/** Orders results. What does not depend on a query is worked out once. */
export class Order {
  /** Documents by title. */
  private readonly byTitle: Uint32Array;
  /** Place of each document in `byTitle`. */
  private readonly places: Uint32Array;
  private readonly groups: Uint8Array;
  /** 0 for what is in use; else how many things there are to use instead, one replacing the other, and 1. */
  private readonly fading: Uint8Array;
  /** Datasets that are out of use with what to use instead; the latter's own replacement comes first. */
  private readonly successors: readonly (readonly [dataset: number, successor: number])[];

  constructor(private readonly documents: Documents) {
    const titles = Array.from({ length: documents.count }, (_, document) => fold(documents.title(document)));
    this.byTitle = Uint32Array.from(titles.keys()).sort((one, other) => compare(titles[one], titles[other]));
    this.places = new Uint32Array(documents.count);
    for (const [place, document] of this.byTitle.entries()) this.places[document] = place;
    this.groups = Uint8Array.from(titles.keys(), (document) => this.groupOf(document));
    this.fading = Uint8Array.from(titles.keys(), (document) => (this.isFaded(document) ? 1 : 0));
    this.successors = this.chained(documents.file.successors.filter(([dataset]) => this.isFaded(dataset)));
  }

  /** Lets no dataset rank above the one to use instead, where both were found. */
  lowerReplaced(ranks: Uint8Array): void {
    for (const [dataset, successor] of this.successors) {
      const [own, other] = [ranks[dataset] as number, ranks[successor] as number];
      if (own < other && other !== Rank.NONE) ranks[dataset] = other;
    }
  }

  /** Numbers of all results, best first. `byLength`: whether shorter names come first. */
  sorted(ranks: Uint8Array, columnRanks: Uint8Array, columns: readonly string[], byLength: boolean): number[] {
    const keys: number[] = [];
    for (let document = 0; document < ranks.length; document++) {
      if (ranks[document] !== Rank.NONE) keys.push(this.documentKey(document, ranks[document] as number, byLength));
    }
    for (let column = 0; column < columnRanks.length; column++) {
      const rank = columnRanks[column] as number;
      if (rank !== Rank.NONE) keys.push(this.columnKey(column, rank, columns[column]?.length ?? 0));
    }
    return Array.from(Float64Array.from(keys).sort(), (key) => this.resultOf(key % PLACES));
  }

  private documentKey(document: number, rank: number, byLength: boolean): number {
    const layer = this.documents.values.layer[document] as number;
    const length = byLength ? this.documents.title(document).length : 0;
    return sortKey(
      rank,
      this.fading[document] as number,
      this.groups[document] as number,
      length,
      layer,
      this.places[document] as number,
    );
  }

  /** Where names are equal, columns come after everything else. */
  private columnKey(column: number, rank: number, length: number): number {
    const group = rank === Rank.EXACT ? KINDS.length + 2 : 1;
    return sortKey(rank, 0, group, length, -1, columnResult(this.documents, column));
  }

  private resultOf(place: number): number {
    return place < this.documents.count ? (this.byTitle[place] as number) : place;
  }

  private groupOf(document: number): number {
    if (this.documents.isDataset(document)) return 0;
    return (KINDS.indexOf(this.documents.value("kind", document)) + 1 || KINDS.length + 1) as number;
  }

  private isFaded(document: number): boolean {
    return FADED.has(this.documents.value("status", document));
  }

  /** Sets `fading` along chains of successors; circles end nowhere and are cut. */
  private chained(pairs: readonly (readonly [number, number])[]): (readonly [number, number])[] {
    const next = new Map(pairs);
    for (const [dataset] of pairs) {
      let steps = 1;
      for (let one = next.get(dataset); one !== undefined && steps < 3 && this.fading[one]; one = next.get(one))
        steps++;
      this.fading[dataset] = steps;
    }
    return [...pairs].sort(([one], [other]) => (this.fading[one] as number) - (this.fading[other] as number));
  }
}

/**
 * Everything results are sorted by as one number, so that 150,000 of them are sorted in a few milliseconds:
 * in 41 bits rank (4), out of use (2), group (4), length (9), layer (4, later ones first) and place in the alphabet (20).
 */
function sortKey(rank: number, fading: number, group: number, length: number, layer: number, place: number): number {
  const coarse = (((rank * 4 + fading) * 16 + group) * (LONGEST + 1) + Math.min(length, LONGEST)) * (LAYERS + 1);
  return (coarse + LAYERS - Math.min(layer + 1, LAYERS)) * PLACES + place;
}

function compare(one = "", other = ""): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
