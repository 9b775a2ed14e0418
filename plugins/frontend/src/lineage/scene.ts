/** The drawing: cards that are kept and moved from one picture to the next, and lines that are drawn anew. */

import type { Area } from "./camera.ts";
import { type Card, cardElements, cardHeight, headHeight, PORT, WIDTH } from "./card.ts";
import { knownBy, line } from "./edges.ts";
import { type Layout, layout, type Place, type Route } from "./layout.ts";
import type { ColumnEdge } from "./more/trace.ts";
import type { Edge } from "./shown.ts";
import { draw } from "./svg.ts";

export class Scene {
  readonly svg = draw("svg", { class: "canvas", role: "group" });
  readonly stage = draw("g", { class: "stage" });
  places: ReadonlyMap<string, Place> = new Map();
  private readonly lines = draw("g", { class: "lines" });
  private readonly cards = draw("g", { class: "cards" });
  private readonly known = new Map<string, SVGGElement>();
  private size = { width: 0, height: 0 };

  constructor() {
    this.stage.append(this.lines, this.cards);
    this.svg.append(this.stage);
  }

  /** All that is drawn. */
  get area(): Area {
    return { x: 0, y: 0, ...this.size };
  }

  draw(cards: ReadonlyMap<string, Card>, edges: readonly Edge[], columns: readonly ColumnEdge[]): void {
    const boxes = [...cards].map(([id, card]) => ({ id, width: WIDTH, height: cardHeight(card) }));
    const drawn = layout(
      boxes,
      edges.map(({ from, to }) => [from, to]),
    );
    this.places = drawn.places;
    this.size = { width: drawn.width, height: drawn.height };
    this.lines.replaceChildren(...linesOf(drawn, cards, edges, columns));
    for (const [id, element] of this.known) if (!cards.has(id)) this.forget(id, element);
    for (const [id, card] of cards) this.put(id, card);
  }

  card(id: string): SVGGElement | undefined {
    return this.known.get(id);
  }

  /** Marks the lines of a card. */
  light(id: string | undefined): void {
    for (const element of this.lines.children as unknown as Iterable<SVGElement>) {
      element.classList.toggle("lit", element.dataset.from === id || element.dataset.to === id);
    }
  }

  private forget(id: string, element: Element): void {
    element.remove();
    this.known.delete(id);
  }

  private put(id: string, card: Card): void {
    const { x, y } = this.places.get(id) ?? { x: 0, y: 0 };
    let element = this.known.get(id);
    if (!element) {
      element = draw("g", { role: "group" });
      element.dataset.id = id;
      this.known.set(id, element);
    }
    element.setAttribute("aria-label", card.dataset.title);
    element.setAttribute("class", `card${card.focus ? " focus" : ""}${card.dimmed ? " dimmed" : ""}`);
    element.setAttribute("transform", `translate(${x} ${y})`);
    element.style.transform = `translate(${x}px, ${y}px)`;
    element.replaceChildren(...cardElements(card));
    if (!element.parentNode) this.cards.append(element);
  }
}

function linesOf(
  drawn: Layout,
  cards: ReadonlyMap<string, Card>,
  edges: readonly Edge[],
  columns: readonly ColumnEdge[],
): Element[] {
  const routes = new Map(drawn.routes.map((route) => [`${route.from}\n${route.to}`, route]));
  const found: Element[] = [];
  for (const edge of edges) {
    const route = routes.get(`${edge.from}\n${edge.to}`);
    const [from, to] = [cards.get(edge.from)?.dataset.title, cards.get(edge.to)?.dataset.title];
    const title = `${from} → ${to}: ${knownBy(edge.known, edge.over)}`;
    if (route) found.push(line({ ...edge, title, kind: "dataset" }, route, drawn.places, PORT, PORT));
  }
  for (const { from, to, rule } of columns) {
    const route = routes.get(`${from[0]}\n${to[0]}`) ?? straight(from[0], to[0], drawn.places);
    const [start, end] = [portOf(cards.get(from[0]), from[1]), portOf(cards.get(to[0]), to[1])];
    if (!route || start === undefined || end === undefined) continue;
    const title = `${from[1]} → ${to[1]}${rule && `: ${rule}`}`;
    found.push(
      line({ from: from[0], to: to[0], known: 1, over: false, title, kind: "column" }, route, drawn.places, start, end),
    );
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
