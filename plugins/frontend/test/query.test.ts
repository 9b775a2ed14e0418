import assert from "node:assert/strict";
import { test } from "node:test";
import { isEmpty, parse, toggled } from "../src/search/query.ts";

test("operators are read out of the text", () => {
  const query = parse(
    'cust kind:table Domain:"Customer Relations" orders class:restricted column:customer_id kind:view',
  );
  assert.equal(query.text, "cust orders");
  assert.deepEqual(query.filters.get("kind"), ["table", "view"]);
  assert.deepEqual(query.filters.get("domain"), ["customer relations"]);
  assert.deepEqual(query.filters.get("classification"), ["restricted"]);
  assert.deepEqual(query.columns, ["customer_id"]);
});

test("what is no operator is text, and an operator without a value asks nothing", () => {
  assert.equal(parse("http://x y:z").text, "http://x y:z");
  assert.ok(isEmpty(parse(" kind: ")));
  assert.ok(isEmpty(parse('""')));
});

test("a facet is put in and taken out", () => {
  const sales = { id: "sales", title: "Sales", on: false };
  assert.equal(toggled("orders", "domain", sales), "orders domain:sales");
  assert.equal(toggled("domain:sal orders kind:table", "domain", { ...sales, on: true }), "orders kind:table");
  assert.equal(toggled("", "layer", { id: "raw data", title: "raw data", on: false }), 'layer:"raw data"');
});
