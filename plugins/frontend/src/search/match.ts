/** How well names fit the words of a query. Names come as `spacedWords` makes them: ` customer id 2`. */

import type { Documents } from "./documents.ts";
import { fold, spacedWords } from "./fold.ts";
import type { Query } from "./query.ts";

/** Best first. */
export const Rank = {
  /** Its whole identity was typed, such as `crm.core.accounts`. */
  IDENTITY: 0,
  EXACT: 1,
  /** What to use instead of something out of use whose name was typed in full. */
  INSTEAD: 2,
  PREFIX: 3,
  /** Each word begins a word of the name or title. */
  WORDS: 4,
  /** Each word stands somewhere in the name or title. */
  PART: 5,
  /** Some words stand in the name, the others say where it is. */
  PLACE: 6,
  TITLE_WORDS: 7,
  TEXT_WORDS: 8,
  TYPING_ERROR: 9,
  NONE: 15,
} as const;
export type Rank = (typeof Rank)[keyof typeof Rank];

/** Words to look for. Several forms of a word are alternatives: what may have been meant. */
export class Pattern {
  /** Forms of each word, with a space in front. */
  readonly starts: readonly (readonly string[])[];
  /** As `words`, but single letters stand for beginnings wherever they are looked for: all names are full of them. */
  private readonly parts: readonly (readonly string[])[];
  private readonly whole: string;
  private readonly mayBePart: boolean;

  constructor(readonly words: readonly (readonly string[])[]) {
    this.starts = words.map((forms) => forms.map((form) => ` ${form}`));
    this.parts = words.map((forms) => forms.map((form) => (form.length > 1 ? form : ` ${form}`)));
    this.whole = this.starts.map((forms) => forms[0]).join("");
    this.mayBePart = words.length > 1 || (words[0]?.[0]?.length ?? 0) > 1;
  }

  rank(name: string): Rank {
    if (name.startsWith(this.whole)) return name.length === this.whole.length ? Rank.EXACT : Rank.PREFIX;
    if (!this.mayBePart) return name.includes(this.whole) ? Rank.WORDS : Rank.NONE;
    if (this.starts.every((forms) => hasOne(name, forms))) return Rank.WORDS;
    return this.parts.every((forms) => hasOne(name, forms)) ? Rank.PART : Rank.NONE;
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

/** Lifts the names that begin with what was typed, both without the spaces between words. */
export function rankSqueezed(typed: string, squeezed: readonly string[], ranks: Uint8Array): void {
  for (let place = 0; place < squeezed.length; place++) {
    if ((squeezed[place] as string).startsWith(` ${typed}`)) ranks[place] = better(ranks[place] as Rank, Rank.PREFIX);
  }
}

/** Lifts the names that hold what was typed, folded, letter for letter. */
export function rankWritten(typed: string, names: readonly string[], ranks: Uint8Array): void {
  for (let place = 0; place < names.length; place++) {
    const name = fold(names[place] as string);
    if (!name.includes(typed)) continue;
    const rank = name === typed ? Rank.EXACT : name.startsWith(typed) ? Rank.PREFIX : Rank.PART;
    ranks[place] = better(ranks[place] as Rank, rank);
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
export function rankIdentities(query: Query, documents: Documents, ranks: Uint8Array): ColumnPath[] {
  const paths: ColumnPath[] = [];
  for (const typed of pasted(query)) {
    for (const [dataset, identity] of documents.identities.entries()) {
      const starts = documents.partStarts[documents.schemaOf[dataset] ?? -1] ?? [];
      for (const start of starts) {
        const path = identity.slice(start);
        if (path === typed) ranks[dataset] = Rank.IDENTITY;
        else if (path.startsWith(typed)) ranks[dataset] = Math.min(ranks[dataset] as number, Rank.PREFIX);
        else if (typed.startsWith(`${path}.`)) paths.push({ dataset, column: typed.slice(path.length + 1) });
      }
    }
  }
  return paths;
}

/** What may be an identity in a query: as it is, and without the quotes that SQL puts around names. */
function pasted({ text, source }: Query): Set<string> {
  const typed = [text, source].flatMap((one) => [one, one.replace(/[`"[\]]/g, "")]);
  return new Set(typed.map((one) => fold(one).trim()).filter((one) => one.includes(".")));
}
