/** What every query looks into: documents and columns with their names, and the files for all else. */

import { Columns } from "./columns.ts";
import { Documents } from "./documents.ts";
import { Order } from "./rank.ts";
import type { Source } from "./source.ts";
import { Vocabulary } from "./typing.ts";

interface Squeezed {
  readonly documents: readonly string[];
  readonly columns: readonly string[];
}

export class Known {
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
  static async open(source: Source): Promise<Known> {
    const names = await source.names();
    const columns = new Columns(await source.columns(names.columnFiles), names.columnPostings, source);
    return new Known(new Documents(names), columns, source);
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
