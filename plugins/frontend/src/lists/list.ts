/** One list: what is typed and clicked, the address, and the rows that are shown. */

import { reclaimQuery } from "../page/address.ts";
import { showState, stateInAddress } from "./address.ts";
import { Bar, make } from "./bar.ts";
import { Headings } from "./headings.ts";
import { matcher } from "./match.ts";
import { sorted } from "./order.ts";
import { allRows, Row } from "./rows.ts";

export class List {
  private readonly shown: HTMLElement;
  private readonly box: Element;
  /** What other pages are for, while nothing is filtered or sorted: their numbers, or the schemas of a system. */
  private readonly instead: HTMLElement | null;
  /** Whether the page itself shows none of the rows. */
  private readonly sparse: boolean;
  private readonly own: Row[];
  private readonly bar: Bar | undefined;
  private readonly headings: Headings;
  private readonly more = make("button", "lb-more md-button");
  private readonly prefix: string;
  private sort: string;
  private limit: number;
  /** Number of the last change; rows that arrive for an earlier one are late. */
  private changes = 0;

  constructor(
    private readonly root: HTMLElement,
    private readonly site: URL,
  ) {
    const { list = "", rows, size, nouns } = root.dataset;
    this.prefix = list;
    this.shown = root.firstElementChild as HTMLElement;
    this.instead = this.shown.nextElementSibling as HTMLElement | null;
    this.box = this.shown.querySelector("tbody") ?? this.shown;
    this.own = [...this.box.children].map((element) => new Row(element));
    this.sparse = this.shown.hasAttribute("hidden");
    this.limit = rows ? Number(size) : this.own.length;
    const state = stateInAddress(this.prefix);
    this.sort = state.sort;
    this.headings = new Headings(this.shown, (order) => {
      this.sort = order || (this.sparse && !this.bar?.query ? this.headings.first : "");
      this.change();
    });
    if (nouns)
      this.bar = new Bar(
        root,
        root.dataset,
        () => this.change(),
        () => this.focus(0),
      );
    if (this.bar) this.bar.query = state.query;
    if (this.sparse) this.bar?.offer(() => this.turn());
    this.more.type = "button";
    this.more.textContent = "More";
    this.more.hidden = true;
    this.more.addEventListener("click", () => this.showMore());
    this.shown.after(this.more);
    if (state.query && !list) {
      reclaimQuery();
      showState(list, state); // Material has taken the query out
    }
    if (state.query || state.sort) void this.update();
    else this.findAnchor();
    this.stick();
  }

  private change(): void {
    this.limit = this.root.dataset.rows ? Number(this.root.dataset.size) : this.own.length;
    showState(this.prefix, { query: this.bar?.query ?? "", sort: this.sort });
    void this.update();
  }

  private async update(): Promise<void> {
    const change = ++this.changes;
    this.shown.ariaBusy = "true";
    const query = this.bar?.query ?? "";
    const order = this.headings.show(this.sort);
    const active = !!query || !!order;
    let rows = this.own;
    let failed = false;
    if (active) {
      try {
        rows = await this.all();
      } catch {
        failed = true;
      }
      if (change !== this.changes) return;
      const matches = matcher(query);
      rows = rows.filter((row) => matches(row.text));
      if (order) rows = sorted(rows, (row) => row.key(order.column), order.down);
    }
    if (this.instead) this.instead.hidden = active;
    if (this.sparse) this.shown.hidden = !active;
    this.box.replaceChildren(...rows.slice(0, active ? this.limit : rows.length).map((row) => row.element));
    this.more.hidden = !active || rows.length <= this.limit;
    if (failed) this.bar?.fail();
    else this.bar?.show(active ? rows.length : undefined);
    this.shown.ariaBusy = "false";
  }

  /** From what stands in the place of the list to the whole list, and back. */
  private turn(): void {
    this.sort = this.shown.hidden ? this.headings.first : "";
    if (this.bar && !this.sort) this.bar.query = "";
    this.change();
  }

  private all(): Promise<Row[]> {
    const { rows } = this.root.dataset;
    return rows ? allRows(rows, this.site) : Promise.resolve(this.own);
  }

  private async showMore(): Promise<void> {
    const before = this.limit;
    this.limit += Number(this.root.dataset.size);
    await this.update();
    this.focus(before);
  }

  private focus(place: number): void {
    this.box.children[place]?.querySelector("a")?.focus();
  }

  /** An anchor that came to stand on another page of the list leads there. */
  private async findAnchor(): Promise<void> {
    const { rows, size } = this.root.dataset;
    const id = decodeURIComponent(location.hash.slice(1));
    if (!rows || !id || document.getElementById(id)) return;
    const place = (await this.all()).findIndex(({ element }) => element.querySelector(`#${CSS.escape(id)}`));
    const part = Math.floor(place / Number(size)) + 1;
    const end = location.pathname.endsWith(".html") ? ".html" : "/";
    if (part > 1) location.replace(new URL(`${rows.replace(/rows$/, "")}${part}${end}#${id}`, this.site));
  }

  /** Headings stay in sight below the page's own header; not where the table must scroll sideways. */
  private stick(): void {
    const header = document.querySelector<HTMLElement>(".md-header");
    const table = this.shown.querySelector("table");
    if (!table) return;
    new ResizeObserver(() => {
      const fits = table.scrollWidth <= this.shown.clientWidth;
      this.shown.classList.toggle("lb-fits", fits);
      this.shown.tabIndex = fits ? -1 : 0; // the keys reach it where it scrolls
      this.shown.style.setProperty("--lb-top", `${header?.offsetHeight ?? 0}px`);
    }).observe(this.shown);
  }
}
