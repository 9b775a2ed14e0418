/** What a result looks like, apart from the page it is shown on. All HTML is escaped here. */

import type { Columns } from "./columns.ts";
import type { Documents } from "./documents.ts";
import { COLUMN } from "./filter.ts";
import { humanised } from "./fold.ts";
import { escaped, highlighted } from "./highlight.ts";
import type { Known } from "./known.ts";
import type { Found } from "./lookup.ts";
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
  /** HTML: name of what to use instead; empty where it is in use. */
  readonly instead: string;
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

  constructor(private readonly known: Known) {
    this.documents = known.documents;
    this.columns = known.columns;
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
        for (const [place, detail] of (await this.known.source.details(file)).entries()) {
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
      instead: this.instead(result),
      status: UNSAID.has(status) ? "" : status,
      layer: documents.value("layer", result),
    };
  }

  private title(document: number, column: string | undefined, { query, marks }: Found): string {
    const title = highlighted(this.documents.title(document), marks);
    return column === undefined ? title : `${title}.${highlighted(column, [...query.columns, ...marks])}`;
  }

  private instead(document: number): string {
    const successor = this.documents.replacements.get(document);
    return successor === undefined ? "" : escaped(this.documents.title(successor));
  }

  /** Domain, system and schema, then what the name does not say: a dataset's title, another thing's id. */
  private where(document: number, marks: readonly string[]): string {
    const { documents } = this;
    const place = documents.where(document).map(apart).join(" › ");
    const other = documents.isDataset(document) ? documents.titles[document] : "";
    return [place, other && highlighted(other, marks)].filter(Boolean).join(" · ");
  }

  /** A column leads to the first dataset that has it, or, until that is known, to the list of all of them. */
  private columnItem(column: number, found: Found): Item {
    const name = this.columns.names[column] ?? "";
    const all = this.columns.datasetsOf(column);
    const datasets = all?.filter((dataset) => found.filter.passesButKind(dataset));
    const [first, ...others] = this.bestFirst(datasets ?? []);
    const count = datasets?.length ?? this.columns.counts[column] ?? 0;
    const named = first === undefined ? [] : [first, ...others].slice(0, NAMED_DATASETS);
    const list = named.map((dataset) => apart(this.documents.identity(dataset))).join(", ");
    return {
      location:
        first === undefined ? this.searchPage(columnQuery(name)) : this.documents.location(first, `column-${name}`),
      kind: COLUMN,
      title: highlighted(name, found.marks),
      where: `in ${count.toLocaleString("en")} dataset${count === 1 ? "" : "s"}${list && `: ${list}`}${count > named.length && list ? ", …" : ""}`,
      summary: "",
      instead: "",
      status: "",
      layer: "",
    };
  }

  /** What is in use before what is not, gold before silver. */
  private bestFirst(datasets: readonly number[]): number[] {
    const { documents } = this;
    const layers = documents.values.layer;
    const outOfUse = new Set(datasets.filter((dataset) => documents.isFaded(dataset)));
    const compare = (one: number, other: number) =>
      +outOfUse.has(one) - +outOfUse.has(other) || (layers[other] as number) - (layers[one] as number) || one - other;
    return [...datasets].sort(compare);
  }
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\u202a-\u202e\u2066-\u2069\ufb1d-\ufefc]/;

/** `text` for HTML, in the midst of other text: what is written from right to left does not turn its neighbours round. */
function apart(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `<bdi>${escaped(text)}</bdi>` : escaped(text);
}

/** HTML lines below the title: what kind of thing and where, what to use instead, its first sentence. */
export function linesBelow({ kind, where, instead, summary }: Item): string[] {
  const said = escaped(humanised(kind));
  const place = where && `${kind === COLUMN ? " " : " · "}${where}`;
  return [said + place, instead && `Replaced by <b>${instead}</b>`, summary].filter(Boolean);
}

/** Classes that draw a picture or badge, as `pages/_html.py` names them. */
export function classes(block: "lb-icon" | "lb-badge", what: string): string {
  return `${block} ${block}--${what.toLowerCase().replace(/[^a-z0-9-]/g, "-")}`;
}

/** The query that lists the datasets with a column. */
export function columnQuery(name: string): string {
  return `column:${/[\s"]/.test(name) ? `"${name.replace(/"/g, "")}"` : name}`;
}
