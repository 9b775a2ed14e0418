/** Answers queries: by names at once, by words of titles and descriptions later. */

import { Columns } from "./columns.ts";
import { Documents } from "./documents.ts";
import type { FacetCounts, Filter } from "./filter.ts";
import { Lookup } from "./lookup.ts";
import { isEmpty, type Query } from "./query.ts";
import { Order } from "./rank.ts";
import type { Source } from "./source.ts";
import { Vocabulary } from "./typing.ts";

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

interface Squeezed {
  readonly documents: readonly string[];
  readonly columns: readonly string[];
}

export class Engine {
  readonly order: Order;
  private vocabularyOnce: Vocabulary | undefined;
  private squeezedOnce: Squeezed | undefined;

  private constructor(
    readonly documents: Documents,
    readonly columns: Columns,
    readonly source: Source,
  ) {
    this.order = new Order(documents);
  }

  /** Loads what every query needs. Raises what loading raises. */
  static async open(source: Source): Promise<Engine> {
    const names = await source.names();
    const columns = new Columns(await source.columns(names.columnFiles), names.columnPostings, source);
    return new Engine(new Documents(names), columns, source);
  }

  /** The answers to one query: by names, then, where words of texts add to them, by both. */
  async *search(query: Query): AsyncGenerator<Found> {
    if (isEmpty(query)) return;
    const lookup = new Lookup(this, query);
    await lookup.byNames();
    yield await lookup.found();
    if (await lookup.byWords()) yield await lookup.found();
  }

  /** Names without the spaces between their words, for queries such as `customerid`. */
  get squeezed(): Squeezed {
    const { documents, columns } = this;
    this.squeezedOnce ??= { documents: documents.spacedNames.map(squeeze), columns: columns.spacedNames.map(squeeze) };
    return this.squeezedOnce;
  }

  /** Words of all names, for queries with a typing error. */
  get vocabulary(): Vocabulary {
    const { documents, columns } = this;
    this.vocabularyOnce ??= new Vocabulary(documents.spacedNames, documents.spacedTitles, columns.spacedNames);
    return this.vocabularyOnce;
  }
}

function squeeze(spaced: string): string {
  return ` ${spaced.replace(/ /g, "")}`;
}
