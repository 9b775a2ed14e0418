/** Asks the search as Material's box and the search page do. */

import { Conversation } from "../src/search/conversation.ts";
import { type Answer, type MaterialItem, type PageResult, Type } from "../src/search/messages.ts";
import type { Load } from "../src/search/source.ts";

/** All answers the box gets to one query. */
export async function boxAnswers(load: Load, query: string): Promise<MaterialItem[][]> {
  const answers: Answer[] = [];
  await new Conversation(load, (answer) => answers.push(answer)).hear({ type: Type.QUERY, data: query });
  return answers.flatMap((answer) => (answer.type === Type.RESULT ? [answer.data.items.flat()] : []));
}

/** What the box shows in the end. */
export async function box(load: Load, query: string): Promise<MaterialItem[]> {
  return (await boxAnswers(load, query)).at(-1) ?? [];
}

/** What the search page shows in the end. */
export async function page(load: Load, query: string, offset = 0, limit = 50): Promise<PageResult> {
  const answers: Answer[] = [];
  const asked = { type: Type.PAGE_QUERY, data: { id: 7, query, offset, limit } };
  await new Conversation(load, (answer) => answers.push(answer)).hear(asked);
  const last = answers.at(-2); // before it is said that this was all
  if (last?.type !== Type.PAGE_RESULT) throw new Error("no answer");
  return last.data;
}

/** A title of the box without its picture and badge. */
export function bare(html: string): string {
  return html.replace(/ ?<span class="lb-(icon|badge)[^>]*>[^<]*<\/span>/g, "");
}

/** A title as one reads it. */
export function plain(html: string): string {
  return bare(html)
    .replace(/<small.*/, "")
    .replace(/<[^>]+>/g, "");
}
