/** Headings of a table as buttons that sort. */

export class Headings {
  private readonly cells: HTMLTableCellElement[];

  /** `sort` is told the new order: a name as in the address. */
  constructor(root: Element, sort: (order: string) => void) {
    this.cells = [...root.querySelectorAll<HTMLTableCellElement>("thead th")];
    for (const [column, cell] of this.cells.entries()) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "lb-sort";
      button.append(...cell.childNodes);
      button.addEventListener("click", () => sort(this.next(column)));
      cell.append(button);
    }
  }

  /** The order by the first column. */
  get first(): string {
    return this.cells[0] ? named(this.cells[0]) : "";
  }

  /** Column and direction of an order, and shows it; nothing where there is no such column. */
  show(order: string): { column: number; down: boolean } | undefined {
    const down = order.startsWith("-");
    const column = this.cells.findIndex((cell) => order && named(cell) === order.slice(+down));
    for (const [place, cell] of this.cells.entries()) {
      if (place === column) cell.setAttribute("aria-sort", down ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    }
    return column < 0 ? undefined : { column, down };
  }

  /** Click by click: one way (numbers begin with the largest), the other way, the order of the page. */
  private next(column: number): string {
    const cell = this.cells[column];
    if (!cell) return "";
    const number = cell.classList.contains("lb-number");
    const ways = number ? ["descending", "ascending"] : ["ascending", "descending"];
    const way = ways[ways.indexOf(cell.getAttribute("aria-sort") ?? "") + 1];
    return way ? `${way === "descending" ? "-" : ""}${named(cell)}` : "";
  }
}

function named(cell: HTMLElement): string {
  return (cell.textContent ?? "").trim().toLowerCase().replace(/\s+/g, "-");
}
