/** Lines between cards, and between columns. */

import { WIDTH } from "./card.ts";
import { BY_COLUMNS, BY_DATASET, BY_PRODUCT, OBSERVED } from "./data.ts";
import type { Place, Route } from "./layout.ts";
import type { Edge } from "./shown.ts";
import { draw } from "./svg.ts";
import { count } from "./words.ts";

export interface Line {
  from: string;
  to: string;
  /** Classes: `dataset` or `column`, and the style. */
  look: string;
  title: string;
}

/** How lines are drawn, and what is said of that. */
export const STYLES = {
  declared: "declared",
  columns: "read from columns",
  product: "by a product",
  both: "declared and observed",
  observed: "only observed",
  over: "over what is filtered out",
};
export type Style = keyof typeof STYLES;

export function styleOf({ known, over, weight }: Edge): Style {
  if (over) return "over";
  if (known === OBSERVED) return "observed";
  if (known & OBSERVED && !weight) return "both"; // else the width stands for the weight
  if (known & BY_DATASET || !known) return "declared";
  return known & BY_COLUMNS ? "columns" : "product";
}

/** How an edge is known, in words; `compared` where some were observed, so that it matters that others were not. */
export function knownBy(edge: Edge, compared: boolean): string {
  const { known, weight, over } = edge;
  const only = known & OBSERVED || over ? STYLES[styleOf({ ...edge, weight: 0 })] : "only declared";
  return [
    weight && count(weight, "flow"),
    compared || over ? only : known & BY_DATASET && STYLES.declared,
    known & BY_COLUMNS && STYLES.columns,
    known & BY_PRODUCT && STYLES.product,
  ]
    .filter(Boolean)
    .join(", ");
}

/** One line, `start` and `end` being heights within the cards; the arrow is a shape of its own, for other programs. */
export function line(
  { from, to, look, title }: Line,
  route: Route,
  places: ReadonlyMap<string, Place>,
  start: number,
  end: number,
): Element {
  const [source, target] = [places.get(from), places.get(to)];
  const [left, right] = route.back ? [target, source] : [source, target];
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
  return draw(
    "g",
    { class: `line ${look}${route.back ? " back" : ""}`, role: "img", "data-from": from, "data-to": to },
    draw("title", {}, title),
    draw("path", { class: "edge", d: path }),
    draw("path", { class: "arrow", d: head }),
  );
}

/** A tip at a port; `way` is where it comes from: -1 from the left. */
function arrow(x: number, y: number, way: number): string {
  return `M${x} ${y}l${7 * way} -4v8z`;
}
