/** Distinct column names, and the datasets that have them. */

import { type ColumnsFile, summed } from "./data.ts";
import { fold, spacedWords, wordsOfName } from "./fold.ts";
import type { Source } from "./source.ts";

/** Names looked into for one query, at most: each may cost a file. */
const MOST = 64;

export class Columns {
  readonly names: readonly string[];
  readonly counts: readonly number[];
  readonly spacedNames: readonly string[];
  private foldedOnce: string[] | undefined;
  private readonly datasets = new Map<number, readonly number[]>();

  constructor(
    file: ColumnsFile,
    private readonly perFile: number,
    private readonly source: Source,
  ) {
    this.names = file.names;
    this.counts = file.counts;
    this.spacedNames = spacedWords(file.names);
  }

  /** Datasets that have the column, if they were loaded. */
  datasetsOf(column: number): readonly number[] | undefined {
    return this.datasets.get(column);
  }

  /** Loads the datasets of columns, from no more than so many files; what fails to load stays unknown. */
  async load(columns: readonly number[], mostFiles = MOST): Promise<void> {
    const missing = columns.filter((column) => !this.datasets.has(column));
    const files = [...new Set(missing.map((column) => Math.floor(column / this.perFile)))].slice(0, mostFiles);
    await Promise.allSettled(files.map((file) => this.loadFile(file, missing)));
  }

  /**
   * Numbers of the columns of that folded name; where there is none of those that differ in `_` and the like, or else of
   * those that begin with it.
   */
  named(name: string): number[] {
    this.foldedOnce ??= this.names.map(fold);
    const folded = this.foldedOnce;
    const squeezed = wordsOfName(name).join("");
    const tests = [
      () => numbers(folded, (other) => other === name),
      () => (squeezed ? numbers(this.spacedNames, (other) => other.replace(/ /g, "") === squeezed) : []),
      () => numbers(folded, (other) => other.startsWith(name)),
    ];
    for (const test of tests) {
      const found = test();
      if (found.length) return found.slice(0, MOST);
    }
    return [];
  }

  private async loadFile(file: number, columns: readonly number[]): Promise<void> {
    const lists = await this.source.postings(file);
    for (const column of columns) {
      const place = column - file * this.perFile;
      const list = place >= 0 && place < this.perFile ? lists[place] : undefined;
      if (list) this.datasets.set(column, summed(list));
    }
  }
}

function numbers(names: readonly string[], fits: (name: string) => boolean): number[] {
  return names.flatMap((name, number) => (fits(name) ? [number] : []));
}
