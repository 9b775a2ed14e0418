/** Layers of a drawing: each card as far left as what it comes from lets it, edges cut at each layer. */

import type { Box, Pair } from "./layout.ts";

/** A place in a layer: a card, or where an edge passes by. */
export interface Slot {
  /** Nothing where an edge passes. */
  id: string | undefined;
  rank: number;
  width: number;
  height: number;
  /** Of its middle. */
  y: number;
  before: Slot[];
  after: Slot[];
}

export interface Link {
  from: string;
  to: string;
  back: boolean;
  dummies: Slot[];
}

export interface Layers {
  slots: Slot[];
  ranks: Slot[][];
  links: Link[];
}

const PASSING_HEIGHT = 6;

export function layered(boxes: readonly Box[], pairs: readonly Pair[]): Layers {
  const ids = new Map(boxes.map(({ id }, place) => [id, place]));
  const outs: number[][] = boxes.map(() => []);
  const kept: [number, number][] = [];
  for (const [from, to] of pairs) {
    const [source, target] = [ids.get(from), ids.get(to)];
    if (source === undefined || target === undefined || source === target || outs[source]?.includes(target)) continue;
    outs[source]?.push(target);
    kept.push([source, target]);
  }
  const back = closing(outs);
  const forward = kept.map(([from, to]) => (back.has(`${from} ${to}`) ? ([to, from] as const) : ([from, to] as const)));
  const rank = ranked(boxes.length, forward);
  const cards = boxes.map((box, place): Slot => ({ ...box, rank: rank[place] ?? 0, y: 0, before: [], after: [] }));
  const layers: Layers = { slots: [...cards], ranks: [], links: [] };
  for (const [place, [left, right]] of forward.entries()) {
    const [source, target] = [cards[left], cards[right]];
    const [from = "", to = ""] = (kept[place] ?? []).map((end) => boxes[end]?.id);
    if (!source || !target) continue;
    layers.links.push({ from, to, back: from !== source.id, dummies: passed(layers, source, target) });
  }
  for (const slot of layers.slots) {
    while (layers.ranks.length <= slot.rank) layers.ranks.push([]);
    layers.ranks[slot.rank]?.push(slot);
  }
  return layers;
}

/** Joins two cards, by a slot in each layer between them. */
function passed(layers: Layers, source: Slot, target: Slot): Slot[] {
  const dummies: Slot[] = [];
  let last = source;
  for (let rank = source.rank + 1; rank < target.rank; rank++) {
    const dummy: Slot = { id: undefined, rank, width: 0, height: PASSING_HEIGHT, y: 0, before: [], after: [] };
    join(last, dummy);
    dummies.push(dummy);
    last = dummy;
  }
  layers.slots.push(...dummies);
  join(last, target);
  return dummies;
}

function join(left: Slot, right: Slot): void {
  left.after.push(right);
  right.before.push(left);
}

/** Edges that close a cycle, as `from to`, found by a walk that needs no stack of calls. */
function closing(outs: readonly number[][]): Set<string> {
  const found = new Set<string>();
  const state = outs.map(() => 0); // 1: on the way to where the walk is; 2: done
  const starts = outs.map((_, place) => place);
  const reached = new Set(outs.flat());
  starts.sort((one, other) => +reached.has(one) - +reached.has(other) || one - other);
  for (const start of starts) {
    if (state[start]) continue;
    const way = [{ at: start, next: 0 }];
    state[start] = 1;
    for (let last = way.at(-1); last; last = way.at(-1)) {
      const target = outs[last.at]?.[last.next++];
      if (target === undefined) {
        state[last.at] = 2;
        way.pop();
      } else if (state[target] === 1) found.add(`${last.at} ${target}`);
      else if (!state[target]) {
        state[target] = 1;
        way.push({ at: target, next: 0 });
      }
    }
  }
  return found;
}

/** The longest way to each; then what feeds more than it is fed is moved next to what it feeds. */
function ranked(count: number, forward: readonly (readonly [number, number])[]): number[] {
  const rank = new Array<number>(count).fill(0);
  const after: number[][] = rank.map(() => []);
  const waiting = rank.map(() => 0);
  for (const [from, to] of forward) {
    after[from]?.push(to);
    waiting[to] = (waiting[to] ?? 0) + 1;
  }
  const fed = [...waiting];
  const sequence = [...waiting.keys()].filter((place) => !waiting[place]);
  for (const place of sequence) {
    for (const target of after[place] ?? []) {
      rank[target] = Math.max(rank[target] ?? 0, (rank[place] ?? 0) + 1);
      waiting[target] = (waiting[target] ?? 0) - 1;
      if (!waiting[target]) sequence.push(target);
    }
  }
  for (const place of sequence.reverse()) {
    const targets = after[place] ?? [];
    if (targets.length > (fed[place] ?? 0)) rank[place] = Math.min(...targets.map((target) => rank[target] ?? 0)) - 1;
  }
  const least = Math.min(0, ...rank);
  return rank.map((value) => value - least);
}
