/** Where cards stand and edges run: layers from left to right, few crossings, no overlap; the same each time. */

import { type Box, layered, type Pair } from "./layers.ts";
import { ordered } from "./order.ts";
import { placed } from "./place.ts";

export interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
  rank: number;
}

export interface Route {
  from: string;
  to: string;
  /** Heights at which it passes the layers between its ends, left to right. */
  through: { x: number; y: number; width: number }[];
  /** It closes a cycle: it runs from the right to the left. */
  back: boolean;
}

export interface Layout {
  places: Map<string, Place>;
  routes: Route[];
  width: number;
  height: number;
}

const BETWEEN_LAYERS = 68;

/** Edges from a card to itself, and those to or from what is not there, have no route. */
export function layout(boxes: readonly Box[], pairs: readonly Pair[]): Layout {
  const layers = layered(boxes, pairs);
  ordered(layers);
  placed(layers);
  const { slots, links } = layers;
  const widths = layers.ranks.map((rank) => Math.max(0, ...rank.map((slot) => slot.width)));
  const lefts = widths.map((_, rank) => widths.slice(0, rank).reduce((sum, width) => sum + width + BETWEEN_LAYERS, 0));
  const top = Math.min(0, ...slots.map((slot) => slot.y - slot.height / 2));
  const places = new Map<string, Place>();
  for (const { id, rank, y, width, height } of slots) {
    if (id !== undefined) places.set(id, { x: lefts[rank] ?? 0, y: y - height / 2 - top, width, height, rank });
  }
  const routes = links.map(({ left, right, back, dummies }) => ({
    from: (back ? right : left).id ?? "",
    to: (back ? left : right).id ?? "",
    back,
    through: dummies.map(({ rank, y }) => ({ x: lefts[rank] ?? 0, y: y - top, width: widths[rank] ?? 0 })),
  }));
  const bottoms = slots.map((slot) => slot.y + slot.height / 2 - top);
  return { places, routes, width: (lefts.at(-1) ?? 0) + (widths.at(-1) ?? 0), height: Math.max(0, ...bottoms) };
}
