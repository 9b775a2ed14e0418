/** What a result looks like, apart from the page it is shown on. All HTML is escaped here. */

import type { Columns } from "./columns.ts";
import type { Documents } from "./documents.ts";
import type { Engine, Found } from "./engine.ts";
import { COLUMN } from "./filter.ts";
import { escaped, highlighted } from "./highlight.ts";
import { columnResult } from "./rank.ts";

/** One result. */
export interface Item {
  /** Link below the root of the site. */
  readonly location: string;
  /** Plain; `column` besides the kinds of documents. */
  readonly kind: string;
  /** HTML with `<mark>`. */
  readonly title: string;
  /** HTML: where it is. */
  readonly where: string;
  /** HTML: its first sentence; empty until details are loaded. */
  readonly summary: string;
  /** Plain; empty where it needs no saying. */
  readonly status: string;
  readonly layer: string;
}

/** Details and postings that may be loaded for one screen of results. */
const MOST_FILES = 24;
const NAMED_DATASETS = 3;
const UNSAID = new Set(["", "active", "accepted"]);

export class Renderer {
  private readonly documents: Documents;
  private readonly columns: Columns;
  private readonly sentences = new Map<number, readonly [title: string, sentence: string]>();

  constructor(private readonly engine: Engine) {
    this.documents = engine.documents;
    this.columns = engine.columns;
  }

  /** Some of the results as far as they are known. */
  items(found: Found, offset: number, limit: number): Item[] {
    return found.results.slice(offset, offset + limit).map((result) => this.item(result, found));
  }

  /** Loads where columns lead to, for no more than so many files. */
  async loadColumns(found: Found, offset: number, limit: number, mostFiles = MOST_FILES): Promise<void> {
    const columns = found.results.slice(offset, offset + limit).map((result) => result - this.documents.count);
    await this.columns.load(
      columns.filter((column) => column >= 0),
      mostFiles,
    );
  }

  /** Loads the first sentences of some of the results. */
  async loadDetails(found: Found, offset: number, limit: number): Promise<void> {
    const missing = found.results
      .slice(offset, offset + limit)
      .filter((result) => result < this.documents.count && !this.sentences.has(result));
    const size = this.documents.file.detailSize;
    const files = [...new Set(missing.map((document) => Math.floor(document / size)))].slice(0, MOST_FILES);
    await Promise.allSettled(
      files.map(async (file) => {
        for (const [place, detail] of (await this.engine.source.details(file)).entries()) {
          this.sentences.set(file * size + place, detail);
        }
      }),
    );
  }

  /** Link to the search page with all results of a query. */
  searchPage(query: string): string {
    return `${this.documents.inSite("search/")}?q=${encodeURIComponent(query)}`;
  }

  private item(result: number, found: Found): Item {
    if (result >= this.documents.count) return this.columnItem(result - columnResult(this.documents, 0), found);
    const { documents } = this;
    const column = found.anchors.get(result);
    const status = documents.value("status", result);
    const [, sentence = ""] = this.sentences.get(result) ?? [];
    return {
      location: documents.location(result, column && `column-${column}`),
      kind: documents.value("kind", result),
      title: this.title(result, column, found),
      where: this.where(result, found.marks),
      summary: escaped(sentence),
      status: UNSAID.has(status) ? "" : status,
      layer: documents.value("layer", result),
    };
  }

  private title(document: number, column: string | undefined, { query, marks }: Found): string {
    const title = highlighted(this.documents.title(document), marks);
    return column === undefined ? title : `${title}.${highlighted(column, [...query.columns, ...marks])}`;
  }

  /** Domain, system and schema, then what the name does not say: a dataset's title, another thing's id. */
  private where(document: number, marks: readonly string[]): string {
    const { documents } = this;
    const place = documents.where(document).map(escaped).join(" › ");
    const other = documents.isDataset(document) ? documents.titles[document] : "";
    return [place, other && highlighted(other, marks)].filter(Boolean).join(" · ");
  }

  /** A column leads to the first dataset that has it, or, until that is known, to the list of all of them. */
  private columnItem(column: number, found: Found): Item {
    const name = this.columns.names[column] ?? "";
    const all = this.columns.datasetsOf(column);
    const datasets = all?.filter((dataset) => found.filter.passesButKind(dataset));
    const [first, ...others] = this.bestLayerFirst(datasets ?? []);
    const count = datasets?.length ?? this.columns.counts[column] ?? 0;
    const named = first === undefined ? [] : [first, ...others].slice(0, NAMED_DATASETS);
    const list = named.map((dataset) => escaped(this.documents.identity(dataset))).join(", ");
    return {
      location:
        first === undefined ? this.searchPage(columnQuery(name)) : this.documents.location(first, `column-${name}`),
      kind: COLUMN,
      title: highlighted(name, found.marks),
      where: `in ${count.toLocaleString("en")} dataset${count === 1 ? "" : "s"}${list && `: ${list}`}${count > named.length && list ? ", …" : ""}`,
      summary: "",
      status: "",
      layer: "",
    };
  }

  private bestLayerFirst(datasets: readonly number[]): number[] {
    const layers = this.documents.values.layer;
    return [...datasets].sort((one, other) => (layers[other] as number) - (layers[one] as number) || one - other);
  }
}

/** The query that lists the datasets with a column. */
export function columnQuery(name: string): string {
  return `column:${/[\s"]/.test(name) ? `"${name.replace(/"/g, "")}"` : name}`;
}
