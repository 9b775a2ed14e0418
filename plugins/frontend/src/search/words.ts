/** Words of titles and descriptions, loaded for the words that are asked for. */

import { summed } from "./data.ts";
import type { Source } from "./source.ts";

/** Files one beginning of a word may cost. */
const MOST_FILES = 6;
/** Shorter words are not taken for beginnings: too many words would fit. */
const SHORTEST_START = 3;

/** Documents with all `words`, and whether all stand in the title. */
export async function documentsWith(
  words: readonly string[],
  starts: readonly string[],
  source: Source,
): Promise<Map<number, boolean>> {
  const found = await Promise.all(words.map((word) => documentsWithOne(word, starts, source)));
  const [first = new Map<number, boolean>(), ...others] = found.sort((one, other) => one.size - other.size);
  const all = new Map<number, boolean>();
  for (const [document, inTitle] of first) {
    if (others.every((other) => other.has(document))) {
      all.set(document, inTitle && others.every((other) => other.get(document)));
    }
  }
  return all;
}

async function documentsWithOne(word: string, starts: readonly string[], source: Source) {
  const found = new Map<number, boolean>();
  const files = await Promise.allSettled(filesWith(word, starts).map((file) => source.words(file)));
  for (const file of files) {
    if (file.status === "rejected") continue;
    const { words, docs } = file.value;
    for (const [place, other] of words.entries()) {
      if (other !== word && !(word.length >= SHORTEST_START && other.startsWith(word))) continue;
      for (const number of summed(docs[place] ?? [])) {
        const document = number >> 1;
        found.set(document, (number & 1) === 1 || found.get(document) === true);
      }
    }
  }
  return found;
}

/** Numbers of the files that hold the word, and words that begin with it. */
export function filesWith(word: string, starts: readonly string[]): number[] {
  const after = starts.findIndex((start) => start > word);
  const first = (after < 0 ? starts.length : after) - 1;
  const files = first < 0 ? [] : [first];
  for (let file = first + 1; starts[file]?.startsWith(word) && files.length < MOST_FILES; file++) files.push(file);
  return files;
}
