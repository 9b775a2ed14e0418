import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { csv } from "../src/impact/csv.ts";
import type { Contact } from "../src/impact/data.ts";
import { type Hit, people } from "../src/impact/hits.ts";
import { reach, type Start, type Ways } from "../src/impact/reach.ts";
import type { ColumnFile, Reference } from "../src/lineage/data.ts";

const ANN: Contact = ["person", "ann", "Ann Durand", "ann@example.org", "", "", "people/ann/"];
const DATA: Contact = ["team", "data", "", "", "", "#data", ""];

/** Datasets by their letters; `down` of each: own column, dataset, its column. */
function ways(edges: Record<string, string>, down: Record<string, [number, string | number, string][]> = {}): Ways {
  const ids = Object.keys(edges);
  const file = (id: string): ColumnFile | undefined => {
    const list = down[id];
    return (
      list && {
        columns: [
          ["x", "", 0],
          ["y", "", 0],
        ],
        up: [],
        down: list as Reference[],
      }
    );
  };
  return {
    targets: (n) => [...(edges[ids[n] ?? ""] ?? "")].map((id) => ids.indexOf(id)),
    columns: async (n) => file(ids[n] ?? ""),
    place: (id) => (ids.includes(id) ? ids.indexOf(id) : undefined),
  };
}

async function reached(given: Ways, start: Start, missing = new Set<number>()) {
  const found = await reach(given, start, missing);
  return Object.fromEntries(
    [...found].map(([n, { hops, columns, whole }]) => [n, [hops, whole ? "*" : columns.join()]]),
  );
}

test("a dataset reaches everything, once and by the shortest way, also in a circle", async () => {
  const circle = ways({ a: "bc", b: "c", c: "da", d: "" });
  assert.deepEqual(await reached(circle, [0, ""]), { 0: [0, "*"], 1: [1, "*"], 2: [1, "*"], 3: [2, "*"] });
});

test("a column reaches the columns made of it, and all of what does not say", async () => {
  const given = ways(
    { a: "bcd", b: "", c: "", d: "e", e: "" },
    {
      a: [
        [0, "b", "p"],
        [0, 0, "q"],
        [1, "c", "r"],
      ],
    }, // b's second column by the place of the entry that names it
  );
  const missing = new Set<number>();
  assert.deepEqual(await reached(given, [0, "x"], missing), { 0: [0, "x"], 1: [1, "p,q"], 3: [1, "*"], 4: [2, "*"] });
  assert.deepEqual([...missing], [1]);
});

test("from column to column of one dataset is no step", async () => {
  const inner: [number, string, string][] = [
    [0, "a", "y"],
    [1, "b", "q"],
  ];
  assert.deepEqual(await reached(ways({ a: "ab", b: "" }, { a: inner, b: [] }), [0, "x"]), {
    0: [0, "x,y"],
    1: [1, "q"],
  });
});

test("what is made of the whole dataset is made of each of its columns", async () => {
  const given = ways({ a: "b", b: "" }, { a: [[-1, "b", "p"]], b: [] });
  assert.deepEqual(await reached(given, [0, "y"]), { 0: [0, "y"], 1: [1, "p"] });
});

test("a dataset that is reached as a whole is not walked again for its columns", async () => {
  const given = ways(
    { a: "b", b: "c", c: "" },
    {
      a: [
        [0, "b", ""],
        [0, 0, "p"],
      ],
      b: [],
    },
  );
  assert.deepEqual(await reached(given, [0, "x"]), { 0: [0, "x"], 1: [1, "*"], 2: [2, "*"] });
});

const hit = (changed: Partial<Hit>): Hit => ({
  ...{ kind: "table", id: "a.b.c", title: "C", status: "active", hops: 1, columns: [], surfaces: [], contacts: [] },
  ...{ url: "datasets/a/b/c/", domain: "", layer: "", product: "", ...changed },
});
const lines = (...hits: Hit[]) => csv(hits, new URL("https://example.org/book/")).split("\n").slice(1, -1);

test("a cell that a spreadsheet would compute is text", () => {
  for (const title of ["=1+1", "+1", "-1", "@sum", "  =1", "\t=1"])
    assert.match(lines(hit({ title }))[0] ?? "", /^table,a\.b\.c,'[=+@-]/);
  assert.match(lines(hit({ title: "a=1" }))[0] ?? "", /^table,a\.b\.c,a=1,/);
});

test("what cannot be seen, quotes and commas are harmless", () => {
  assert.match(lines(hit({ title: 'a "b",\nc\u202e' }))[0] ?? "", /^table,a\.b\.c,"a ""b"", c\ufffd",active/);
});

test("several values stand in one cell", () => {
  const given = hit({
    columns: ["x", "y"],
    surfaces: [["mail", "News", "partners", ""]],
    contacts: [
      [ANN, "custodian"],
      [DATA, "team"],
    ],
  });
  const rest = "x; y,News (mail for partners),Ann Durand (custodian); data (team),ann@example.org,#data,,,,";
  assert.equal(lines(given)[0], `table,a.b.c,C,active,1,${rest}https://example.org/book/datasets/a/b/c/`);
});

test("everybody is told once of each", () => {
  const both = hit({
    contacts: [
      [ANN, "business contact"],
      [ANN, "technical contact"],
    ],
  });
  const found = people([
    both,
    hit({
      contacts: [
        [ANN, "custodian"],
        [DATA, "team"],
      ],
    }),
  ]);
  assert.deepEqual(
    found.map(({ contact, roles, hits }) => [contact[1], [...roles].join(), hits.length]),
    [
      ["ann", "business contact,technical contact,custodian", 2],
      ["data", "team", 1],
    ],
  );
});

test("the script is at most 6.8 KB, minified and gzipped", async () => {
  const options = {
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2020",
    write: false,
    charset: "utf8",
  } as const;
  const { outputFiles } = await build({ entryPoints: ["src/impact.ts"], ...options });
  const bytes = gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).length;
  assert.ok(bytes > 1000 && bytes <= 6.8 * 1024, `${bytes} bytes`);
});
