/** The drawing: cards that are kept and moved from one picture to the next, and lines that are drawn anew. */

import type { Size } from "./camera.ts";
import { type Card, cardElements, cardHeight, headHeight, PORT, WIDTH } from "./card.ts";
import { OBSERVED } from "./data.ts";
import { knownBy, line, styleOf } from "./edges.ts";
import type { Pair } from "./layers.ts";
import { type Layout, layout, type Place, type Route } from "./layout.ts";
import type { ColumnEdge } from "./more/trace.ts";
import type { Edge } from "./shown.ts";
import { draw, filled } from "./svg.ts";

export interface Scene {
  svg: SVGSVGElement;
  stage: SVGGElement;
  places: ReadonlyMap<string, Place>;
  /** Of all that is drawn. */
  area: Size;
  draw(cards: ReadonlyMap<string, Card>, edges: readonly Edge[], columns: readonly ColumnEdge[]): void;
  card(id: string): SVGGElement | undefined;
  /** Marks the lines of a card. */
  light(id: string | undefined): void;
}

export function emptyScene(): Scene {
  const lines = draw("g");
  const layer = draw("g");
  const stage = draw("g", { class: "stage" }, lines, layer);
  const known = new Map<string, SVGGElement>();
  const scene: Scene = {
    svg: draw("svg", { class: "canvas", role: "group" }, stage),
    stage,
    places: new Map(),
    area: { width: 0, height: 0 },
    draw(cards, edges, columns) {
      const boxes = [...cards].map(([id, card]) => ({ id, width: WIDTH, height: cardHeight(card) }));
      const pairs = edges.map(({ from, to }): Pair => [from, to]);
      const drawn = layout(boxes, pairs);
      scene.places = drawn.places;
      scene.area = drawn;
      lines.replaceChildren(...linesOf(drawn, cards, edges, columns));
      for (const [id, element] of known) {
        if (cards.has(id)) continue;
        element.remove();
        known.delete(id);
      }
      for (const [id, card] of cards) {
        const element = known.get(id) ?? draw("g", { role: "group", "data-id": id });
        known.set(id, element);
        fill(element, card, drawn.places.get(id));
        if (!element.parentNode) layer.append(element);
      }
    },
    card: (id) => known.get(id),
    light(id) {
      for (const element of lines.children as unknown as Iterable<SVGElement>) {
        element.classList.toggle("lit", element.dataset.from === id || element.dataset.to === id);
      }
    },
  };
  return scene;
}

function fill(element: SVGGElement, card: Card, { x, y }: { x: number; y: number } = { x: 0, y: 0 }): void {
  const values = {
    class: `card${card.focus ? " focus" : ""}${card.dimmed ? " dimmed" : ""}`,
    transform: `translate(${x} ${y})`,
    style: `transform: translate(${x}px, ${y}px)`,
    "aria-label": card.dataset.title,
  };
  element.replaceChildren();
  filled(element, values, cardElements(card));
}

function linesOf(
  drawn: Layout,
  cards: ReadonlyMap<string, Card>,
  edges: readonly Edge[],
  columns: readonly ColumnEdge[],
): Element[] {
  const routes = new Map(drawn.routes.map((route) => [`${route.from}\n${route.to}`, route]));
  const found: Element[] = [];
  const compared = edges.some(({ known }) => known & OBSERVED);
  const most = Math.max(...edges.map(({ weight }) => weight));
  for (const edge of edges) {
    const { from, to, weight } = edge;
    const route = routes.get(`${from}\n${to}`);
    const title = `${cards.get(from)?.dataset.title} → ${cards.get(to)?.dataset.title}: ${knownBy(edge, compared)}`;
    const width = weight && 1 + Math.round((2 * Math.log(weight)) / Math.log(most) || 0);
    const look = `dataset ${styleOf(edge)} w${width}`;
    if (route) found.push(line({ from, to, look, title }, route, drawn.places, PORT, PORT));
  }
  for (const { from, to, rule, known } of columns) {
    const route = routes.get(`${from[0]}\n${to[0]}`) ?? straight(from[0], to[0], drawn.places);
    const [start, end] = [portOf(cards.get(from[0]), from[1]), portOf(cards.get(to[0]), to[1])];
    if (!route || start === undefined || end === undefined) continue;
    const title = `${from[1]} → ${to[1]}${rule && `: ${rule}`}`;
    const look = known === OBSERVED ? "column observed" : "column";
    found.push(line({ from: from[0], to: to[0], look, title }, route, drawn.places, start, end));
  }
  return found;
}

/** Columns may be joined where the datasets are not. */
function straight(from: string, to: string, places: ReadonlyMap<string, Place>): Route | undefined {
  const [source, target] = [places.get(from), places.get(to)];
  if (!source || !target || from === to) return undefined;
  return { from, to, through: [], back: source.rank >= target.rank };
}

function portOf(card: Card | undefined, column: string): number | undefined {
  const middle = card?.rows?.middle(column);
  return card && middle !== undefined ? headHeight(card.dataset) + middle : undefined;
}
