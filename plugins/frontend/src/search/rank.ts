/** The order of results. */

import type { Documents } from "./documents.ts";
import { COLUMN } from "./filter.ts";
import { fold } from "./fold.ts";
import { Rank } from "./match.ts";
import type { Query } from "./query.ts";

/** Kinds in the order they stand within a rank; those of datasets come first, unknown ones last. */
const KINDS = [COLUMN, "product", "decision", "person", "team", "term", "domain", "system", "page", "check"];
/** Links of a chain of successors that are followed; two bits of the sort key. */
const MOST_STEPS = 3;
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
  /** What is out of use with what to use instead; the latter's own replacement comes first. */
  private readonly replaced: readonly (readonly [document: number, successor: number])[];

  constructor(private readonly documents: Documents) {
    const titles = Array.from({ length: documents.count }, (_, document) => fold(documents.title(document)));
    this.byTitle = Uint32Array.from(titles.keys()).sort((one, other) => compare(titles[one], titles[other]));
    this.places = new Uint32Array(documents.count);
    for (const [place, document] of this.byTitle.entries()) this.places[document] = place;
    this.groups = Uint8Array.from(titles.keys(), (document) => this.groupOf(document));
    this.fading = Uint8Array.from(titles.keys(), (document) => (documents.isFaded(document) ? 1 : 0));
    this.replaced = this.chained([...documents.replacements]);
  }

  /**
   * Lets nothing out of use rank above what to use instead. Where its name was typed in full it stays where it is: who
   * types that means it. Then the other comes right below, found or not.
   */
  placeReplaced(ranks: Uint8Array): void {
    for (const [document, successor] of [...this.replaced].reverse()) {
      if ((ranks[document] as number) > Rank.INSTEAD) continue;
      ranks[successor] = Math.min(ranks[successor] as number, Rank.INSTEAD);
    }
    for (const [document] of this.replaced) {
      const [own, other] = [ranks[document] as number, this.rankInstead(document, ranks)];
      if (own > Rank.EXACT && own < other && other !== Rank.NONE) ranks[document] = other;
    }
  }

  /** Rank of the first thing that was found of those that replace a document, one the other. */
  private rankInstead(document: number, ranks: Uint8Array): number {
    const next = this.documents.replacements;
    let one = next.get(document);
    for (let steps = 1; steps < MOST_STEPS && one !== undefined && ranks[one] === Rank.NONE; steps++)
      one = next.get(one);
    return one === undefined ? Rank.NONE : (ranks[one] as number);
  }

  /** Numbers of all results, best first. Where something was typed, shorter names come first. */
  sorted(ranks: Uint8Array, columnRanks: Uint8Array, columns: readonly string[], query: Query): number[] {
    const keys: number[] = [];
    for (let document = 0; document < ranks.length; document++) {
      if (ranks[document] !== Rank.NONE) keys.push(this.documentKey(document, ranks[document] as number, query));
    }
    for (let column = 0; column < columnRanks.length; column++) {
      const rank = columnRanks[column] as number;
      if (rank !== Rank.NONE) keys.push(this.columnKey(column, rank, columns[column] as string, query));
    }
    return Array.from(Float64Array.from(keys).sort(), (key) => this.resultOf(key % PLACES));
  }

  private documentKey(document: number, rank: number, query: Query): number {
    const { documents } = this;
    const title = documents.title(document);
    return sortKey(
      rank,
      this.fading[document] as number,
      this.groups[document] as number,
      rank === Rank.EXACT && (isAsTyped(title, query) || isAsTyped(documents.names[document] as string, query)),
      query.text ? title.length : 0,
      documents.values.layer[document] as number,
      this.places[document] as number,
    );
  }

  /** Where names are equal, columns come after everything else. */
  private columnKey(column: number, rank: number, name: string, query: Query): number {
    const group = rank === Rank.EXACT ? KINDS.length + 2 : 1;
    const asTyped = rank === Rank.EXACT && isAsTyped(name, query);
    return sortKey(rank, 0, group, asTyped, name.length, -1, columnResult(this.documents, column));
  }

  private resultOf(place: number): number {
    return place < this.documents.count ? (this.byTitle[place] as number) : place;
  }

  private groupOf(document: number): number {
    if (this.documents.isDataset(document)) return 0;
    return (KINDS.indexOf(this.documents.value("kind", document)) + 1 || KINDS.length + 1) as number;
  }

  /** Sets `fading` along chains of successors; circles end nowhere and are cut. */
  private chained(pairs: readonly (readonly [number, number])[]): (readonly [number, number])[] {
    const next = this.documents.replacements;
    for (const [document] of pairs) {
      let steps = 1;
      let one = next.get(document);
      for (; one !== undefined && steps < MOST_STEPS && this.fading[one]; one = next.get(one)) steps++;
      this.fading[document] = steps;
    }
    return [...pairs].sort(([one], [other]) => (this.fading[one] as number) - (this.fading[other] as number));
  }
}

/** Whether the name was typed to the letter: of `Orders` and `orders` one is meant. */
function isAsTyped(name: string, { text, source }: Query): boolean {
  return name === text || name === source.trim();
}

/**
 * Everything results are sorted by as one number, so that 150,000 of them are sorted in a few milliseconds: in 44 bits
 * rank (4), out of use (2), group (4), as typed (1), length (9), layer (4, later ones first), place in the alphabet (20).
 */
function sortKey(
  rank: number,
  fading: number,
  group: number,
  asTyped: boolean,
  length: number,
  layer: number,
  place: number,
): number {
  const grouped = ((rank * 4 + fading) * 16 + group) * 2 + (asTyped ? 0 : 1);
  const coarse = (grouped * (LONGEST + 1) + Math.min(length, LONGEST)) * (LAYERS + 1);
  return (coarse + LAYERS - Math.min(layer + 1, LAYERS)) * PLACES + place;
}

function compare(one = "", other = ""): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
