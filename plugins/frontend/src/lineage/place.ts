/** Heights within each layer: as near to the neighbours' as the order allows, by pooling adjacent violators. */

import type { Layers, Slot } from "./layers.ts";

const SWEEPS = 12;
const BETWEEN_CARDS = 18;
const BESIDE_EDGES = 10;

/** Sets `y` of all slots; `ranks` are in their order. */
export function placed({ ranks }: Layers): void {
  for (const rank of ranks) {
    pool(
      rank,
      rank.map(() => 0),
    );
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const down = sweep % 2 === 0;
    for (let step = 0; step < ranks.length; step++) {
      const rank = ranks[down ? step : ranks.length - 1 - step] ?? [];
      const last = sweep >= SWEEPS - 2;
      pool(
        rank,
        rank.map((slot) => wanted(slot, last ? [...slot.before, ...slot.after] : down ? slot.before : slot.after)),
      );
    }
  }
}

function wanted(slot: Slot, near: readonly Slot[]): number {
  if (!near.length) return slot.y;
  const heights = near.map((other) => other.y).sort((one, other) => one - other);
  const middle = heights.length >> 1;
  return heights.length % 2 ? (heights[middle] ?? 0) : ((heights[middle - 1] ?? 0) + (heights[middle] ?? 0)) / 2;
}

/** Heights nearest to the `wanted` ones, squares summed, that keep the order and the distances. */
function pool(rank: readonly Slot[], wanted: readonly number[]): void {
  const offsets: number[] = [];
  for (const [index, slot] of rank.entries()) {
    const above = rank[index - 1];
    offsets.push(above ? (offsets[index - 1] ?? 0) + distance(above, slot) : 0);
  }
  const pools: { sum: number; weight: number; count: number }[] = [];
  for (const [index, slot] of rank.entries()) {
    const weight = slot.id === undefined ? 3 : 1 + Math.min(slot.before.length + slot.after.length, 4) / 4;
    let last = { sum: weight * ((wanted[index] ?? 0) - (offsets[index] ?? 0)), weight, count: 1 };
    for (let upper = pools.at(-1); upper && upper.sum / upper.weight >= last.sum / last.weight; upper = pools.at(-1)) {
      pools.pop();
      last = { sum: upper.sum + last.sum, weight: upper.weight + last.weight, count: upper.count + last.count };
    }
    pools.push(last);
  }
  let index = 0;
  for (const { sum, weight, count } of pools) {
    for (let left = count; left; left--, index++) {
      const slot = rank[index];
      if (slot) slot.y = Math.round(sum / weight + (offsets[index] ?? 0));
    }
  }
}

function distance(upper: Slot, lower: Slot): number {
  const gap = upper.id === undefined || lower.id === undefined ? BESIDE_EDGES : BETWEEN_CARDS;
  return Math.ceil((upper.height + lower.height) / 2) + gap;
}
