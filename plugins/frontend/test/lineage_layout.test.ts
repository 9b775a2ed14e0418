import assert from "node:assert/strict";
import { test } from "node:test";
import type { Pair } from "../src/lineage/layers.ts";
import { type Layout, layout } from "../src/lineage/layout.ts";

const boxes = (count: number, tall = false) =>
  Array.from({ length: count }, (_, n) => ({ id: `n${n}`, width: 200, height: tall ? 40 + (n % 5) * 60 : 56 }));

/** The same numbers each time, between 0 and 1. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

function acyclic(count: number, edges: number, seed: number): Pair[] {
  const next = numbers(seed);
  return Array.from({ length: edges }, () => {
    const [one, other] = [Math.floor(next() * count), Math.floor(next() * count)];
    return [`n${Math.min(one, other)}`, `n${Math.max(one, other)}`] as const;
  });
}

function assertNoOverlap({ places }: Layout): void {
  const all = [...places.values()];
  for (const [index, one] of all.entries()) {
    for (const other of all.slice(index + 1)) {
      const apart =
        one.x + one.width <= other.x ||
        other.x + other.width <= one.x ||
        one.y + one.height <= other.y ||
        other.y + other.height <= one.y;
      assert.ok(apart, `${JSON.stringify(one)} lies on ${JSON.stringify(other)}`);
    }
  }
}

for (const [count, edges] of [
  [2, 1],
  [12, 16],
  [60, 120],
  [150, 300],
] as const) {
  test(`${count} cards do not overlap, and edges lead to the right`, () => {
    const pairs = acyclic(count, edges, count).filter(([from, to]) => from !== to);
    const drawn = layout(boxes(count, true), pairs);
    assert.equal(drawn.places.size, count);
    assertNoOverlap(drawn);
    for (const [from, to] of pairs) assert.ok((drawn.places.get(from)?.rank ?? 0) < (drawn.places.get(to)?.rank ?? 0));
    assert.ok(drawn.routes.every(({ back }) => !back));
  });
}

test("edges pass between the cards of the layers they cross", () => {
  const drawn = layout(boxes(80), acyclic(80, 160, 5));
  let passed = 0;
  for (const { through } of drawn.routes) {
    for (const { x, y } of through) {
      passed++;
      const hit = [...drawn.places.values()].find((one) => one.x === x && one.y < y && y < one.y + one.height);
      assert.equal(hit, undefined);
    }
  }
  assert.ok(passed > 20);
});

test("a cycle ends, and one edge of it runs back", () => {
  const drawn = layout(boxes(3), [
    ["n0", "n1"],
    ["n1", "n2"],
    ["n2", "n0"],
  ]);
  assert.deepEqual(
    [...drawn.places.values()].map(({ rank }) => rank),
    [0, 1, 2],
  );
  assert.deepEqual(
    drawn.routes.map(({ from, back }) => [from, back]),
    [
      ["n0", false],
      ["n1", false],
      ["n2", true],
    ],
  );
});

test("what is all cycles ends, too", () => {
  const all = boxes(30);
  const pairs = all.flatMap(({ id }) => all.map((other) => [id, other.id] as const));
  const drawn = layout(all, pairs);
  assertNoOverlap(drawn);
  assert.equal(drawn.routes.length, 30 * 29);
});

test("an edge to itself, one drawn twice and one to nothing have no route of their own", () => {
  const drawn = layout(boxes(2), [
    ["n0", "n0"],
    ["n0", "n1"],
    ["n0", "n1"],
    ["n1", "nowhere"],
  ]);
  assert.deepEqual(
    drawn.routes.map(({ from, to }) => [from, to]),
    [["n0", "n1"]],
  );
});

test("the same is drawn the same", () => {
  const draw = () => {
    const { places, routes } = layout(boxes(70, true), acyclic(70, 150, 9));
    return JSON.stringify([[...places], routes]);
  };
  assert.equal(draw(), draw());
});

test("a source stands next to what it feeds, not at the far left", () => {
  const drawn = layout(boxes(5), [
    ["n0", "n1"],
    ["n1", "n2"],
    ["n2", "n3"],
    ["n4", "n3"],
  ]);
  assert.equal(drawn.places.get("n4")?.rank, 2);
});

test("a chain is a straight line", () => {
  const { places } = layout(boxes(4), [
    ["n0", "n1"],
    ["n1", "n2"],
    ["n2", "n3"],
  ]);
  assert.equal(new Set([...places.values()].map(({ y }) => y)).size, 1);
});

test("what can be drawn without crossings is", () => {
  const pairs: Pair[] = [
    ["n0", "n5"],
    ["n1", "n4"],
    ["n2", "n3"],
  ];
  const { places } = layout(boxes(6), pairs);
  for (const [from, to] of pairs) assert.equal(places.get(from)?.y, places.get(to)?.y);
});

test("nothing, and cards without edges", () => {
  assert.deepEqual(layout([], []).routes, []);
  assertNoOverlap(layout(boxes(9), []));
});
