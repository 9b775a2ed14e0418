/** Where index files come from: fetched by a worker, or run as scripts where a page was opened from disk. */

import type { ColumnsFile, DetailsFile, NamesFile, PageEntry, PostingsFile, WordsFile } from "./data.ts";

/** Loads `<path>.js`; `build` tells one edition of the index from another, `names` itself has none. */
export type Load = (path: string, build?: string) => Promise<unknown>;

/** Files of the index, each loaded once. A file that fails is asked for again the next time. */
export class Source {
  private readonly loaded = new Map<string, Promise<unknown>>();
  private build: string | undefined;

  constructor(private readonly load: Load) {}

  async names(): Promise<NamesFile> {
    const file = await this.file<NamesFile>("names");
    this.build = file.build;
    const [names, pages] = await Promise.all([
      this.whole<string>("names", file.parts.names),
      this.whole<PageEntry>("pages", file.parts.pages),
    ]);
    return { ...file, names: names ?? file.names, pages: pages ?? file.pages };
  }

  /** A list that was cut into files; nothing where it was not. */
  private async whole<T>(list: string, files: number): Promise<readonly T[] | undefined> {
    if (files === 0) return undefined;
    const parts = await Promise.all(Array.from({ length: files }, (_, n) => this.file<readonly T[]>(`${list}/${n}`)));
    return ([] as T[]).concat(...parts);
  }

  /** All column names, of so many files. */
  async columns(files: number): Promise<ColumnsFile> {
    const parts = await Promise.all(Array.from({ length: files }, (_, n) => this.file<ColumnsFile>(`columns/${n}`)));
    const names = parts.map((part) => part.names);
    const counts = parts.map((part) => part.counts);
    return { names: ([] as string[]).concat(...names), counts: ([] as number[]).concat(...counts) };
  }

  postings(number: number): Promise<PostingsFile> {
    return this.file(`postings/${number}`);
  }

  words(number: number): Promise<WordsFile> {
    return this.file(`words/${number}`);
  }

  details(number: number): Promise<DetailsFile> {
    return this.file(`details/${number}`);
  }

  private file<T>(path: string): Promise<T> {
    const known = this.loaded.get(path);
    if (known) return known as Promise<T>;
    const loading = this.load(path, this.build);
    this.loaded.set(path, loading);
    loading.catch(() => this.loaded.delete(path));
    return loading as Promise<T>;
  }
}

/** Fetches the text of files below `base` and reads it as data: nothing of it runs. */
export function fetched(base: string): Load {
  return async (path, build) => {
    const response = await fetch(address(base, path, build), build ? {} : { cache: "no-cache" });
    if (!response.ok) throw new Error(`${response.status} ${response.url}`);
    return payload(await response.text());
  };
}

/** The data of one file: what stands between `lakebookSearch("…",` and `)`. */
export function payload(text: string): unknown {
  return JSON.parse(text.slice(text.indexOf(",") + 1, text.lastIndexOf(")")));
}

/** Runs files below `base` as scripts of this page; each calls `lakebookSearch` with its path and data. */
export function scripted(base: string): Load {
  const waiting = new Map<string, (data: unknown) => void>();
  const host = self as typeof self & { lakebookSearch?: (path: string, data: unknown) => void };
  host.lakebookSearch = (path, data) => waiting.get(path)?.(data);
  return (path, build) =>
    new Promise((resolve, reject) => {
      waiting.set(path, resolve);
      const script = document.createElement("script");
      script.src = address(base, path, build);
      script.onload = () => script.remove();
      script.onerror = () => reject(new Error(`cannot load ${script.src}`));
      document.head.append(script);
    });
}

function address(base: string, path: string, build: string | undefined): string {
  return `${base}${path}.js${build ? `?${build}` : ""}`;
}
