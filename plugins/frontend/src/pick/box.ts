/** The search field and the list below it: an editable combobox with list autocomplete, as ARIA's practices have it. */

import type { Named } from "./names.ts";

const SHOWN = 12;

/** What the box asks of the explorer. */
export interface Asked {
  /** What is meant, the best first; nothing where that cannot be known. */
  find(query: string): Promise<Named[] | undefined>;
  choose(named: Named): void;
  /** Nothing is to be drawn any more. */
  clear(): void;
  /** Where what is no dataset may be found. */
  elsewhere(query: string): Node;
}

export class Box {
  private readonly input = make("input", "");
  private readonly list = make("ul", "lb-explorer__list");
  private readonly said = make("p", "lb-explorer__said");
  private found: Named[] = [];
  private active = -1;
  private asks = 0;
  /** Whether what is typed is still being looked for; keys pressed until then are done afterwards. */
  private looks = false;
  private early: string[] = [];
  private clicked = false;

  constructor(
    box: HTMLElement,
    private readonly asked: Asked,
  ) {
    const { input, list, said } = this;
    list.id = "lb-explorer-list";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Datasets");
    said.setAttribute("role", "status");
    const attributes = { type: "text", role: "combobox", placeholder: "Find a dataset", "aria-label": "Dataset" };
    const more = { "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
    const plain = { autocomplete: "off", autocapitalize: "off", spellcheck: "false" };
    for (const [name, value] of Object.entries({ ...attributes, ...more, ...plain })) input.setAttribute(name, value);
    box.append(input, list, said);
    input.addEventListener("input", () => {
      this.early = [];
      void this.look();
    });
    input.addEventListener("focus", () => input.select());
    input.addEventListener("click", () => {
      if (!this.clicked) input.select(); // the click that brought the focus has put the caret somewhere
      this.clicked = true;
    });
    input.addEventListener("blur", () => {
      this.clicked = false;
      this.close();
    });
    input.addEventListener("keydown", (event) => this.press(event));
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the field
    list.addEventListener("click", (event) => {
      const option = (event.target as Element).closest("li");
      if (option) this.choose([...list.children].indexOf(option));
    });
  }

  /** Shows what is drawn, unless somebody is typing. */
  set value(text: string) {
    const typing = document.activeElement === this.input && (this.looks || !this.list.hidden);
    if (!typing) this.input.value = text;
  }

  say(...text: (string | Node)[]): void {
    this.said.replaceChildren(...text);
  }

  private async look(): Promise<void> {
    const ask = ++this.asks;
    const query = this.input.value.trim();
    if (!query) {
      this.close();
      this.say("");
      this.asked.clear();
      return;
    }
    this.looks = true;
    const found = await this.asked.find(query);
    if (ask !== this.asks) return;
    this.looks = false;
    if (!found) return;
    this.found = found.slice(0, SHOWN);
    this.list.replaceChildren(...this.found.map(option));
    const more = found.length > SHOWN ? `, the first ${SHOWN} are shown` : "";
    if (found.length) this.say(`${found.length.toLocaleString("en")} found${more}`);
    else this.say("No dataset is called so. ", this.asked.elsewhere(query));
    this.open(found.length > 0);
    this.point(-1);
    for (const key of this.early.splice(0)) this.follow(key);
  }

  private press(event: KeyboardEvent): void {
    const { key, altKey, ctrlKey, metaKey, isComposing } = event;
    if (ctrlKey || metaKey || isComposing) return;
    if (key === "Escape") {
      if (this.list.hidden) {
        this.input.value = "";
        void this.look();
      } else this.close();
    } else if (key === "Enter" || key === "ArrowDown" || key === "ArrowUp") {
      if (this.looks) this.early.push(key);
      else if (this.list.hidden) void this.look();
      else if (!altKey) this.follow(key);
    } else return;
    event.preventDefault();
    event.stopPropagation(); // keys of Material and of the view
  }

  /** Does what a key says about the list. */
  private follow(key: string): void {
    if (this.list.hidden) return;
    if (key === "Enter") this.choose(Math.max(this.active, 0));
    else this.move(key === "ArrowDown" ? 1 : -1);
  }

  /** From the last to the first, by way of the field itself. */
  private move(by: number): void {
    const places = this.found.length + 1;
    this.point(((this.active + 1 + by + places) % places) - 1);
  }

  private point(place: number): void {
    this.active = place;
    for (const [n, one] of [...this.list.children].entries()) one.setAttribute("aria-selected", String(n === place));
    const active = this.list.children[place];
    if (active) {
      this.input.setAttribute("aria-activedescendant", active.id);
      active.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  private choose(place: number): void {
    const named = this.found[place];
    if (!named) return;
    this.close();
    this.say("");
    this.input.value = named.title;
    this.asked.choose(named);
  }

  private open(open: boolean): void {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
  }

  private close(): void {
    this.asks++; // what is still being looked for comes too late
    this.looks = false;
    this.early = [];
    this.open(false);
    this.point(-1);
  }
}

function option({ id, title, kind, place }: Named, n: number): HTMLElement {
  const row = make("li", "");
  row.id = `lb-explorer-${n}`;
  row.setAttribute("role", "option");
  const picture = make("span", `lb-icon lb-icon--${kind.toLowerCase().replace(/[^a-z0-9-]/g, "-")}`);
  picture.setAttribute("aria-hidden", "true");
  const what = make("span", "lb-what", title);
  what.dir = "auto";
  what.append(make("small", "", place ? `${id} · ${place}` : id));
  row.append(picture, what);
  return row;
}

function make<K extends keyof HTMLElementTagNameMap>(name: K, className: string, text = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}
