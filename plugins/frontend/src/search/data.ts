/** Shapes of the index files, as `plugins/lakebook/search/index.py` writes them. */

type Titled = readonly (readonly [id: string, title: string])[];
/** Value and how often it follows itself, over and over. */
type Runs = readonly number[];

/** `names.js`: every dataset and page, without what is shown only for few of them. */
export interface NamesFile {
  readonly format: number;
  /** Changes with any file of the index. */
  readonly build: string;
  /** Whether addresses are folders, or `.html` files. */
  readonly directories: boolean;
  readonly facets: {
    readonly kind: readonly string[];
    readonly layer: readonly string[];
    readonly classification: readonly string[];
    readonly status: readonly string[];
    readonly custodian: Titled;
    readonly domain: Titled;
  };
  readonly systems: readonly (readonly [id: string, title: string, domain: number, slug?: string])[];
  /** In this order datasets are numbered. */
  readonly schemas: readonly (readonly [system: number, name: string, datasets: number, slug?: string])[];
  readonly names: readonly string[];
  /** Number of a dataset -> its slug, where that is not the name. */
  readonly slugs: Readonly<Record<string, string>>;
  /** Empty where the title is the name, or what `humanised` makes of it; none at all where they are too many. */
  readonly titles: readonly string[];
  readonly kind: Runs;
  readonly layer: Runs;
  readonly classification: Runs;
  readonly custodian: Runs;
  readonly status: Runs;
  readonly domain: Runs;
  /** What is replaced and what replaces it: numbers of documents, datasets first and then pages. */
  readonly successors: readonly (readonly [document: number, successor: number])[];
  /** Files of column names. */
  readonly columnFiles: number;
  readonly columnPostings: number;
  readonly wordStarts: readonly string[];
  readonly detailSize: number;
  readonly pages: readonly PageEntry[];
  /** Files `names/<n>.js` and `pages/<n>.js` that hold these lists where they are too long for this one. */
  readonly parts: { readonly names: number; readonly pages: number };
}

export type PageEntry = readonly [
  kind: number,
  title: string,
  address: string,
  id: string,
  domain: number,
  status: number,
  classification: number,
  custodian: number,
];

/** `columns/<n>.js`: distinct names, and how many datasets have each. */
export interface ColumnsFile {
  readonly names: readonly string[];
  readonly counts: readonly number[];
}

/** `postings/<n>.js`: datasets of each column, as differences. */
export type PostingsFile = readonly (readonly number[])[];

/** `words/<n>.js`: for each word, twice the number of each document, plus one where it stands in the title; differences. */
export interface WordsFile {
  readonly words: readonly string[];
  readonly docs: readonly (readonly number[])[];
}

/** `details/<n>.js`: title and first sentence. */
export type DetailsFile = readonly (readonly [title: string, sentence: string])[];

/** Runs written out, one number a dataset. */
export function unrolled(runs: Runs, length: number): Int32Array {
  const values = new Int32Array(length).fill(-1);
  let place = 0;
  for (let run = 0; run < runs.length; run += 2) {
    const next = place + (runs[run + 1] ?? 0);
    values.fill(runs[run] ?? -1, place, next);
    place = next;
  }
  return values;
}

/** Numbers whose differences are given. */
export function summed(differences: readonly number[]): number[] {
  let sum = 0;
  return differences.map((difference) => {
    sum += difference;
    return sum;
  });
}
