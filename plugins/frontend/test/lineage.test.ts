import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { LINEAGE } from "../bundles.mjs";
import type { Brief, ColumnFile, Neighbourhood, Node } from "../src/lineage/data.ts";
import { type Graph, graphOfPage } from "../src/lineage/graph.ts";
import { traced } from "../src/lineage/more/trace.ts";
import { MOST, shown } from "../src/lineage/shown.ts";
import { fragmentOf, fresh, type State, stateOf } from "../src/lineage/state.ts";

/** Datasets by their letters; `known` may be less than there is. */
function graphOf(edges: string[], more: Partial<Record<string, [up: number, down: number]>> = {}): Graph {
  const ids = [...new Set(edges.flatMap((edge) => edge.split(">")))].sort();
  const count = (side: number, id: string) => edges.filter((edge) => edge.split(">")[side] === id).length;
  const nodes = ids.map((id): Node => {
    const [up, down] = more[id] ?? [count(1, id), count(0, id)];
    return [id, id, id, "table", id < "m" ? "silver" : "gold", "", "", "", 0, up, down];
  });
  const data: Neighbourhood = {
    v: 1,
    focus: 0,
    nodes,
    edges: edges.map((edge) => {
      const [from = "", to = ""] = edge.split(">");
      return [ids.indexOf(from), ids.indexOf(to), 1];
    }),
  };
  return graphOfPage(JSON.stringify(data), "https://example.org/");
}

const state = (focus: string, changes: Partial<State> = {}): State => ({ ...fresh(focus), ...changes });
const chain = ["a>b", "b>c", "c>d", "d>e", "e>f", "f>g"];

test("two hops up and two hops down are seen", () => {
  assert.deepEqual(shown(graphOf(chain), state("d")).ids, ["b", "c", "d", "e", "f"]);
  assert.deepEqual(shown(graphOf(chain), state("d", { hops: 1 })).ids, ["c", "d", "e"]);
});

test("a neighbour's other neighbours are not", () => {
  assert.deepEqual(shown(graphOf(["a>b", "x>b", "a>c"]), state("b")).ids, ["a", "b", "x"]);
});

test("the buttons count what is hidden, also what the page does not know", () => {
  const seen = shown(graphOf(chain, { f: [4, 9] }), state("d"));
  assert.deepEqual([seen.hidden("f", "up"), seen.hidden("f", "down"), seen.hidden("d", "up")], [3, 9, 0]);
});

test("opening shows what was hidden, and closing puts away what came through it", () => {
  const graph = graphOf(chain);
  const open = state("d", { steps: ["+>f", "+<b"] });
  assert.deepEqual(shown(graph, open).ids, ["a", "b", "c", "d", "e", "f", "g"]);
  assert.ok(shown(graph, open).closable("f", "down"));
  assert.deepEqual(shown(graph, { ...open, steps: [...open.steps, "->d"] }).ids, ["a", "b", "c", "d"]);
});

test("of 500 downstream a dozen are seen, and a dozen more for each click, up to a limit", () => {
  const graph = graphOf(Array.from({ length: 500 }, (_, n) => `a>n${String(n).padStart(3, "0")}`));
  const seen = (steps: number) => shown(graph, state("a", { steps: new Array<string>(steps).fill("+>a") }));
  assert.deepEqual([seen(0).ids.length, seen(0).hidden("a", "down")], [13, 488]);
  assert.deepEqual([seen(1).ids.length, seen(1).hidden("a", "down")], [25, 476]);
  assert.equal(seen(80).ids.length, MOST);
});

test("filters hide all but the focus, and what is joined over hidden ones stays joined", () => {
  const graph = graphOf(["a>m", "m>b", "b>c"]);
  const filters = { ...fresh("").filters, layer: ["silver"] };
  const seen = shown(graph, state("a", { filters, hops: 3 }));
  assert.deepEqual(seen.ids, ["a", "b", "c"]);
  assert.deepEqual(seen.all, ["a", "b", "c", "m"]);
  assert.deepEqual(
    seen.edges.map(({ from, to, over }) => [from, to, over]),
    [
      ["a", "b", true],
      ["b", "c", false],
    ],
  );
});

test("cycles and edges to itself end", () => {
  const seen = shown(graphOf(["a>b", "b>c", "c>a", "b>b"]), state("a"));
  assert.deepEqual(seen.ids, ["a", "b", "c"]);
  assert.equal(seen.edges.length, 4);
});

test("an edge to nothing is counted and left out; only addresses of pages are links", () => {
  const node = (url: string): Node => ["a", "a", "a", "", "", "", "", url, 0, 0, 0];
  const read = (url: string) =>
    graphOfPage(JSON.stringify({ v: 1, focus: 0, nodes: [node(url)], edges: [[0, 7, 1]] }), "https://example.org/b/");
  assert.equal(read("../c/").lost, 1);
  assert.equal(read("../c/").datasets.get("a")?.url, "https://example.org/c/");
  assert.equal(read("javascript:alert(1)").datasets.get("a")?.url, "");
});

const page = (more: Partial<Neighbourhood>, count = 5) =>
  graphOfPage(
    JSON.stringify({
      v: 1,
      nodes: Array.from({ length: count }, (_, n) => [`n${n}`, `n${n}`, "", "table", "x", "", "", "", 0, 9, 9]),
      edges: Array.from({ length: count - 1 }, (_, n) => [n, n + 1, 1, 3]),
      ...more,
    }),
    "https://example.org/",
  );

test("what follows from the path of a dataset is left out", () => {
  const nodes: (Node | Brief)[] = [
    ["crm/core/order_line", 1, 3, 2, "table", "gold", "Sales"],
    ["crm/core/orders", 0, 0, 0, "view", "", "Sales", "Plans", 1],
    ["crm/core/people", "Persons", 0, 0, "table", "", ""],
    ["crm.core.B.C", "B.C", "B", "table", "", "", "", "../../datasets/crm/core/b.c~5/", 2, 4, 5],
  ];
  const said = { v: 1, focus: 0, urls: ["../../datasets/", "/"], nodes, edges: [] };
  const found = [...graphOfPage(JSON.stringify(said), "https://example.org/book/a/b/").datasets.values()];
  assert.deepEqual(
    found.map(({ id, name, title, url }) => [id, name, title, url.replace("https://example.org/book/", "")]),
    [
      ["crm.core.order_line", "order_line", "Order line", "datasets/crm/core/order_line/"],
      ["crm.core.orders", "orders", "orders", "datasets/crm/core/orders/"],
      ["crm.core.people", "people", "Persons", "datasets/crm/core/people/"],
      ["crm.core.B.C", "B.C", "B", "datasets/crm/core/b.c~5/"],
    ],
  );
  assert.deepEqual(
    found.map(({ kind, layer, domain, product, flags, up, down }) => [kind, layer, domain, product, flags, up, down]),
    [
      ["table", "gold", "Sales", "", 0, 3, 2],
      ["view", "", "Sales", "Plans", 1, 0, 0],
      ["table", "", "", "", 0, 0, 0],
      ["table", "", "", "", 2, 4, 5],
    ],
  );
});

test("a view may start from several, and from none in particular", () => {
  const several = page({ focus: 0, roots: [0, 4] });
  assert.deepEqual(shown(several, state(several.home, { hops: 1 })).ids, ["n0", "n1", "n3", "n4"]);
  assert.deepEqual(shown(several, state(several.home)).roots, ["n0", "n4"]);
  const none = page({ roots: [] });
  const seen = shown(none, state(none.home));
  assert.deepEqual([none.home, seen.ids.length, seen.roots], ["", 5, []]);
  assert.deepEqual(shown(none, state("n0", { hops: 1 })).ids, ["n0", "n1"]);
  assert.deepEqual(shown(page({}, 0), state("")).ids, []);
});

test("of groups, buttons count what the page knows, and edges have a weight", () => {
  const groups = page({ of: "systems", focus: 0 });
  const seen = shown(groups, state("n0"));
  assert.deepEqual([seen.hidden("n2", "down"), seen.hidden("n0", "up")], [1, 0]);
  assert.deepEqual([groups.noun, groups.datasets.get("n0")?.words, groups.facets()], ["system", "x", []]);
  assert.equal(seen.edges[0]?.weight, 3);
});

test("a format that is not known is no view", () => {
  assert.throws(() => page({ v: 2, focus: 0 }), /format 2/);
});

test("the address keeps what was made of a view", () => {
  const filters = { domain: ["Sales & co"], layer: [], product: ["a", "b"], kind: [] };
  const kept = state("b", { hops: 3, steps: ["+>b", "-<c"], open: ["x#y"], column: ["b", 'a "b"='], filters });
  assert.deepEqual(stateOf(fragmentOf(kept, "a"), "a"), kept);
  assert.equal(fragmentOf(fresh("a"), "a"), "");
});

test("an address that somebody has typed does no harm", () => {
  assert.deepEqual(stateOf("#column-id", "a"), fresh("a"));
  assert.deepEqual(stateOf("#lineage?hops=x&step=nonsense&trace=b", "a"), fresh("a"));
  assert.equal(stateOf("#lineage?hops=99", "a").hops, 4);
});

const file = (columns: string[], up: ColumnFile["up"], down: ColumnFile["down"]): ColumnFile => ({
  columns: columns.map((name) => [name, "", 0]),
  up,
  down,
});

test("a column is traced both ways, a number being the dataset of that reference", async () => {
  const files: Record<string, ColumnFile> = {
    a: file(["x", "y"], [], [[0, "b", "sum"], [1, 0, "sum"]]),
    b: file(["sum"], [[0, "a", "x", "x + y"], [0, 0, "y", "x + y"]], [[0, "c", "total"]]),
    c: file(["total", "other"], [[0, "b", "sum"]], []),
  }; // biome-ignore format: one file a line
  const trace = await traced(["b", "sum"], async (id) => files[id]);
  assert.deepEqual([...trace.columns].map(([id, names]) => [id, [...names].sort()]).sort(), [
    ["a", ["x", "y"]],
    ["b", ["sum"]],
    ["c", ["total"]],
  ]);
  assert.deepEqual([trace.up, trace.down], [[2, 1], [1, 1]]); // biome-ignore format: a pair
  assert.deepEqual([...new Set(trace.edges.map(({ rule }) => rule))].sort(), ["", "x + y"]);
});

test("what is made of a whole dataset leads to it, and counts no column", async () => {
  const files: Record<string, ColumnFile> = {
    a: file(["x"], [[0, "b", ""]], []),
    b: file(["y"], [], [[-1, "a", "x"]]),
  };
  const trace = await traced(["a", "x"], async (id) => files[id]);
  assert.deepEqual(trace.up, [0, 1]);
  assert.ok(trace.columns.has("b"));
});

test("columns that go round end, and a file that is not there is told", async () => {
  const round = file(["x"], [[0, "a", "x"], [0, "gone", "z"]], [[0, "a", "x"]]); // biome-ignore format: short
  const trace = await traced(["a", "x"], async (id) => (id === "a" ? round : undefined));
  assert.deepEqual([...trace.missing], ["gone"]);
  assert.equal(trace.cut, false);
});

for (const [name, most] of [
  ["lineage", 12],
  ["lineage-more", 8],
] as const) {
  test(`${name} is at most ${most} KB, minified and gzipped`, async () => {
    const { outputFiles } = await build({ entryPoints: [`src/${name}.ts`], ...LINEAGE, write: false });
    const bytes = gzipSync(outputFiles?.[0]?.contents ?? new Uint8Array(), { level: 9 }).length;
    assert.ok(bytes > 4000 && bytes <= most * 1024, `${bytes} bytes`);
  });
}
