/** The order within each layer: what belongs together side by side, so that few edges cross. */

import type { Layers, Slot } from "./layers.ts";

const SWEEPS = 10;

/** Sorts `ranks` of the layers in place. */
export function ordered({ ranks }: Layers): void {
  let best = ranks.map((rank) => [...rank]);
  let fewest = crossings(ranks);
  for (let sweep = 0; sweep < SWEEPS && fewest; sweep++) {
    const down = sweep % 2 === 0;
    for (let step = 1; step < ranks.length; step++) {
      const rank = ranks[down ? step : ranks.length - 1 - step];
      if (rank) sortByNeighbours(rank, ranks[down ? step - 1 : ranks.length - step] ?? [], down);
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

function sortByNeighbours(rank: Slot[], neighbours: readonly Slot[], down: boolean): void {
  const place = placesOf(neighbours);
  const key = new Map(
    rank.map((slot, index) => {
      const near = (down ? slot.before : slot.after).map((other) => place.get(other) ?? 0);
      // what is joined to nothing keeps its part of the layer
      const mean = near.length
        ? near.reduce((sum, one) => sum + one, 0) / near.length
        : (index / rank.length) * place.size;
      return [slot, mean];
    }),
  );
  rank.sort((one, other) => (key.get(one) ?? 0) - (key.get(other) ?? 0));
}

/** Changes neighbours that cross less the other way round. */
function transpose(ranks: readonly Slot[][]): void {
  for (const [number, rank] of ranks.entries()) {
    const before = placesOf(ranks[number - 1] ?? []);
    const after = placesOf(ranks[number + 1] ?? []);
    for (let index = 0; index + 1 < rank.length; index++) {
      const [upper, lower] = [rank[index] as Slot, rank[index + 1] as Slot];
      const gain = turned(upper.before, lower.before, before) + turned(upper.after, lower.after, after);
      if (gain > 0) rank.splice(index, 2, lower, upper);
    }
  }
}

/** How many crossings are lost by changing two whose neighbours these are. */
function turned(upper: readonly Slot[], lower: readonly Slot[], place: ReadonlyMap<Slot, number>): number {
  let gain = 0;
  for (const one of upper) {
    for (const other of lower) gain += Math.sign((place.get(one) ?? 0) - (place.get(other) ?? 0));
  }
  return gain;
}

/** Crossings of edges between neighbouring layers. */
export function crossings(ranks: readonly Slot[][]): number {
  let found = 0;
  for (const [number, rank] of ranks.entries()) {
    const place = placesOf(ranks[number + 1] ?? []);
    const tree = new Array<number>(place.size + 1).fill(0); // Fenwick's: how many ends were seen up to a place
    let seen = 0;
    for (const slot of rank) {
      const ends = slot.after.map((other) => place.get(other) ?? 0);
      for (const end of ends) {
        found += seen;
        for (let at = end + 1; at > 0; at &= at - 1) found -= tree[at] ?? 0;
      }
      for (const end of ends) {
        for (let at = end + 1; at < tree.length; at += at & -at) tree[at] = (tree[at] ?? 0) + 1;
      }
      seen += ends.length;
    }
  }
  return found;
}

function placesOf(rank: readonly Slot[]): Map<Slot, number> {
  return new Map(rank.map((slot, place) => [slot, place]));
}
