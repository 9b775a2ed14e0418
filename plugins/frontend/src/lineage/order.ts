/** The order within each layer: what belongs together side by side, so that few edges cross. */

import type { Layers, Slot } from "./layers.ts";

const SWEEPS = 10;

/** Sorts `ranks` of the layers in place. */
export function ordered({ ranks }: Layers): void {
  ranks.forEach(numbered);
  let best = ranks.map((rank) => [...rank]);
  let fewest = crossings(ranks);
  for (let sweep = 0; sweep < SWEEPS && fewest; sweep++) {
    const down = sweep % 2 === 0;
    for (let step = 1; step < ranks.length; step++) {
      const at = down ? step : ranks.length - 1 - step;
      sortByNeighbours(ranks[at] ?? [], ranks[down ? at - 1 : at + 1]?.length ?? 0, down);
    }
    transpose(ranks);
    const found = crossings(ranks);
    if (found < fewest) {
      fewest = found;
      best = ranks.map((rank) => [...rank]);
    }
  }
  ranks.splice(0, ranks.length, ...best);
}

function sortByNeighbours(rank: Slot[], size: number, down: boolean): void {
  for (const [index, slot] of rank.entries()) {
    const near = down ? slot.before : slot.after;
    // what is joined to nothing keeps its part of the layer
    slot.wanted = near.length
      ? near.reduce((sum, other) => sum + other.place, 0) / near.length
      : (index / rank.length) * size;
  }
  rank.sort((one, other) => one.wanted - other.wanted);
  numbered(rank);
}

/** Changes neighbours that cross less the other way round. */
function transpose(ranks: readonly Slot[][]): void {
  for (const rank of ranks) {
    for (const [index, lower] of rank.entries()) {
      const upper = rank[index - 1];
      if (upper && turned(upper.before, lower.before) + turned(upper.after, lower.after) > 0)
        rank.splice(index - 1, 2, lower, upper);
    }
    numbered(rank);
  }
}

/** How many crossings are lost by changing two whose neighbours these are. */
function turned(upper: readonly Slot[], lower: readonly Slot[]): number {
  let gain = 0;
  for (const one of upper) for (const other of lower) gain += Math.sign(one.place - other.place);
  return gain;
}

/** Crossings of edges between neighbouring layers; slots know their places. */
export function crossings(ranks: readonly Slot[][]): number {
  let found = 0;
  for (const rank of ranks) {
    const above: number[] = [];
    for (const { after } of rank) {
      for (const { place } of after) found += above.filter((other) => other > place).length;
      above.push(...after.map(({ place }) => place));
    }
  }
  return found;
}

/** Tells slots their places. */
function numbered(rank: readonly Slot[]): void {
  for (const [place, slot] of rank.entries()) slot.place = place;
}
