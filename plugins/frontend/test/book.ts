/** Index files of made-up books, in the shape the Python side writes. */

import { wordsOfName, wordsOfProse } from "../src/search/fold.ts";
import type { Load } from "../src/search/source.ts";

export interface Dataset {
  /** `system.schema.name`. */
  readonly path: string;
  readonly kind?: string;
  readonly title?: string;
  readonly summary?: string;
  readonly columns?: readonly string[];
  readonly domain?: string;
  readonly layer?: string;
  readonly status?: string;
  readonly custodian?: string;
  readonly classification?: string;
  readonly slug?: string;
  /** Path of the dataset to use instead. */
  readonly successor?: string;
}

export interface Other {
  readonly kind: string;
  readonly title: string;
  readonly address: string;
  readonly id?: string;
  readonly summary?: string;
  readonly domain?: string;
  readonly status?: string;
}

export type Files = Record<string, unknown>;

/** How much goes into one file. */
interface Sizes {
  readonly postings: number;
  readonly details: number;
  readonly columns: number;
  readonly words: number;
}

/** So small that there are several files of each sort. */
const SMALL: Sizes = { postings: 4, details: 2, columns: 3, words: 5 };
/** As the Python side cuts them. */
export const REAL: Sizes = { postings: 256, details: 64, columns: 16384, words: 100 };

/** Files of a book. */
export function filesOf(
  datasets: readonly Dataset[],
  others: readonly Other[] = [],
  directories = true,
  sizes = SMALL,
): Files {
  const sorted = [...datasets].sort((one, other) => (one.path < other.path ? -1 : 1));
  const paths = sorted.map((one) => one.path.split(".") as [string, string, string]);
  const kinds = distinct([...sorted.map((one) => one.kind ?? "table"), ...others.map((one) => one.kind)]);
  const facets = {
    kind: kinds,
    layer: ["bronze", "silver", "gold"],
    classification: ["public", "restricted"],
    status: distinct(["active", ...[...sorted, ...others].map((one) => one.status ?? "active")]),
    custodian: distinct(sorted.map((one) => one.custodian ?? "")).map((id) => [id, id.replace(".", " ")]),
    domain: distinct([...sorted, ...others].map((one) => one.domain ?? "")).map((id) => [id, `The ${id}`]),
  };
  const domains = facets.domain.map(([id]) => id);
  const custodians = facets.custodian.map(([id]) => id);
  const systems = distinct(paths.map(([system]) => system));
  const schemas = distinct(paths.map(([system, schema]) => `${system}.${schema}`));
  const run = (values: readonly number[]) => values.flatMap((value) => [value, 1]);
  const words = wordFiles(sorted, others, paths, sizes);
  const columns = columnFiles(sorted, sizes);
  const details = [...sorted, ...others].map((one, place) => [one.title ?? paths[place]?.[2], one.summary ?? ""]);
  return {
    names: {
      format: 2,
      build: "1a2b3c4d",
      directories,
      facets,
      systems: systems.map((system) => {
        const first = paths.findIndex((path) => path[0] === system);
        return [system, `${system} system`, domains.indexOf(sorted[first]?.domain ?? "?")];
      }),
      schemas: schemas.map((schema) => {
        const [system = "", name] = schema.split(".");
        const size = paths.filter((path) => `${path[0]}.${path[1]}` === schema).length;
        return [systems.indexOf(system), name, size];
      }),
      names: paths.map((path) => path[2]),
      slugs: Object.fromEntries(sorted.flatMap((one, place) => (one.slug ? [[place, one.slug]] : []))),
      titles: sorted.map((one) => one.title ?? ""),
      kind: run(sorted.map((one) => kinds.indexOf(one.kind ?? "table"))),
      layer: run(sorted.map((one) => facets.layer.indexOf(one.layer ?? ""))),
      classification: run(sorted.map((one) => facets.classification.indexOf(one.classification ?? ""))),
      custodian: run(sorted.map((one) => custodians.indexOf(one.custodian ?? "?"))),
      status: run(sorted.map((one) => facets.status.indexOf(one.status ?? "active"))),
      domain: run(sorted.map((one) => domains.indexOf(one.domain ?? "?"))),
      successors: sorted.flatMap((one, place) =>
        one.successor ? [[place, sorted.findIndex((other) => other.path === one.successor)]] : [],
      ),
      columnFiles: Object.keys(columns).filter((path) => path.startsWith("columns/")).length,
      columnPostings: sizes.postings,
      wordStarts: words.map((file) => file.words[0]),
      detailSize: sizes.details,
      pages: others.map((one) => [
        kinds.indexOf(one.kind),
        one.title,
        one.address,
        one.id ?? "",
        domains.indexOf(one.domain ?? "?"),
        facets.status.indexOf(one.status ?? "active"),
        -1,
        -1,
      ]),
      parts: { names: 0, pages: 0 },
    },
    ...columns,
    ...numbered("words", words),
    ...numbered("details", chunks(details, sizes.details)),
  };
}

/** Serves files as a site would, and notes what was asked for. */
export function serving(files: Files, asked: string[] = []): Load {
  return async (path, build) => {
    asked.push(build ? `${path}?${build}` : path);
    if (!(path in files)) throw new Error(`404 ${path}`);
    return JSON.parse(JSON.stringify(files[path]));
  };
}

function columnFiles(datasets: readonly Dataset[], sizes: Sizes): Files {
  const found = new Map<string, number[]>();
  for (const [place, one] of datasets.entries()) {
    for (const name of distinct(one.columns ?? [])) note(found, name, place);
  }
  const columns = [...found].sort(([one], [other]) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1));
  const files = chunks(columns, sizes.columns).map((some) => ({
    names: some.map(([name]) => name),
    counts: some.map(([, list]) => list.length),
  }));
  const postings = chunks(
    columns.map(([, list]) => differences(list)),
    sizes.postings,
  );
  return { ...numbered("columns", files), ...numbered("postings", postings) };
}

function wordFiles(datasets: readonly Dataset[], others: readonly Other[], paths: readonly string[][], sizes: Sizes) {
  const found = new Map<string, number[]>();
  for (const [place, one] of [...datasets, ...others].entries()) {
    const name = paths[place]?.[2] ?? (one as Other).id ?? "";
    const title = distinct([...wordsOfProse(one.title ?? name), ...wordsOfName(name)]);
    const text = wordsOfProse(one.summary ?? "").filter((word) => !title.includes(word));
    for (const word of title) note(found, word, 2 * place + 1);
    for (const word of distinct(text)) note(found, word, 2 * place);
  }
  return chunks([...found.keys()].sort(), sizes.words).map((words) => ({
    words,
    docs: words.map((word) => differences(found.get(word) ?? [])),
  }));
}

function note(found: Map<string, number[]>, key: string, number: number): void {
  const numbers = found.get(key);
  if (numbers) numbers.push(number);
  else found.set(key, [number]);
}

function differences(numbers: readonly number[]): number[] {
  return numbers.map((number, place) => number - (numbers[place - 1] ?? 0));
}

export function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, chunk) =>
    all.slice(chunk * size, (chunk + 1) * size),
  );
}

export function numbered(folder: string, files: readonly unknown[]): Files {
  return Object.fromEntries(files.map((file, number) => [`${folder}/${number}`, file]));
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].filter(Boolean);
}
