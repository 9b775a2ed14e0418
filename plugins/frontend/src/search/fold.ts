/**
 * Words as the index keeps them. `plugins/lakebook/search/folding.py` does the same, letter for letter.
 *
 * Boundaries inside an identifier are found without lookbehind, which browsers older than 2023 do not parse.
 */

const MARKS = /\p{M}+/gu;
const APART: Record<string, string> = { ß: "ss", œ: "oe", æ: "ae", ø: "o", ł: "l" };
const ASCII = /^[\0-\x7f]*$/;
const PLAIN = /^[ -~]*$/;
const NO_WORD = /[^\p{L}\p{N}]+/u;
const HUMP = /[a-z](?=[A-Z])|[A-Z](?=[A-Z][a-z])|[\p{L}\p{Nl}\p{No}](?=\p{Nd})|\p{Nd}(?=[\p{L}\p{Nl}\p{No}])/gu;
const ASCII_HUMP = /[a-z](?=[A-Z\d])|[A-Z](?=[A-Z][a-z]|\d)|\d(?=[A-Za-z])/g;
const STOP_WORDS = /* @__PURE__ */ new Set(
  /* @__PURE__ */ (
    "a an and are as at be been but by can for from has have if in into is it its may more no not of on one only or so " +
    "such than that the their them then there these they this to was were what when where which who will with"
  ).split(" "),
);

/** `text` without accents and capitals. */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize("NFKD")
    .replace(MARKS, "")
    .toLowerCase()
    .replace(/[ßœæøł]/g, (letter) => APART[letter] ?? letter);
}

/** `customerID_2` as `customer ID 2`. Line breaks stay, so that many names can be spaced at once. */
function spaced(name: string): string {
  if (ASCII.test(name)) return name.replace(ASCII_HUMP, "$& ").replace(/[^A-Za-z\d\n]+/g, " ");
  return name.replace(HUMP, "$& ").replace(/[^\p{L}\p{N}\n]+/gu, " ");
}

/** Folded words of an identifier: `customerID_2` is customer, id, 2. */
export function wordsOfName(name: string): string[] {
  return fold(spaced(name)).split(/\s+/).filter(Boolean);
}

/** Folded words of each name, spaced and with a space in front: ` customer id 2`. Plain names are done all at once. */
export function spacedWords(names: readonly string[]): string[] {
  const plain = names.map((name) => (PLAIN.test(name) ? name : ""));
  const lines = plain.length ? fold(spaced(plain.join("\n"))).split("\n") : [];
  return names.map((name, place) => ` ${plain[place] === name ? lines[place]?.trim() : wordsOfName(name).join(" ")}`);
}

/** Folded words of prose that the word index may hold: two letters at least, no stop words. */
export function wordsOfProse(text: string): string[] {
  return fold(text)
    .split(NO_WORD)
    .filter((word) => word.length > 1 && !STOP_WORDS.has(word) && (word.length <= 6 || !/^\p{Nd}+$/u.test(word)));
}

/** What a reader would call `name`: `stock_cover` is Stock cover. The index leaves such titles out. */
export function humanised(name: string): string {
  const words = spaced(name).trim();
  const [first = ""] = words;
  return first.toUpperCase() + words.slice(first.length).toLowerCase();
}
