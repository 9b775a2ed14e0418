/** HTML of plain text in which what was looked for is marked. */

import { fold, spacedWords } from "./fold.ts";

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Of several words shorter ones are not marked in the midst of a word: *what is a batch* would mark each `a`. */
const SHORTEST_WITHIN = 3;

/** `text` for HTML. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}

/** `text` for HTML, with `<mark>` around each of the folded `words`; at beginnings of words, if one is there. */
export function highlighted(text: string, words: readonly string[]): string {
  const { folded, origins } = foldedWithOrigins(text);
  const marked = new Set<number>();
  const begins = new Map<number, boolean>();
  for (const word of words) {
    const places = placesOf(word, folded);
    const starts = places.filter((place) => remembered(begins, origins[place] ?? 0, (at) => beginsWord(text, at)));
    const within = words.length === 1 || word.length >= SHORTEST_WITHIN ? places : [];
    for (const place of starts.length ? starts : within) {
      for (let at = place; at < place + word.length; at++) marked.add(origins[at] as number);
    }
  }
  if (!marked.size) return escaped(text);
  let html = "";
  let at = 0;
  for (const character of text) {
    const opens = marked.has(at) && !marked.has(before(text, at));
    const closes = marked.has(at) && !marked.has(at + character.length);
    html += `${opens ? "<mark>" : ""}${escaped(character)}${closes ? "</mark>" : ""}`;
    at += character.length;
  }
  return html;
}

/** The folded text, and for each of its letters the place it comes from. */
function foldedWithOrigins(text: string): { folded: string; origins: number[] } {
  const origins: number[] = [];
  let folded = "";
  let at = 0;
  for (const character of text) {
    const plain = fold(character);
    folded += plain;
    for (let letter = 0; letter < plain.length; letter++) origins.push(at);
    at += character.length;
  }
  return { folded, origins };
}

function placesOf(word: string, text: string): number[] {
  const places: number[] = [];
  if (!word) return places;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) places.push(at);
  return places;
}

function remembered(known: Map<number, boolean>, place: number, tell: (place: number) => boolean): boolean {
  const said = known.get(place) ?? tell(place);
  known.set(place, said);
  return said;
}

/** Whether a word of `text` begins at `place`: as many words as if it were cut in two there. */
function beginsWord(text: string, place: number): boolean {
  const [whole = "", left = "", right = ""] = spacedWords([text, text.slice(0, place), text.slice(place)]);
  return count(whole) === count(left) + count(right);
}

function count(spaced: string): number {
  return spaced.trim() ? spaced.trim().split(" ").length : 0;
}

/** Place of the character before the one at `place`. */
function before(text: string, place: number): number {
  const low = text.charCodeAt(place - 1);
  return low >= 0xdc00 && low <= 0xdfff ? place - 2 : place - 1;
}
