import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import type { Whole } from "../src/lineage/data.ts";
import { find, namesOf } from "../src/pick/names.ts";

/** A graph without edges: `[id, title, layer]` of each; a title that begins with `?` is not in the catalogue. */
function named(...datasets: [id: string, title: string, layer?: string][]) {
  const layers = [...new Set(datasets.map(([, , layer = ""]) => layer))];
  const places = datasets.map(() => 0);
  const whole: Whole = {
    v: 1,
    ids: datasets.map(([id]) => id),
    titles: datasets.map(([, title]) => title),
    kinds: ["table"],
    layers,
    domains: ["sales"],
    products: [""],
    k: places,
    l: datasets.map(([, , layer = ""]) => layers.indexOf(layer)),
    d: places,
    p: places,
    f: datasets.map(([, title]) => (title.startsWith("?") ? 4 : 0)),
    urls: "datasets/{path}/",
    others: { "1": "datasets/odd~1/" },
    labels: { domains: { sales: "Sales and service" }, products: {} },
    out: places,
    to: [],
    known: [],
  };
  return namesOf(whole);
}

const ids = (names: ReturnType<typeof named>, query: string) => find(names, query).map(({ id }) => id);

test("what begins with the query comes before what holds it somewhere", () => {
  const names = named(["a.b.web_orders", "Web orders"], ["a.b.orders", "Orders"], ["a.b.reorders", "Reorders"]);
  assert.deepEqual(ids(names, "order"), ["a.b.orders", "a.b.web_orders", "a.b.reorders"]);
  assert.deepEqual(ids(names, "web_orders"), ["a.b.web_orders"]);
});

test("every word has to be there, in the title or in the id, whatever accents and capitals", () => {
  const names = named(["crm.core.accounts", "Comptes évalués"], ["erp.fi.accounts", "Accounts"]);
  assert.deepEqual(ids(names, "EVALUES crm"), ["crm.core.accounts"]);
  assert.deepEqual(ids(names, "accounts hr"), []);
  assert.deepEqual(ids(names, "  "), []);
});

test("a dataset is shown by its title, else by its name, with domain, layer and page", () => {
  const names = named(["a.b.orders", "", "gold"], ["a.b.Odd", "Odd one"], ["nowhere.at.all", "?"]);
  assert.deepEqual(
    names.map(({ title, place, url }) => [title, place, url]),
    [
      ["orders", "Sales and service · gold", "datasets/a/b/orders/"],
      ["Odd one", "Sales and service", "datasets/odd~1/"],
    ],
  );
});

test("the explorer's script is small", async () => {
  const { outputFiles } = await build({
    entryPoints: ["src/explorer.ts"],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2020",
    write: false,
  });
  const size = gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length;
  assert.ok(size < 4_096, `${size} bytes`);
});
