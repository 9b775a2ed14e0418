/** Results as Material's search box shows them. */

import { humanised } from "./fold.ts";
import { escaped } from "./highlight.ts";
import type { MaterialItem } from "./messages.ts";
import type { Item } from "./render.ts";

/** One group an item; scores fall, as Enter opens what scores best. */
export function materialItems(items: readonly Item[], words: readonly string[]): MaterialItem[][] {
  const terms = Object.fromEntries(words.filter((word) => word.length > 1).map((word) => [word, true]));
  return items.map((item, place) => [{ ...described(item), score: items.length - place, terms, ...tagged(item) }]);
}

/** A last item that leads on; it scores below all others. */
export function leadingOn(location: string, total: number): MaterialItem[] {
  const title = `All ${total.toLocaleString("en")} results`;
  return [{ location, title, text: "", score: 0, terms: {} }];
}

/** Material shows no text below what has an anchor, so there it becomes part of the title. */
function described(item: Item): Pick<MaterialItem, "location" | "title" | "text"> {
  const { location, title } = item;
  const kind = escaped(humanised(item.kind));
  const separator = item.kind === "column" ? " " : " · ";
  const lines = [item.where ? `${kind}${separator}${item.where}` : kind, item.summary].filter(Boolean);
  const text = lines.map((line) => `<small class="lb-found">${line}</small>`).join("");
  return location.includes("#") ? { location, title: title + text, text: "" } : { location, title, text };
}

function tagged(item: Item): Pick<MaterialItem, "tags"> {
  return item.status ? { tags: [escaped(item.status)] } : {};
}
