/** Rows of a list as the script sees them, those of the page and those of its other pages. */

import { fold } from "../search/fold.ts";
import { type Key, keyOf } from "./order.ts";

declare global {
  interface Window {
    /** What the file of all rows calls: its path, and HTML whose links start at the root of the site. */
    lakebookRows?: (path: string, html: string) => void;
  }
}

/** Links and names that a cell is sorted by, where it says more. */
const NAME = "td:first-child > [href^='#column-'], .lb-what > a, .lb-person a";

export class Row {
  private folded: string | undefined;

  constructor(readonly element: Element) {}

  /** Its words, folded. */
  get text(): string {
    this.folded ??= fold(this.element.textContent ?? "");
    return this.folded;
  }

  key(column: number): Key {
    const cell = this.element.children[column] as HTMLElement | undefined;
    if (!cell) return "";
    const { sort } = cell.dataset;
    if (sort) return keyOf(sort, true);
    const time = cell.querySelector("time")?.dateTime;
    return keyOf(time ?? (cell.querySelector(NAME) ?? cell).textContent ?? "", cell.classList.contains("lb-number"));
  }
}

const loading = new Map<string, Promise<Row[]>>();

/** All rows of the list whose file lies at `path` below `root`; loaded once. A script: it opens from disk, too. */
export function allRows(path: string, root: URL): Promise<Row[]> {
  const known = loading.get(path);
  if (known) return known;
  const rows = new Promise<Row[]>((resolve, reject) => {
    const arrived = window.lakebookRows;
    window.lakebookRows = (from, html) => {
      if (from === path) resolve(parsed(html, root));
      else arrived?.(from, html);
    };
    const script = document.createElement("script");
    script.src = new URL(`${path}.js`, root).href;
    script.onerror = () => {
      loading.delete(path);
      reject(new Error(script.src));
    };
    document.head.append(script);
  });
  loading.set(path, rows);
  return rows;
}

function parsed(html: string, root: URL): Row[] {
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const link of template.content.querySelectorAll("a")) {
    link.href = new URL(link.getAttribute("href") ?? "", root).href;
  }
  return [...template.content.children].map((element) => new Row(element));
}
