/** A table that is sorted by its headings, and shows a hundred rows at a time. */

import { Headings } from "../lists/headings.ts";
import { type Key, keyOf, sorted } from "../lists/order.ts";
import { make } from "./html.ts";

/** Rows shown at a time. */
const SCREEN = 100;

export interface Column<T> {
  heading: string;
  cell(row: T): HTMLElement | string;
  /** What it is sorted by; a number where it begins with the largest. */
  key(row: T): Key;
  number?: boolean;
}

export function table<T>(rows: readonly T[], columns: readonly Column<T>[], kind: string): HTMLElement {
  const body = make("tbody");
  const headings = columns.map(({ heading, number }) => make("th", number ? "lb-number" : "", heading));
  const head = make("thead", "", make("tr", "", ...headings));
  const more = make("button", "lb-more md-button", "More");
  more.type = "button";
  let ordered = rows;
  let limit = SCREEN;
  const show = () => {
    body.replaceChildren(...ordered.slice(0, limit).map((row) => rowOf(row, columns)));
    more.hidden = ordered.length <= limit;
  };
  const sorting = new Headings(head, (order) => {
    const by = sorting.show(order);
    const column = by && columns[by.column];
    ordered = column ? sorted(rows, (row) => column.key(row), by.down) : rows;
    show();
  });
  more.addEventListener("click", () => {
    const before = limit;
    limit += SCREEN;
    show();
    body.children[before]?.querySelector("a")?.focus();
  });
  show();
  const scroll = make("div", "lb-scroll", make("table", `lb-table ${kind}`, head, body));
  scroll.tabIndex = 0;
  return make("div", "lb-listed", scroll, more);
}

function rowOf<T>(row: T, columns: readonly Column<T>[]): HTMLElement {
  return make("tr", "", ...columns.map((column) => make("td", column.number ? "lb-number" : "", column.cell(row))));
}

/** Words for sorting. */
export function words(text: string): Key {
  return keyOf(text, false);
}
