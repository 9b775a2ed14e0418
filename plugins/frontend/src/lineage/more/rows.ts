/** The columns of an open card: traced ones first, the others behind a button. */

import { WIDTH } from "../card.ts";
import { type Column, KEY_COLUMN, SENSITIVE_COLUMN } from "../data.ts";
import type { Rows } from "../hands.ts";
import { KEY } from "../icons.ts";
import { draw, fitted, icon, widthOf } from "./kit.ts";

const ROW = 28;
const PADDING = 6;
export const AT_FIRST = 8;
/** How many a click on "more" adds. */
export const MORE = 24;

/** What is seen of the columns: the traced ones first, then as they stand in the dataset. */
export interface Listed {
  columns: Column[];
  /** How many there are below. */
  more: number;
  traced: ReadonlySet<string> | undefined;
  selected: string | undefined;
}

export function listed(
  columns: readonly Column[],
  limit: number,
  traced: ReadonlySet<string> | undefined,
  selected: string | undefined,
): Rows {
  const first = columns.filter(([name]) => traced?.has(name));
  const rest = columns.filter(([name]) => !traced?.has(name));
  const shown = [...first, ...rest].slice(0, limit);
  const more = columns.length - shown.length;
  const places = new Map(shown.map(([name], place) => [name, place * ROW + ROW / 2]));
  return {
    height: (shown.length + +(more > 0)) * ROW + PADDING,
    middle: (column) => places.get(column),
    elements: (top, active) => rowElements({ columns: shown, more, traced, selected }, top, active),
  };
}

/** Said where there is no column. */
export function noted(note: string): Rows {
  return {
    height: ROW + PADDING,
    middle: () => undefined,
    elements: (top) => [rule(top), draw("text", { class: "place", x: 14, y: top + 18 }, note)],
  };
}

function rule(top: number): Element {
  return draw("path", { class: "rule", d: `M0 ${top}h${WIDTH}` });
}

function rowElements(rows: Listed, top: number, active: boolean): Element[] {
  const elements: Element[] = [rule(top)];
  const tabindex = active ? 0 : -1;
  for (const [index, column] of rows.columns.entries()) {
    elements.push(row(column, rows, top + index * ROW, tabindex));
  }
  const below = top + rows.columns.length * ROW;
  if (rows.more) {
    const text = `+ ${rows.more.toLocaleString("en")} more`;
    const values = {
      class: "button row",
      role: "button",
      tabindex,
      "aria-label": `${text} columns`,
      "data-do": "more",
    };
    elements.push(
      draw(
        "g",
        values,
        draw("rect", { class: "hit", x: 4, y: below, width: WIDTH - 8, height: ROW, rx: 5 }),
        draw("text", { class: "place", x: 14, y: below + 18 }, text),
      ),
    );
  }
  return elements;
}

function row([name, type, flags]: Column, rows: Listed, y: number, tabindex: number): Element {
  const [selected, traced] = [rows.selected === name, !!rows.traced?.has(name)];
  const kind = fitted(type, "11px", 84);
  const mark = flags & (KEY_COLUMN | SENSITIVE_COLUMN) ? 18 : 0;
  const values = {
    class: `button row${traced ? " traced" : ""}${selected ? " selected" : ""}`,
    role: "button",
    tabindex,
    "aria-pressed": String(selected),
    "aria-label": `Trace ${name}${type && `, ${type}`}${flags & KEY_COLUMN ? ", key" : ""}${flags & SENSITIVE_COLUMN ? ", sensitive" : ""}`,
    "data-do": "column",
    "data-column": name,
  };
  const text = fitted(name, "12px", WIDTH - 38 - mark - widthOf(kind, "11px"));
  return draw(
    "g",
    values,
    draw("title", {}, type ? `${name} ${type}` : name),
    draw("rect", { class: "hit", x: 4, y, width: WIDTH - 8, height: ROW, rx: 5 }),
    draw("text", { class: "name", x: 14, y: y + 18 }, text),
    flags & SENSITIVE_COLUMN
      ? draw("circle", { class: "dot", cx: 24 + widthOf(text, "12px"), cy: y + 14, r: 3 })
      : flags & KEY_COLUMN
        ? draw("g", { class: "key" }, icon(KEY, 19 + widthOf(text, "12px"), y + 8, 12))
        : undefined,
    draw("text", { class: "type", x: WIDTH - 14, y: y + 18, "text-anchor": "end" }, kind),
  );
}
