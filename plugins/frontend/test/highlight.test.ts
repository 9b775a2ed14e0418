import assert from "node:assert/strict";
import { test } from "node:test";
import { highlighted } from "../src/search/highlight.ts";

test("what matched is marked in the text as it was written", () => {
  assert.equal(highlighted("Größe_Neu", ["grosse"]), "<mark>Größe</mark>_Neu");
  assert.equal(highlighted("customer_id", ["customer_id", "customer", "id"]), "<mark>customer_id</mark>");
  assert.equal(highlighted("customerId", ["id"]), "customer<mark>Id</mark>");
  assert.equal(highlighted("idle_id_paid", ["id"]), "<mark>id</mark>le_<mark>id</mark>_paid");
  assert.equal(highlighted("paid", ["id"]), "pa<mark>id</mark>");
  assert.equal(highlighted("history_a", ["is", "a", "tory"]), "his<mark>tory</mark>_<mark>a</mark>");
});

test("all else is escaped, inside marks too", () => {
  assert.equal(highlighted('<b>"x"&', ["b"]), "&lt;<mark>b</mark>&gt;&quot;x&quot;&amp;");
  assert.equal(highlighted("a<b", ["a<b"]), "<mark>a&lt;b</mark>");
  assert.equal(highlighted("🙂 face", ["face"]), "🙂 <mark>face</mark>");
});
