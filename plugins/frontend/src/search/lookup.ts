/** Answers one query: by names at once, by words of titles and descriptions later. */

import { type FacetCounts, Filter } from "./filter.ts";
import { fold, wordsOfProse } from "./fold.ts";
import type { Known } from "./known.ts";
import { Pattern, Rank, rankDocuments, rankIdentities, rankNames, rankSqueezed, rankWritten } from "./match.ts";
import { isEmpty, type Query } from "./query.ts";
import { columnResult } from "./rank.ts";
import { documentsWith } from "./words.ts";

/** Columns looked into where filters ask for what their datasets are. */
const LOOKED_INTO = 64;

/** Everything one query found. */
export interface Found {
  readonly query: Query;
  /** Numbers of documents, and of columns as `columnResult` counts them; best first. */
  readonly results: readonly number[];
  /** Dataset -> name of the column it was found for. */
  readonly anchors: ReadonlyMap<number, string>;
  /** Folded words to mark in titles. */
  readonly marks: readonly string[];
  readonly filter: Filter;
  readonly facets: FacetCounts;
}

/** The answers to one query: by names, then, where words of texts add to them, by both. */
export async function* answers(known: Known, query: Query): AsyncGenerator<Found> {
  if (isEmpty(query)) return;
  const lookup = new Lookup(known, query);
  await lookup.byNames();
  yield await lookup.found();
  if (await lookup.byWords()) yield await lookup.found();
}

class Lookup {
  private readonly filter: Filter;
  private readonly ranks: Uint8Array;
  private readonly columnRanks: Uint8Array;
  private readonly anchors = new Map<number, string>();
  private marks: readonly string[];

  constructor(
    private readonly known: Known,
    private readonly query: Query,
  ) {
    this.filter = new Filter(known.documents, query);
    this.ranks = new Uint8Array(known.documents.count).fill(Rank.NONE);
    this.columnRanks = new Uint8Array(known.columns.names.length).fill(Rank.NONE);
    this.marks = marksOf(query);
  }

  /** Ranks what names, titles and operators find. */
  async byNames(): Promise<void> {
    const { query, known } = this;
    if (!query.text) this.ranks.fill(Rank.WORDS);
    else if (!query.words.length) this.asWritten();
    else {
      this.fit(new Pattern(query.words.map((word) => [word])));
      this.squeezedStarts();
      await this.byIdentity();
      if (!this.hasFound) this.squeezed();
      if (!this.hasFound) this.corrected();
    }
    if (query.columns.length) await this.keepThoseWithColumn();
    known.order.placeReplaced(this.ranks);
  }

  /** Ranks what words of titles and texts find besides; says whether they find anything new. */
  async byWords(): Promise<boolean> {
    const words = wordsOfProse(this.query.text);
    if (!words.length) return false;
    const { documents, source, order } = this.known;
    const found = await documentsWith(words, documents.file.wordStarts, source);
    let more = found.size > 0 && this.takeBackCorrection();
    for (const [document, inTitle] of found) {
      const rank = inTitle ? Rank.TITLE_WORDS : Rank.TEXT_WORDS;
      if (rank >= (this.ranks[document] ?? 0)) continue;
      if (this.query.columns.length && !this.anchors.has(document)) continue;
      this.ranks[document] = rank;
      more = true;
    }
    if (more) order.placeReplaced(this.ranks);
    return more;
  }

  /** What was found so far, narrowed and in order. */
  async found(): Promise<Found> {
    const { columns, order } = this.known;
    const { query, filter, anchors, marks } = this;
    const columnRanks = await this.narrowedColumns();
    const matching = this.ranks.reduce<number[]>((all, rank, document) => {
      if (rank !== Rank.NONE) all.push(document);
      return all;
    }, []);
    const facets = filter.counts(matching, columnRanks.filter((rank) => rank !== Rank.NONE).length);
    const ranks = this.ranks.map((rank, document) => (filter.passes(document) ? rank : Rank.NONE));
    if (!filter.takesColumns) columnRanks.fill(Rank.NONE);
    const results = order.sorted(ranks, columnRanks, columns.names, query);
    return { query, results, anchors, marks, filter, facets };
  }

  private get hasFound(): boolean {
    return this.ranks.some((rank) => rank !== Rank.NONE) || this.columnRanks.some((rank) => rank !== Rank.NONE);
  }

  private fit(pattern: Pattern, best: Rank = Rank.IDENTITY): void {
    rankDocuments(pattern, this.known.documents, this.ranks, best);
    rankNames(pattern, this.known.columns.spacedNames, this.columnRanks, best);
  }

  /** Names without letters and digits, such as `..`, have no words to be found by. */
  private asWritten(): void {
    const { documents, columns } = this.known;
    const typed = fold(this.query.text);
    rankWritten(typed, documents.names, this.ranks);
    rankWritten(typed, documents.titles, this.ranks);
    rankWritten(typed, columns.names, this.columnRanks);
  }

  /** `customerid` finds `customer_id_2`. One or two letters go without: the first key must not wait for it. */
  private squeezedStarts(): void {
    const typed = this.query.words.join("");
    if (typed.length <= 2) return;
    const { documents, columns } = this.known.squeezed;
    rankSqueezed(typed, documents, this.ranks);
    rankSqueezed(typed, columns, this.columnRanks);
  }

  /** `merid` finds `customer_id`. */
  private squeezed(): void {
    const pattern = new Pattern([[this.query.words.join("")]]);
    const { documents, columns } = this.known.squeezed;
    rankNames(pattern, documents, this.ranks, Rank.PART);
    rankNames(pattern, columns, this.columnRanks, Rank.PART);
  }

  private corrected(): void {
    const pattern = this.known.vocabulary.corrected(this.query.words);
    if (!pattern) return;
    this.fit(pattern, Rank.TYPING_ERROR);
    this.marks = pattern.words.flat();
  }

  /** What was typed stands in a text: then it was no typing error. Says whether it was taken for one. */
  private takeBackCorrection(): boolean {
    let more = false;
    for (const ranks of [this.ranks, this.columnRanks]) {
      for (const [place, rank] of ranks.entries()) {
        if (rank !== Rank.TYPING_ERROR) continue;
        ranks[place] = Rank.NONE;
        more = true;
      }
    }
    if (more) this.marks = marksOf(this.query);
    return more;
  }

  /** Lifts a pasted `crm.core.accounts`; `crm.core.accounts.customer_id` finds the dataset at that column. */
  private async byIdentity(): Promise<void> {
    const { documents, columns } = this.known;
    for (const { dataset, column } of rankIdentities(this.query, documents, this.ranks)) {
      const named = columns.named(column);
      await columns.load(named);
      const held = named.find((one) => columns.datasetsOf(one)?.includes(dataset));
      if (held === undefined) continue;
      this.ranks[dataset] = Rank.IDENTITY;
      this.anchors.set(dataset, columns.names[held] as string);
    }
  }

  /** Leaves the datasets that have one of the columns asked for, each with that column. */
  private async keepThoseWithColumn(): Promise<void> {
    const { columns } = this.known;
    const named = this.query.columns.flatMap((name) => columns.named(name));
    await columns.load(named);
    this.anchors.clear();
    for (const column of named) {
      for (const dataset of columns.datasetsOf(column) ?? []) {
        if (!this.anchors.has(dataset)) this.anchors.set(dataset, columns.names[column] as string);
      }
    }
    this.columnRanks.fill(Rank.NONE);
    for (const document of this.ranks.keys()) {
      if (!this.anchors.has(document)) this.ranks[document] = Rank.NONE;
    }
  }

  /** Ranks of the columns without those that no wanted dataset has: the best of them are looked into. */
  private async narrowedColumns(): Promise<Uint8Array> {
    const { columns, order, documents } = this.known;
    if (!this.query.text) return this.columnRanks;
    if (!this.filter.looksInside) return this.columnRanks.slice();
    const best = order.sorted(new Uint8Array(0), this.columnRanks, columns.names, this.query).slice(0, LOOKED_INTO);
    const looked = best.map((result) => result - columnResult(documents, 0));
    await columns.load(looked);
    const ranks = new Uint8Array(this.columnRanks.length).fill(Rank.NONE);
    for (const column of looked) {
      const held = columns.datasetsOf(column)?.some((dataset) => this.filter.passesButKind(dataset));
      if (held) ranks[column] = this.columnRanks[column] as number;
    }
    return ranks;
  }
}

/** Folded, what is marked in titles. */
function marksOf({ text, words }: Query): string[] {
  return [...new Set([fold(text), ...words])];
}
