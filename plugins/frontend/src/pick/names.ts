/** All datasets by name, and which of them are meant by a few letters. */

import type { Whole } from "../lineage/data.ts";
import { fold } from "../search/fold.ts";

export interface Named {
  id: string;
  title: string;
  kind: string;
  /** Domain and layer. */
  place: string;
  /** Address below the root of the site; empty where there is no page. */
  url: string;
  /** What is looked through: title and id in small letters, without accents. */
  text: string;
}

const UNKNOWN = 4;

/** Those of the catalogue, in the order of their ids. */
export function namesOf(whole: Whole): Named[] {
  const { ids, titles, kinds, layers, domains, k, l, d, f, urls, names = {}, others = {}, labels } = whole;
  const found: Named[] = [];
  for (const [n, id] of ids.entries()) {
    if ((f[n] ?? 0) & UNKNOWN) continue;
    const title = titles[n] || (names[n] ?? id.slice(id.lastIndexOf(".") + 1));
    const domain = domains[d[n] ?? -1] ?? "";
    const place = [labels?.domains[domain] ?? domain, layers[l[n] ?? -1]].filter(Boolean).join(" · ");
    const url = others[n] ?? urls.replace("{path}", id.split(".").join("/"));
    found.push({ id, title, kind: kinds[k[n] ?? -1] ?? "", place, url, text: fold(`${title}\n${id}`) });
  }
  return found;
}

/** Those in which every word of the query stands, the best first: what begins with it, then words that do. */
export function find(names: readonly Named[], query: string): Named[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  return names
    .filter(({ text }) => words.every((word) => text.includes(word)))
    .map((named) => ({ named, rank: rank(named, words) }))
    .sort((one, other) => other.rank - one.rank || one.named.title.length - other.named.title.length)
    .map(({ named }) => named);
}

function rank({ text }: Named, words: string[]): number {
  const whole = words.join(" ");
  const [title = "", id = ""] = text.split("\n");
  if (title === whole || id === whole || id.endsWith(`.${whole}`)) return 1000;
  if (title.startsWith(whole)) return 500;
  return words.reduce((sum, word) => sum + (begins(title, word) ? 3 : begins(id, word) ? 2 : 0), 0);
}

/** Whether a word of the text begins so. */
function begins(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? "")) return true;
  }
  return false;
}
