/** All datasets by their places in the whole graph, and whom they concern. */

import { load } from "../lineage/channel.ts";
import type { ColumnFile, Whole } from "../lineage/data.ts";
import type { Concerned } from "./data.ts";
import type { Ways } from "./reach.ts";

export class Book implements Ways {
  /** Those of the catalogue; what it only names stands behind them in the graph. */
  readonly ids: readonly string[];
  private readonly places = new Map<string, number>();
  private readonly starts: number[] = [];

  /** `root` of the site, and the folder of the files of columns. */
  constructor(
    readonly whole: Whole,
    readonly concerned: Concerned,
    readonly root: URL,
    private readonly folder: string,
  ) {
    this.ids = whole.ids.slice(0, concerned.s.length);
    for (const [n, id] of this.ids.entries()) this.places.set(id, n);
    let start = 0;
    for (const made of whole.out) {
      this.starts.push(start);
      start += made;
    }
  }

  place(id: string): number | undefined {
    return this.places.get(id);
  }

  /** The dataset that a name leads to, and the column behind it, as `lakebook impact` takes it. */
  meant(name: string): [dataset: number, column: string] | undefined {
    for (let end = name.length; end > 0; end = name.lastIndexOf(".", end - 1)) {
      const n = placeOf(this.ids, name.slice(0, end));
      if (n >= 0) return [n, name.slice(end + 1)];
    }
    return undefined;
  }

  targets(n: number): readonly number[] {
    const start = this.starts[n] ?? 0;
    return this.whole.to.slice(start, start + (this.whole.out[n] ?? 0));
  }

  /** How the edge to the target at this place is known. */
  known(n: number, place: number): number {
    return this.whole.known[(this.starts[n] ?? 0) + place] ?? 1;
  }

  name(n: number): string {
    const { ids, names } = this.whole;
    const id = ids[n] ?? "";
    return names?.[n] ?? id.slice(id.lastIndexOf(".") + 1);
  }

  title(n: number): string {
    return this.whole.titles[n] || this.name(n);
  }

  /** Below the root of the site. */
  url(n: number): string {
    const { ids, urls, others } = this.whole;
    return others?.[n] ?? urls.replace("{path}", (ids[n] ?? "").split(".").join("/"));
  }

  /** The file is called as the page is. */
  async columns(n: number): Promise<ColumnFile | undefined> {
    const id = this.ids[n] ?? "";
    const page = this.url(n).replace(/^datasets\/|\.html$|\/$/g, "");
    if (!__lineage.files.has(id)) await load(`${this.folder}${page}.js`);
    return __lineage.files.get(id);
  }
}

/** Where a name stands, in whatever capitals where only one is called so; -1 where none is. */
export function placeOf(names: readonly string[], name: string): number {
  const exact = names.indexOf(name);
  if (exact >= 0) return exact;
  const small = name.toLowerCase();
  const alike = names.filter((one) => one.toLowerCase() === small);
  return alike.length === 1 ? names.indexOf(alike[0] ?? "") : -1;
}
