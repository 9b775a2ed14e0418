/** Results as Material's search box shows them. */

import { escaped } from "./highlight.ts";
import type { MaterialItem } from "./messages.ts";
import { classes, type Item, linesBelow } from "./render.ts";

/** Material marks words on the page it leads to in text that is escaped already: these it would find in `&amp;`. */
const ENTITIES = "amp lt gt quot 39";

/** One group an item; scores fall, as Enter opens what scores best. */
export function materialItems(items: readonly Item[], words: readonly string[]): MaterialItem[][] {
  const marked = words.filter((word) => word.length > 1 && !ENTITIES.includes(word));
  const terms = Object.fromEntries(marked.map((word) => [word, true]));
  return items.map((item, place) => [{ ...described(item), score: items.length - place, terms }]);
}

/** A last item that leads on; it scores below all others. */
export function leadingOn(location: string, total: number): MaterialItem[] {
  const title = `All ${total.toLocaleString("en")} results`;
  return [{ location, title, text: "", score: 0, terms: {} }];
}

/** Material shows no text below what has an anchor, so there it becomes part of the title. */
function described(item: Item): Pick<MaterialItem, "location" | "title" | "text"> {
  const { location, status } = item;
  const badge = status && ` <span class="${classes("lb-badge", status)}">${escaped(status)}</span>`;
  const title = `<span class="${classes("lb-icon", item.kind)}" aria-hidden="true"></span>${item.title}${badge}`;
  const text = linesBelow(item)
    .map((line) => `<small class="lb-found">${line}</small>`)
    .join("");
  return location.includes("#") ? { location, title: title + text, text: "" } : { location, title, text };
}
