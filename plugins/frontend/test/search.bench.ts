// How long the search takes on made-up books of 10,000 datasets: `npm run bench`.

import { Conversation } from "../src/search/conversation.ts";
import { Type } from "../src/search/messages.ts";
import { type Dataset, filesOf, REAL } from "./book.ts";

const WORDS =
  "account address agreement amount balance batch billing branch budget campaign carrier category channel claim code contact contract country currency customer date delivery department discount document email employee event exchange forecast gross group header hour id index interest inventory invoice item journal key language ledger line location margin measure member month name net number offer order owner package partner payment period person phone plan plant policy price priority product profile project promotion purchase quantity quarter quote rate reason receipt region request return revenue risk route sales schedule score section segment service shift shipment site status stock store supplier target tax team term ticket time total transfer type unit update user value vendor version visit volume warehouse week weight year zone".split(
    " ",
  );
const QUERIES = [
  "c", "cu", "customer", "customer_id", "price agreement", "sys_3.core.order", "custmoer", "kind:table",
  "domain:d2 order", "rder lin", "column:customer_id", "e", "tax rate zone",
]; // biome-ignore format: a list

/** The same numbers below `below` each run (the generator is mulberry32). */
let state = 7;
function chance(below: number): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
}

function name(words: number): string {
  return Array.from({ length: words }, () => WORDS[chance(WORDS.length)]).join("_");
}

function book(columns: number): Dataset[] {
  const distinct = new Set<string>();
  while (distinct.size < columns) distinct.add(name(2 + chance(2)));
  const names = [...distinct];
  const per = 20;
  return Array.from({ length: 10000 }, (_, number) => ({
    path: `sys_${number % 60}.core.${name(2)}_${number}`,
    domain: `d${number % 12}`,
    layer: ["bronze", "silver", "gold"][number % 3] ?? "",
    summary: `One ${name(1)} for each ${name(1)} of ${name(1)}.`,
    columns: Array.from({ length: per }, (_, place) => names[(number * per + place) % names.length] ?? ""),
  }));
}

for (const columns of [12000, 142000]) {
  const files = filesOf(book(columns), [], true, REAL);
  const texts = new Map(Object.entries(files).map(([path, file]) => [path, JSON.stringify(file)]));
  const load = async (path: string) => JSON.parse(texts.get(path) ?? "null");
  let began = 0;
  const after: number[] = [];
  const conversation = new Conversation(load, () => after.push(performance.now() - began));
  const ask = async (query: string) => {
    after.length = 0;
    began = performance.now();
    await conversation.hear({ type: Type.QUERY, data: query });
    const page: number[] = after.splice(0);
    began = performance.now();
    await conversation.hear({ type: Type.PAGE_QUERY, data: { id: 1, query, offset: 0, limit: 50 } });
    return [...page, ...after.slice(0, 1)].map((time) => time.toFixed(0).padStart(5)).join("");
  };
  console.warn(
    `10,000 datasets, ${columns.toLocaleString("en")} distinct columns; ms to the box's answers, and the search page's first`,
  );
  console.warn(`  first of all  ${await ask("customer")}`);
  for (const query of QUERIES) console.warn(`  ${query.padEnd(18)}${await ask(query)}`);
}
