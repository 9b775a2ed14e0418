/** Everything with an address: datasets first, then pages. A document is known by its number. */

import { type NamesFile, type PageEntry, unrolled } from "./data.ts";
import { fold, humanised, spacedWords } from "./fold.ts";
import { FACETS, type Facet } from "./query.ts";

type Values = readonly (readonly [id: string, title: string])[];

const FADED = new Set(["deprecated", "retired", "superseded", "rejected"]);

export class Documents {
  /** Datasets have the numbers below this one. */
  readonly datasets: number;
  readonly count: number;
  /** Names of datasets, ids of pages. */
  readonly names: readonly string[];
  /** Empty where a dataset has no title of its own. */
  readonly titles: readonly string[];
  readonly spacedNames: readonly string[];
  readonly spacedTitles: readonly string[];
  /** Number of each dataset's schema. */
  readonly schemaOf: Int32Array;
  /** Facet -> its value for each document, -1 for none. */
  readonly values: Readonly<Record<Facet, Int32Array>>;
  /** Facet -> id and title of each value. */
  readonly facets: Readonly<Record<Facet, Values>>;
  /** What is out of use -> what to use instead. */
  readonly replacements: ReadonlyMap<number, number>;
  private identitiesOnce: string[] | undefined;
  private partStartsOnce: number[][] | undefined;

  constructor(readonly file: NamesFile) {
    const { names, pages, facets } = file;
    this.datasets = names.length;
    this.count = names.length + pages.length;
    this.names = [...names, ...pages.map((page) => page[3])];
    this.titles = [...names.map((_, dataset) => file.titles[dataset] ?? ""), ...pages.map((page) => page[1])];
    this.spacedNames = spacedWords(this.names);
    this.spacedTitles = spacedWords(this.titles);
    this.schemaOf = unrolled(
      file.schemas.flatMap(([, , datasets], schema) => [schema, datasets]),
      this.datasets,
    );
    this.values = byFacet((facet) => this.valuesOf(facet));
    this.facets = byFacet((facet) =>
      facets[facet].map((value) => (typeof value === "string" ? [value, value] : value)),
    );
    this.replacements = new Map(file.successors.filter(([document]) => this.isFaded(document)));
  }

  isDataset(document: number): boolean {
    return document < this.datasets;
  }

  /** Whether it is out of use. */
  isFaded(document: number): boolean {
    return FADED.has(this.value("status", document));
  }

  /** What stands in the first line: the name of a dataset, the title of anything else. */
  title(document: number): string {
    return (this.isDataset(document) ? this.names : this.titles)[document] ?? "";
  }

  /** Id of a document's value, such as `table` for its kind; empty for none. */
  value(facet: Facet, document: number): string {
    return this.facets[facet][this.values[facet][document] ?? -1]?.[0] ?? "";
  }

  /** Domain, system and schema of a dataset; domain of a page. */
  where(document: number): string[] {
    const domain = this.facets.domain[this.values.domain[document] ?? -1]?.[1];
    const schema = this.file.schemas[this.schemaOf[document] ?? -1];
    const system = schema && this.file.systems[schema[0]];
    return [domain, system?.[0], schema?.[1]].filter((part): part is string => !!part);
  }

  /** `system.schema.dataset`, as it was written. */
  identity(dataset: number): string {
    const schema = this.file.schemas[this.schemaOf[dataset] ?? -1];
    return `${this.file.systems[schema?.[0] ?? -1]?.[0]}.${schema?.[1]}.${this.names[dataset]}`;
  }

  /** Folded `system.schema.dataset` of each dataset. */
  get identities(): readonly string[] {
    this.identitiesOnce ??= Array.from({ length: this.datasets }, (_, dataset) => fold(this.identity(dataset)));
    return this.identitiesOnce;
  }

  /** Per schema, where the parts of its datasets' folded identities begin: system, schema, name. */
  get partStarts(): readonly (readonly number[])[] {
    this.partStartsOnce ??= this.file.schemas.map(([system, name]) => {
      const schemaStart = fold(this.file.systems[system]?.[0] ?? "").length + 1;
      return [0, schemaStart, schemaStart + fold(name).length + 1];
    });
    return this.partStartsOnce;
  }

  /** Link below the root of the site; `anchor` is plain text. */
  location(document: number, anchor = ""): string {
    const fragment = anchor && `#${encodeURIComponent(anchor)}`;
    if (!this.isDataset(document)) return this.inSite(this.page(document)?.[2] ?? "") + fragment;
    const schema = this.file.schemas[this.schemaOf[document] ?? -1];
    const system = this.file.systems[schema?.[0] ?? -1];
    const slug = this.file.slugs[document] ?? this.names[document];
    return this.inSite(`datasets/${system?.[3] ?? system?.[0]}/${schema?.[3] ?? schema?.[1]}/${slug}/`) + fragment;
  }

  /** `datasets/crm/` as the site has it: the folder, or `datasets/crm.html`. */
  inSite(address: string): string {
    if (this.file.directories) return address;
    const [path = "", anchor] = address.split("#", 2);
    return `${path ? path.replace(/\/$/, ".html") : "index.html"}${anchor === undefined ? "" : `#${anchor}`}`;
  }

  /** Whether the title only says the name in other words. */
  saysName(title: string, document: number): boolean {
    const name = this.names[document] ?? "";
    return title === name || title === humanised(name);
  }

  private page(document: number): PageEntry | undefined {
    return this.file.pages[document - this.datasets];
  }

  private valuesOf(facet: Facet): Int32Array {
    const place = PAGE_FACETS[facet];
    const values = new Int32Array(this.count).fill(-1);
    values.set(unrolled(this.file[facet], this.datasets));
    for (const [number, page] of this.file.pages.entries()) {
      if (place !== undefined) values[this.datasets + number] = page[place];
    }
    return values;
  }
}

/** Where a page's entry holds the value of a facet. */
const PAGE_FACETS: Partial<Record<Facet, 0 | 4 | 5 | 6 | 7>> = {
  kind: 0,
  domain: 4,
  status: 5,
  classification: 6,
  custodian: 7,
};

function byFacet<T>(value: (facet: Facet) => T): Record<Facet, T> {
  return Object.fromEntries(FACETS.map((facet) => [facet, value(facet)])) as Record<Facet, T>;
}
