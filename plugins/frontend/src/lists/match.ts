/** Which rows a filter leaves. */

import { fold } from "../search/fold.ts";

/** Whether a row whose folded text is `text` holds every word of the query. */
export function matcher(query: string): (text: string) => boolean {
  const words = fold(query).split(/\s+/).filter(Boolean);
  return (text) => words.every((word) => text.includes(word));
}
