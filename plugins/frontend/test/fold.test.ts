import assert from "node:assert/strict";
import { test } from "node:test";
import { fold, humanised, spacedWords, wordsOfName, wordsOfProse } from "../src/search/fold.ts";

test("accents, capitals and ligatures do not matter", () => {
  assert.equal(fold("Straße İzmir Çelik Łódź œuvre ﬁn"), "strasse izmir celik lodz oeuvre fin");
});

test("words of names begin at separators, humps and digits", () => {
  const names = ["customerID_2", "XMLFile", "order-line.v2", "größeNeu3", "SALES_2024Q1", "¿?", ""];
  const words = ["customer id 2", "xml file", "order line v 2", "grosse neu 3", "sales 2024 q 1", "", ""];
  assert.deepEqual(
    names.map((name) => wordsOfName(name).join(" ")),
    words,
  );
  assert.deepEqual(
    spacedWords(names),
    words.map((line) => ` ${line}`),
  );
});

test("names with line breaks stay apart", () => {
  assert.deepEqual(spacedWords(["one\ntwo", "three"]), [" one two", " three"]);
});

test("prose keeps what can be looked for", () => {
  assert.deepEqual(wordsOfProse("The customer's e-mail, of 2024: 12345678 (x) is Ünique"), [
    "customer",
    "mail",
    "2024",
    "unique",
  ]);
});

test("humanised titles are those the index leaves out", () => {
  assert.equal(humanised("stock_cover"), "Stock cover");
  assert.equal(humanised("XMLFile2"), "Xml file 2");
});
