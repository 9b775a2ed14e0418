import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { matcher } from "../src/lists/match.ts";
import { keyOf, sorted } from "../src/lists/order.ts";
import { fold } from "../src/search/fold.ts";

const names = (down: boolean, ...listed: string[]) => sorted(listed, (name) => keyOf(name, false), down);
const numbers = (down: boolean, ...listed: string[]) => sorted(listed, (text) => keyOf(text, true), down);

test("numbers in names are sorted by value", () => {
  assert.deepEqual(names(false, "orders_10", "orders_2", "orders_1"), ["orders_1", "orders_2", "orders_10"]);
});

test("accents and capitals do not set names apart", () => {
  assert.deepEqual(names(false, "zebra", "Éclair", "eagle", "Ähre", "apple"), [
    "Ähre",
    "apple",
    "eagle",
    "Éclair",
    "zebra",
  ]);
});

test("downwards is the other way round, and equal rows keep their order", () => {
  const rows = [
    ["b", 1],
    ["a", 2],
    ["B", 3],
  ] as const;
  const found = (down: boolean) => sorted(rows, ([name]) => keyOf(name, false), down).map(([, number]) => number);
  assert.deepEqual(found(false), [2, 1, 3]);
  assert.deepEqual(found(true), [1, 3, 2]);
});

test("what is empty stands last both ways", () => {
  assert.deepEqual(names(false, "", "b", "a"), ["a", "b", ""]);
  assert.deepEqual(names(true, "", "a", "b"), ["b", "a", ""]);
  assert.deepEqual(numbers(true, "", "0", "-3", "7"), ["7", "0", "-3", ""]);
});

test("numbers are numbers, with thousands separated and words behind", () => {
  assert.deepEqual(numbers(false, "1,024", "999", "20 datasets", "3"), ["3", "20 datasets", "999", "1,024"]);
});

test("a filter wants every word, wherever it stands", () => {
  const matches = matcher("  GRÖSSEN gold ");
  assert.ok(matches(fold("größen_7 What it holds gold 12")));
  assert.ok(!matches(fold("größen_7 What it holds silver 12")));
  assert.ok(matcher("")("anything"));
});

test("the script is at most 3.2 KB, minified and gzipped", async () => {
  const options = { bundle: true, minify: true, format: "iife", target: "es2020", write: false } as const;
  const { outputFiles } = await build({ entryPoints: ["src/lists.ts"], ...options });
  const bytes = gzipSync(outputFiles[0]?.contents ?? new Uint8Array()).length;
  assert.ok(bytes > 1000 && bytes <= 3.2 * 1024, `${bytes} bytes`);
});
