/** How well names fit the words of a query. Names come as `spacedWords` makes them: ` customer id 2`. */

import type { Documents } from "./documents.ts";
import { fold, spacedWords } from "./fold.ts";

/** Best first. */
export const Rank = {
  /** Its whole identity was typed, such as `crm.core.accounts`. */
  IDENTITY: 0,
  EXACT: 1,
  PREFIX: 2,
  /** Each word begins a word of the name or title. */
  WORDS: 3,
  /** Each word stands somewhere in the name or title. */
  PART: 4,
  /** Some words stand in the name, the others say where it is. */
  PLACE: 5,
  TITLE_WORDS: 6,
  TEXT_WORDS: 7,
  TYPING_ERROR: 8,
  NONE: 15,
} as const;
export type Rank = (typeof Rank)[keyof typeof Rank];

/** Words to look for. Several forms of a word are alternatives: what may have been meant. */
export class Pattern {
  /** Forms of each word, with a space in front. */
  readonly starts: readonly (readonly string[])[];
  private readonly whole: string;
  private readonly mayBePart: boolean;

  constructor(readonly words: readonly (readonly string[])[]) {
    this.starts = words.map((forms) => forms.map((form) => ` ${form}`));
    this.whole = this.starts.map((forms) => forms[0]).join("");
    this.mayBePart = words.length > 1 || (words[0]?.[0]?.length ?? 0) > 1;
  }

  rank(name: string): Rank {
    if (name.startsWith(this.whole)) return name.length === this.whole.length ? Rank.EXACT : Rank.PREFIX;
    if (!this.mayBePart) return name.includes(this.whole) ? Rank.WORDS : Rank.NONE;
    if (this.starts.every((forms) => hasOne(name, forms))) return Rank.WORDS;
    return this.words.every((forms) => hasOne(name, forms)) ? Rank.PART : Rank.NONE;
  }
}

function hasOne(name: string, forms: readonly string[]): boolean {
  for (const form of forms) if (name.includes(form)) return true;
  return false;
}

/** Ranks of all names, into `ranks`; none better than `best`. */
export function rankNames(pattern: Pattern, names: readonly string[], ranks: Uint8Array, best: Rank): void {
  for (let place = 0; place < names.length; place++) {
    ranks[place] = Math.max(pattern.rank(names[place] as string), best);
  }
}

/** Ranks of all documents by name, title and where they are, into `ranks`; none better than `best`. */
export function rankDocuments(pattern: Pattern, documents: Documents, ranks: Uint8Array, best: Rank): void {
  const several = pattern.words.length > 1;
  const places = several ? placeWords(documents) : [];
  for (let document = 0; document < documents.count; document++) {
    const name = documents.spacedNames[document] as string;
    const title = documents.spacedTitles[document] as string;
    let rank: Rank = pattern.rank(name);
    if (title.length > 1) rank = better(rank, pattern.rank(title));
    if (several && rank > Rank.WORDS) {
      rank = better(rank, rankTogether(pattern, name + title, places, documents.schemaOf[document]));
    }
    ranks[document] = Math.max(rank, best);
  }
}

function better(one: Rank, other: Rank): Rank {
  return one < other ? one : other;
}

/** Rank of several words of which some stand in the title, or say in which schema the dataset is. */
function rankTogether(pattern: Pattern, own: string, places: readonly string[], schema: number | undefined): Rank {
  const outside = pattern.starts.filter((forms) => !hasOne(own, forms));
  if (!outside.length) return Rank.WORDS;
  const place = schema === undefined ? undefined : places[schema];
  if (!place || outside.length === pattern.starts.length) return Rank.NONE;
  return outside.every((forms) => hasOne(place, forms)) ? Rank.PLACE : Rank.NONE;
}

/** Words of each schema that say where its datasets are. */
function placeWords(documents: Documents): string[] {
  const { systems, schemas, facets } = documents.file;
  return spacedWords(
    schemas.map(([number, name]) => {
      const [id = "", title = "", domain = -1] = systems[number] ?? [];
      return `${id} ${title} ${name} ${facets.domain[domain]?.join(" ") ?? ""}`;
    }),
  );
}

/** A dataset whose identity is followed by a folded name that may be one of its columns. */
export interface ColumnPath {
  readonly dataset: number;
  readonly column: string;
}

/** Lifts what a pasted `system.schema.dataset`, or the end of one, names; returns where `.column` may follow. */
export function rankIdentities(text: string, documents: Documents, ranks: Uint8Array): ColumnPath[] {
  const typed = fold(text).replace(/[`"[\]]/g, "");
  const paths: ColumnPath[] = [];
  if (!typed.includes(".") || /\s/.test(typed)) return paths;
  const starts = documents.file.schemas.map(([system]) => (documents.file.systems[system]?.[0].length ?? 0) + 1);
  for (const [dataset, identity] of documents.identities.entries()) {
    const schema = documents.schemaOf[dataset] ?? -1;
    const short = identity.slice(starts[schema]);
    const name = short.slice((documents.file.schemas[schema]?.[1].length ?? 0) + 1);
    for (const path of [identity, short, name]) {
      if (path === typed) ranks[dataset] = Rank.IDENTITY;
      else if (path.startsWith(typed)) ranks[dataset] = Math.min(ranks[dataset] as number, Rank.PREFIX);
      else if (typed.startsWith(`${path}.`)) paths.push({ dataset, column: typed.slice(path.length + 1) });
    }
  }
  return paths;
}
