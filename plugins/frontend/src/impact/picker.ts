/** The box in which somebody types the name of a dataset. */

import { fold } from "../search/fold.ts";
import { make } from "./html.ts";

/** Names that are offered at a time. */
const OFFERED = 8;

export class Picker {
  readonly element = make("div", "lb-impact__pick");
  private readonly input = make("input");
  private readonly list = make("ul", "lb-impact__offer");
  private readonly folded: string[];
  private found: number[] = [];
  private active = -1;

  /** `ids` and `titles` of the datasets; `pick` is told the place of the one that is chosen. */
  constructor(
    private readonly ids: readonly string[],
    private readonly titles: readonly string[],
    private readonly pick: (dataset: number) => void,
  ) {
    this.folded = ids.map((id, n) => fold(`${titles[n]} ${id}`));
    const { input, list } = this;
    Object.assign(input, { type: "search", autocomplete: "off", spellcheck: false, placeholder: "Name of a dataset" });
    const said = {
      role: "combobox",
      "aria-label": "Dataset",
      "aria-autocomplete": "list",
      "aria-controls": "lb-offer",
    };
    for (const [name, value] of Object.entries(said)) input.setAttribute(name, value);
    list.id = "lb-offer";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Datasets");
    this.close();
    this.element.append(input, list);
    input.addEventListener("input", () => this.offer());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("focus", () => input.select());
    input.addEventListener("blur", () => this.close());
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
    list.addEventListener("click", (event) => {
      const row = (event.target as Element).closest("li");
      if (row) this.choose([...list.children].indexOf(row));
    });
  }

  /** What the box says. */
  show(text: string): void {
    this.input.value = text;
  }

  focus(): void {
    this.input.focus();
  }

  private offer(): void {
    const words = fold(this.input.value).split(/\s+/).filter(Boolean);
    const [first = ""] = words;
    const near = (n: number) => Number(!this.folded[n]?.startsWith(first));
    const all = this.folded.flatMap((text, n) => (words.every((word) => text.includes(word)) ? [n] : []));
    this.found = words.length ? all.sort((one, other) => near(one) - near(other) || one - other).slice(0, OFFERED) : [];
    this.list.replaceChildren(...this.found.map((n, place) => this.row(n, place)));
    this.move(this.found.length ? 0 : -1);
    this.open(!!words.length);
    if (words.length && !this.found.length) this.list.append(make("li", "", "No dataset is called so."));
  }

  private row(n: number, place: number): HTMLElement {
    const row = make("li", "", this.titles[n] ?? "", make("small", "", this.ids[n] ?? ""));
    row.id = `lb-offer-${place}`;
    row.setAttribute("role", "option");
    return row;
  }

  private press(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const { length } = this.found;
    if (step && length) this.move((this.active + step + length) % length);
    else if (event.key === "Enter") this.choose(this.active);
    else if (event.key === "Escape" && !this.list.hidden) this.close();
    else return;
    event.preventDefault();
  }

  private move(active: number): void {
    this.active = active;
    for (const [place, row] of [...this.list.children].entries())
      row.setAttribute("aria-selected", String(place === active));
    if (active < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `lb-offer-${active}`);
  }

  private choose(place: number): void {
    const n = this.found[place];
    if (n === undefined) return;
    this.close();
    this.pick(n);
  }

  private close(): void {
    this.open(false);
    this.found = [];
    this.move(-1);
  }

  private open(open: boolean): void {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
  }
}
