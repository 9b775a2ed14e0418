/** The columns of an open card: traced ones first, the others behind a button. */

import { WIDTH } from "../card.ts";
import { type Column, KEY_COLUMN, SENSITIVE_COLUMN } from "../data.ts";
import type { Rows } from "../hands.ts";
import { KEY } from "../icons.ts";
import { draw, fitted, icon, pressable, widthOf } from "./kit.ts";

const ROW = 28;
const PADDING = 6;
export const AT_FIRST = 8;
/** How many a click on "more" adds. */
export const MORE = 24;

/** What is seen of the columns: the traced ones first, then as they stand in the dataset. */
export interface Listed {
  columns: readonly Column[];
  limit: number;
  traced: ReadonlySet<string> | undefined;
  selected: string | undefined;
  /** Said where there is no column. */
  note: string;
  /** Whether the view can begin with the card. */
  starts: boolean;
}

export function listed(list: Listed): Rows {
  const { columns, limit, traced, note, starts } = list;
  const isTraced = ([name]: Column) => !!traced?.has(name);
  const sorted = [...columns.filter(isTraced), ...columns.filter((column) => !isTraced(column))].slice(0, limit);
  const more = columns.length - sorted.length;
  const places = new Map(sorted.map(([name], place) => [name, place * ROW + ROW / 2]));
  const makers = sorted.map((column) => (y: number, active: boolean) => row(column, list, y, active));
  if (!columns.length) makers.push((y) => draw("text", { class: "place", x: 14, y: y + 18 }, note));
  if (more) makers.push((y, active) => button("more", `+ ${more.toLocaleString("en")} more`, " columns", y, active));
  if (starts) makers.push((y, active) => button("start", "Draw what is around it", "", y, active));
  return {
    height: makers.length * ROW + PADDING,
    middle: (column) => places.get(column),
    elements: (top, active) => [
      draw("path", { class: "rule", d: `M0 ${top}h${WIDTH}` }),
      ...makers.map((maker, place) => maker(top + place * ROW, active)),
    ],
  };
}

function button(act: string, text: string, unseen: string, y: number, active: boolean): SVGElement {
  const label = draw("text", { class: "place", x: 14, y: y + 18 }, text);
  return pressable(act, text + unseen, active, room(y), { class: "button row", title: "" }, label);
}

function room(y: number): { x: number; y: number; width: number; height: number; rx: number } {
  return { x: 4, y, width: WIDTH - 8, height: ROW, rx: 5 };
}

function row([name, type, flags]: Column, rows: Listed, y: number, active: boolean): SVGElement {
  const [selected, traced] = [rows.selected === name, !!rows.traced?.has(name)];
  const kind = fitted(type, "11px", 84);
  const mark = flags & (KEY_COLUMN | SENSITIVE_COLUMN) ? 18 : 0;
  const values = {
    class: `button row${traced ? " traced" : ""}${selected ? " selected" : ""}`,
    title: type ? `${name} ${type}` : name,
    "aria-pressed": selected,
    "data-column": name,
  };
  const text = fitted(name, "12px", WIDTH - 38 - mark - widthOf(kind, "11px"));
  return pressable(
    "column",
    `Trace ${name}${type && `, ${type}`}${flags & KEY_COLUMN ? ", key" : ""}${flags & SENSITIVE_COLUMN ? ", sensitive" : ""}`,
    active,
    room(y),
    values,
    draw("text", { class: "name", x: 14, y: y + 18 }, text),
    flags & SENSITIVE_COLUMN
      ? draw("circle", { class: "dot", cx: 24 + widthOf(text, "12px"), cy: y + 14, r: 3 })
      : flags & KEY_COLUMN
        ? icon(KEY, 19 + widthOf(text, "12px"), y + 8, 12)
        : undefined,
    draw("text", { class: "type", x: WIDTH - 14, y: y + 18, "text-anchor": "end" }, kind),
  );
}
