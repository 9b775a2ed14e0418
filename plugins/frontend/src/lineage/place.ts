/** Heights within each layer: as near to the neighbours' as the order allows, by pooling adjacent violators. */

import type { Layers, Slot } from "./layers.ts";

const SWEEPS = 12;
const BETWEEN_CARDS = 18;
const BESIDE_EDGES = 10;

/** Sets `y` of all slots; `ranks` are in their order. */
export function placed({ ranks }: Layers): void {
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const down = sweep % 2 === 0;
    const both = sweep >= SWEEPS - 2;
    for (const rank of down ? ranks : [...ranks].reverse()) {
      for (const slot of rank) {
        const near = both ? [...slot.before, ...slot.after] : down ? slot.before : slot.after;
        slot.wanted = near.length ? median(near.map(({ y }) => y)) : slot.y;
      }
      pool(rank);
    }
  }
}

function median(numbers: number[]): number {
  const sorted = numbers.sort((one, other) => one - other);
  const half = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(half)] ?? 0) + (sorted[Math.ceil(half)] ?? 0)) / 2;
}

/** Heights nearest to the wanted ones, squares summed, that keep the order and the distances. */
function pool(rank: readonly Slot[]): void {
  const pools: { sum: number; weight: number; slots: [Slot, offset: number][] }[] = [];
  let offset = 0;
  for (const [index, slot] of rank.entries()) {
    const above = rank[index - 1];
    if (above) offset += distance(above, slot);
    const weight = slot.id === undefined ? 3 : 1 + Math.min(slot.before.length + slot.after.length, 4) / 4;
    let [sum, whole, slots] = [weight * (slot.wanted - offset), weight, [[slot, offset] as [Slot, number]]];
    for (let last = pools.at(-1); last && last.sum / last.weight >= sum / whole; last = pools.at(-1)) {
      pools.pop();
      [sum, whole, slots] = [last.sum + sum, last.weight + whole, [...last.slots, ...slots]];
    }
    pools.push({ sum, weight: whole, slots });
  }
  for (const { sum, weight, slots } of pools) for (const [slot, at] of slots) slot.y = Math.round(sum / weight + at);
}

function distance(upper: Slot, lower: Slot): number {
  const gap = upper.id === undefined || lower.id === undefined ? BESIDE_EDGES : BETWEEN_CARDS;
  return Math.ceil((upper.height + lower.height) / 2) + gap;
}
