/** The page: what is asked for stands in its address; what was found stands below. */

import { Book, placeOf } from "./book.ts";
import { csv } from "./csv.ts";
import { loaded } from "./data.ts";
import { drawing, MOST } from "./drawing.ts";
import { type Hit, hits, people } from "./hits.ts";
import { count, link, make } from "./html.ts";
import { Picker } from "./picker.ts";
import { reach } from "./reach.ts";
import { datasetTable, peopleList, productTable } from "./tables.ts";

interface Question {
  dataset: string;
  column: string;
}

export class Impact {
  private readonly asked = make("div", "lb-filter lb-impact__ask");
  private readonly said = make("p");
  private readonly save = make("button", "lb-chip", "Download CSV");
  private readonly found = make("div");
  private readonly columns = make("select");
  private picker: Picker | undefined;
  /** Number of the last question; what arrives for an earlier one is late. */
  private turn = 0;
  /** Id of what is shown. */
  private shown = "";

  constructor(private readonly element: HTMLElement) {
    this.said.setAttribute("role", "status");
    this.columns.setAttribute("aria-label", "Column");
    this.columns.hidden = true;
    this.save.type = "button";
    this.save.hidden = true;
    element.prepend(this.asked, make("div", "lb-impact__said", this.said, this.save), this.found);
    void this.begin();
  }

  /** Address of what the page names so. */
  private place(name: string): string {
    return new URL(this.element.dataset[name] ?? "", location.href).href;
  }

  private async begin(): Promise<void> {
    const data = await loaded(this.place("graph"), this.place("concerned"));
    if (!data) {
      this.said.textContent = "What this page counts could not be loaded. Load the page again.";
      return;
    }
    const book = new Book(...data, new URL("../../", this.place("graph")), this.place("columns"));
    const titles = book.ids.map((_, n) => book.title(n));
    this.picker = new Picker(book.ids, titles, (n) => this.ask(book, { dataset: book.ids[n] ?? "", column: "" }));
    this.columns.addEventListener("change", () => this.ask(book, { dataset: this.shown, column: this.columns.value }));
    window.addEventListener("popstate", () => this.element.isConnected && void this.show(book));
    this.asked.append(this.picker.element, this.columns);
    await this.show(book);
  }

  private ask(book: Book, asked: Question): void {
    const url = new URL(location.href);
    url.hash = "";
    for (const [key, value] of Object.entries(asked)) {
      url.searchParams.delete(key);
      if (value) url.searchParams.append(key, value);
    }
    try {
      history.pushState(null, "", url);
      void this.show(book);
    } catch {
      location.href = url.href; // some browsers let pages opened from disk not change their address
    }
  }

  private async show(book: Book): Promise<void> {
    const turn = ++this.turn;
    const { dataset, column } = question();
    const [start, behind] = book.meant(dataset) ?? [];
    const begin = this.element.querySelector<HTMLElement>(".lb-impact__begin");
    if (begin) begin.hidden = start !== undefined;
    this.picker?.show(start === undefined ? dataset : book.title(start));
    if (start === undefined) {
      this.columns.hidden = this.save.hidden = true;
      this.found.replaceChildren();
      this.said.textContent = dataset && `There is no dataset ${dataset} in this book. Type the name of another one.`;
      return;
    }
    this.shown = book.ids[start] ?? "";
    const missing = new Set<number>();
    const file = await book.columns(start);
    const names = file?.columns.map(([name]) => name) ?? [];
    const wanted = column || (behind ?? "");
    const known = names[placeOf(names, wanted)] ?? "";
    const reached = await reach(book, [start, known], missing);
    if (turn !== this.turn) return;
    this.offerColumns(names, known);
    const found = hits(book, reached);
    this.tell(book, start, known, found, missing.size);
    if (file && wanted && !known) this.said.prepend(`There is no column ${wanted}: all of the dataset counts. `);
    const parts = { graph: "", columns: "", more: "", lineage: "" };
    for (const name of Object.keys(parts) as (keyof typeof parts)[]) parts[name] = this.place(name);
    const drawn = reached.size > 1 && reached.size < MOST ? drawing(book, [...reached.keys()], parts) : undefined;
    this.found.replaceChildren(...sections(found, book.root, drawn));
  }

  private offerColumns(names: readonly string[], column: string): void {
    const options = ["", ...names].map((name) =>
      Object.assign(make("option", "", name || "All columns"), { value: name }),
    );
    this.columns.replaceChildren(...options);
    this.columns.value = column;
    this.columns.hidden = !names.length;
  }

  private tell(book: Book, start: number, column: string, found: readonly Hit[], missing: number): void {
    const products = found.filter(({ kind }) => kind === "product").length;
    const datasets = found.length - products;
    const sizes = [products && count(products, "product"), datasets && count(datasets, "dataset")].filter(Boolean);
    const come = `${sizes.join(" and ")} ${found.length === 1 ? "comes" : "come"} from `;
    const title = link(book.url(start), book.title(start), book.root);
    const of = column ? [make("code", "", column), " of ", title] : [title];
    const lost = missing
      ? ` The columns of ${count(missing, "dataset")} could not be loaded: all of theirs count.`
      : "";
    this.said.replaceChildren(found.length ? come : "Nothing comes from ", ...of, `.${lost}`);
    const name = `impact-${book.ids[start]}${column && `.${column}`}`;
    this.save.hidden = !found.length;
    this.save.onclick = () => keep(csv(found, book.root), name);
  }
}

function question(): Question {
  const { searchParams } = new URL(location.href);
  return { dataset: searchParams.get("dataset") ?? "", column: searchParams.get("column") ?? "" };
}

function sections(found: readonly Hit[], root: URL, drawn: HTMLElement | undefined): HTMLElement[] {
  const products = found.filter(({ kind }) => kind === "product");
  const datasets = found.slice(products.length);
  const told = people(found);
  return [
    ...section("Products", products.length, () => productTable(products, root)),
    ...section("Whom to tell", told.length, () => peopleList(told, root)),
    ...section("Datasets", datasets.length, () => datasetTable(datasets, root)),
    ...(drawn ? [make("h2", "", "Drawing"), drawn] : []),
  ];
}

function section(title: string, size: number, body: () => HTMLElement): HTMLElement[] {
  return size ? [make("h2", "", title, " ", make("span", "lb-count", size.toLocaleString("en"))), body()] : [];
}

function keep(text: string, name: string): void {
  const saved = make("a");
  saved.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  saved.download = `${name.replace(/[^\p{L}\p{N}._-]+/gu, "_")}.csv`;
  saved.click();
  setTimeout(() => URL.revokeObjectURL(saved.href), 10_000);
}
