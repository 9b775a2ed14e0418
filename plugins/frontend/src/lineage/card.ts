/** The card of one dataset. */

import { DEPRECATED, SENSITIVE, UNKNOWN } from "./data.ts";
import type { Dataset, Side } from "./graph.ts";
import type { Rows } from "./hands.ts";
import { CLOCK, DOWN, ofKind, SHIELD, UP } from "./icons.ts";
import { draw, icon, pressable } from "./svg.ts";
import { fitted, widthOf } from "./text.ts";
import { count } from "./words.ts";

export const WIDTH = 220;
const HEAD = 56;
const FOOT = 26;
/** Height of a line of the title. */
const LINE = 16;
/** Where edges arrive. */
export const PORT = 28;

const MARKS = [
  [SENSITIVE, "sensitive", SHIELD],
  [DEPRECATED, "deprecated", CLOCK],
] as const;

export interface Card {
  dataset: Dataset;
  /** What it is, in one word. */
  noun: string;
  /** The view begins with it. */
  focus: boolean;
  /** It is where the keys are. */
  active: boolean;
  dimmed: boolean;
  /** It reads what it writes. */
  loops: boolean;
  rows: Rows | undefined;
  hidden: Record<Side, number>;
  closable: Record<Side, boolean>;
}

export function cardHeight({ dataset, rows }: Pick<Card, "dataset" | "rows">): number {
  return headHeight(dataset) + (rows?.height ?? 0);
}

export function headHeight(dataset: Dataset): number {
  return wordsHeight(dataset) + (dataset.product ? FOOT : 0);
}

/** Of title and place. */
function wordsHeight(dataset: Dataset): number {
  return HEAD - LINE + titleLines(dataset).length * LINE;
}

/** One line, or two that part between words. */
function titleLines(dataset: Dataset): string[] {
  const fit = (text: string) => fitted(text, "600 13px", WIDTH - 86 - marksOf(dataset).length * 18);
  const line = fit(dataset.title);
  const end = line.search(/ \S*…$/);
  return end < 0 ? [line] : [line.slice(0, end), fit(dataset.title.slice(end + 1))];
}

export function cardElements(card: Card): (Element | false | undefined)[] {
  return [
    card.loops && draw("path", { class: "edge", d: `M${WIDTH} 18a13 13 0 1 0-18-18` }),
    draw("rect", { class: "frame-box", width: WIDTH, height: cardHeight(card), rx: 9 }),
    link(card),
    columnsButton(card),
    ...(card.rows?.elements(headHeight(card.dataset), card.active) ?? []),
    ...sideButtons(card, "up"),
    ...sideButtons(card, "down"),
  ];
}

/** What leads to the page of the dataset; all of the head can be clicked. */
function link(card: Card): Element {
  const { dataset } = card;
  const { id, name, domain, words, flags } = dataset;
  const above = words === undefined ? id.slice(0, -1 - name.length) || domain : words;
  const place = flags & UNKNOWN ? "not in the catalogue" : above;
  const marks = marksOf(dataset);
  const title = titleLines(dataset);
  const bottom = wordsHeight(dataset);
  const url = dataset.url || undefined;
  return pressable(
    "card",
    label(card),
    card.active,
    { width: WIDTH, height: headHeight(dataset), rx: 9 },
    { class: "link", href: url, role: url ? undefined : "img" },
    draw("rect", { class: "tile", x: 12, y: 14, width: 28, height: 28, rx: 7 }),
    icon(ofKind(dataset.kind), 18, 20),
    ...title.map((line, at) => draw("text", { class: "title", x: 48, y: 25 + at * LINE }, line)),
    ...marks.map(([, kind, path], at) => draw("g", { class: kind }, icon(path, WIDTH - 54 - at * 18, 13.5, 14))),
    dataset.layer &&
      draw("circle", { class: "layer", "data-layer": dataset.layer, cx: 51.5, cy: bottom - 17.5, r: 3.5 }),
    draw(
      "text",
      { class: "place", x: dataset.layer ? 60 : 48, y: bottom - 13.5 },
      fitted(place, "11px", WIDTH - 60 - 38),
    ),
    ...(dataset.product
      ? [
          draw("path", { class: "rule", d: `M12 ${bottom}h${WIDTH - 24}` }),
          draw("g", { class: "badge" }, icon(ofKind("product"), 14, bottom + 7, 12)),
          draw("text", { class: "place", x: 31, y: bottom + 17 }, fitted(dataset.product, "11px", WIDTH - 45)),
        ]
      : []),
  );
}

function marksOf({ flags }: Dataset): (readonly [bit: number, kind: string, path: string])[] {
  return MARKS.filter(([bit]) => flags & bit);
}

/** What is read out. */
function label({ dataset, focus, hidden }: Card): string {
  const { title, id, kind, layer, domain, product, flags, words } = dataset;
  return [
    title,
    words ?? id,
    [layer, kind].filter(Boolean).join(" "),
    domain && `domain ${domain}`,
    product && `product ${product}`,
    ...marksOf(dataset).map(([, kind]) => kind),
    flags & UNKNOWN && "not in the catalogue",
    `${count(dataset.up, "source")}${hidden.up ? `, ${hidden.up} hidden` : ""}`,
    `feeds ${dataset.down}${hidden.down ? `, ${hidden.down} hidden` : ""}`,
    focus && "where the view begins",
  ]
    .filter(Boolean)
    .join(", ");
}

function columnsButton({ dataset, rows, active }: Card): Element | undefined {
  if (dataset.flags & UNKNOWN || dataset.words !== undefined) return undefined;
  return pressable(
    "columns",
    `Columns of ${dataset.title}`,
    active,
    { x: WIDTH - 36, y: 14, width: 28, height: 28, rx: 6 },
    { "aria-expanded": !!rows },
    icon(rows ? UP : DOWN, WIDTH - 29, 21, 14),
  );
}

function sideButtons(card: Card, side: Side): Element[] {
  const buttons: [act: string, text: string, label: string][] = [];
  const { title } = card.dataset;
  const [noun, feeds] = side === "up" ? ["source", ""] : [card.noun, " it feeds"];
  const hidden = card.hidden[side];
  if (hidden) buttons.push(["open", `+${hidden}`, `Show ${count(hidden, `more ${noun}`)}${feeds}: ${title}`]);
  if (card.closable[side]) buttons.push(["close", "−", `Hide ${noun}s${feeds}: ${title}`]);
  return buttons.map(([act, text, said], at) => {
    const width = Math.max(28, widthOf(text, "600 11px") + 14);
    const y = PORT - 14 + at * 28;
    const x = side === "up" ? 6 - width : WIDTH - 6;
    return pressable(
      act,
      said,
      card.active,
      { x, y, width, height: 28 },
      { class: `button pill${act === "close" ? " shut" : ""}`, "data-side": side },
      draw("rect", { class: "face", x: x + 1, y: y + 3, width: width - 2, height: 22, rx: 11 }),
      draw("text", { x: x + width / 2, y: y + 18, "text-anchor": "middle" }, text),
    );
  });
}
