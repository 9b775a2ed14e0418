/** Lines between cards, and between columns. */

import { WIDTH } from "./card.ts";
import { BY_COLUMNS, BY_DATASET, BY_PRODUCT, OBSERVED } from "./data.ts";
import type { Place, Route } from "./layout.ts";
import { draw } from "./svg.ts";

export interface Line {
  from: string;
  to: string;
  known: number;
  over: boolean;
  title: string;
  kind: "dataset" | "column";
}

const DECLARED = BY_DATASET | BY_COLUMNS | BY_PRODUCT;

/** How an edge is known, in words. */
export function knownBy(known: number, over: boolean): string {
  if (over) return "over datasets that are filtered out";
  const ways = [
    known & BY_DATASET && "the dataset",
    known & BY_COLUMNS && "its columns",
    known & BY_PRODUCT && "a product",
  ].filter(Boolean);
  const declared = ways.length ? `declared by ${ways.join(" and ")}` : "";
  return [declared, known & OBSERVED && `${declared ? "" : "only "}observed`].filter(Boolean).join(", ");
}

/** One line, `start` and `end` being heights within the cards; the arrow is a shape of its own, for other programs. */
export function line(
  edge: Line,
  route: Route,
  places: ReadonlyMap<string, Place>,
  start: number,
  end: number,
): Element {
  const [from, to] = [places.get(edge.from), places.get(edge.to)];
  const [left, right] = route.back ? [to, from] : [from, to];
  const [first, last] = route.back ? [end, start] : [start, end];
  if (!left || !right) return draw("g");
  let [x, y] = [left.x + WIDTH, left.y + first];
  const head = route.back ? arrow(x, y, 1) : arrow(right.x, right.y + last, -1);
  const beginning = route.back ? x + 6 : x;
  let path = `M${beginning} ${y}`;
  for (const point of [...route.through, { x: right.x - (route.back ? 0 : 6), y: right.y + last, width: 0 }]) {
    const half = (point.x - x) / 2;
    path += `C${x + half} ${y} ${point.x - half} ${point.y} ${point.x} ${point.y}`;
    if (point.width) path += `h${point.width}`;
    [x, y] = [point.x + point.width, point.y];
  }
  const how = edge.over ? " over" : edge.known & DECLARED ? "" : " observed";
  return draw(
    "g",
    { class: `line ${edge.kind}${how}${route.back ? " back" : ""}`, "data-from": edge.from, "data-to": edge.to },
    draw("title", {}, edge.title),
    draw("path", { class: "edge", d: path }),
    draw("path", { class: "arrow", d: head }),
  );
}

/** A tip at a port; `way` is where it comes from: -1 from the left. */
function arrow(x: number, y: number, way: number): string {
  return `M${x} ${y}l${7 * way} -4v8z`;
}
