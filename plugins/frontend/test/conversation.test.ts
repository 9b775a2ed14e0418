import assert from "node:assert/strict";
import { test } from "node:test";
import { Conversation } from "../src/search/conversation.ts";
import { type Answer, Type } from "../src/search/messages.ts";
import { payload } from "../src/search/source.ts";
import { box, page } from "./asking.ts";
import { type Dataset, filesOf, serving } from "./book.ts";

const many: Dataset[] = Array.from({ length: 70 }, (_, number) => ({ path: `a.b.orders_${number}` }));

test("nothing is loaded before something is asked", async () => {
  const asked: string[] = [];
  const answers: Answer[] = [];
  const conversation = new Conversation(serving(filesOf(many), asked), (answer) => answers.push(answer));
  await conversation.hear({ type: Type.SETUP, data: {} });
  await conversation.hear({ type: Type.QUERY, data: "" });
  const empty = { type: Type.RESULT, data: { items: [] } };
  assert.deepEqual(answers, [{ type: Type.READY }, empty, { type: Type.DONE, data: "" }]);
  assert.equal(asked.length, 0);
  await conversation.hear({ type: Type.QUERY, data: "orders_69" });
  assert.equal(asked[0], "names");
  assert.ok(asked.length > 1 && asked.slice(1).every((path) => path.endsWith("?1a2b3c4d")));
  assert.ok(asked.slice(1).every((path) => path.endsWith("?1a2b3c4d")));
});

test("only the newest question is answered", async () => {
  const answers: Answer[] = [];
  const conversation = new Conversation(serving(filesOf(many)), (answer) => answers.push(answer));
  await Promise.all(["o", "or", "orders_1"].map((data) => conversation.hear({ type: Type.QUERY, data })));
  assert.deepEqual(answers.pop(), { type: Type.DONE, data: "orders_1" });
  assert.ok(answers.length >= 1);
  for (const answer of answers) {
    assert.ok(answer.type === Type.RESULT && answer.data.items[0]?.[0]?.title.includes("<mark>orders_1</mark>"));
  }
});

test("the box ends with a link to all results, and Enter opens the first", async () => {
  const items = await box(serving(filesOf(many)), "orders kind:table");
  assert.equal(items.length, 60);
  assert.equal(items[59]?.title, "All 70 results");
  assert.equal(items[59]?.location, "search/?q=orders%20kind%3Atable");
  assert.ok(items.every((item, place) => place === 0 || item.score < (items[place - 1]?.score ?? 0)));
  assert.deepEqual(items[0]?.terms, { orders: true });
});

test("an index that cannot be loaded is said to be so, and asked for again", async (context) => {
  const warned = context.mock.method(console, "warn", () => {});
  const files: Record<string, unknown> = {};
  const load = serving(files);
  assert.equal((await page(load, "orders")).failed, true);
  assert.match(String(warned.mock.calls[0]?.arguments[1]), /404 names/);
  const answers: Answer[] = [];
  const conversation = new Conversation(load, (answer) => answers.push(answer));
  await conversation.hear({ type: Type.QUERY, data: "orders_7" });
  Object.assign(files, filesOf(many));
  await conversation.hear({ type: Type.QUERY, data: "orders_7" });
  assert.deepEqual(answers[0], { type: Type.RESULT, data: { items: [] } });
  assert.equal(answers.filter(({ type }) => type === Type.RESULT).length > 1, true);
});

test("files that are missing cost their part of the answer only", async () => {
  const files = filesOf([{ path: "a.b.orders", columns: ["orders_id"], summary: "All." }]);
  for (const path of ["postings/0", "words/0", "details/0"]) delete files[path];
  const [dataset, column] = await box(serving(files), "orders");
  assert.equal(dataset?.location, "datasets/a/b/orders/");
  assert.equal(column?.location, "search/?q=column%3Aorders_id");
});

test("a file is data between a name and a bracket", () => {
  assert.deepEqual(payload('lakebookSearch("words/0",{"words":["a),b"]})\n'), { words: ["a),b"] });
});
