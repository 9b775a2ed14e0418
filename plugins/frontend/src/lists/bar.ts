/** The filter box of a list, with the number of rows it leaves. */

export class Bar {
  private readonly element = make("div", "lb-filter");
  private readonly input = make("input");
  private readonly said = make("p");
  private readonly wider = make("a");
  private turn: HTMLButtonElement | undefined;

  /** `data` are those of the list. */
  constructor(
    list: HTMLElement,
    private readonly data: DOMStringMap,
    typed: () => void,
    leave: () => void,
  ) {
    this.input.type = "search";
    this.input.autocomplete = "off";
    this.input.spellcheck = false;
    this.input.placeholder = `Filter ${count(Number(data.total))} ${data.nouns}`;
    this.input.setAttribute("aria-label", this.input.placeholder);
    this.said.setAttribute("role", "status");
    this.wider.hidden = true;
    this.element.append(this.input, this.said, this.wider);
    list.before(this.element);
    this.input.addEventListener("input", typed);
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") leave();
      else if (event.key !== "Escape") return;
      else if (this.query) {
        this.query = "";
        typed();
      } else this.input.blur();
      event.preventDefault();
    });
  }

  get query(): string {
    return this.input.value.trim();
  }

  set query(query: string) {
    this.input.value = query;
  }

  focus(): void {
    this.input.focus();
  }

  /** A button for those who want all rows without a filter. */
  offer(turn: () => void): void {
    this.turn = make("button", "lb-chip");
    this.turn.type = "button";
    this.turn.textContent = `List all ${this.data.nouns}`;
    this.turn.setAttribute("aria-pressed", "false");
    this.turn.addEventListener("click", turn);
    this.element.append(this.turn);
  }

  /** Says how many rows are left of all. */
  show(left: number | undefined): void {
    const { total, nouns, wider, title } = this.data;
    this.said.textContent = left === undefined ? "" : `${count(left)} of ${count(Number(total))} ${nouns}`;
    this.turn?.setAttribute("aria-pressed", String(left !== undefined));
    this.wider.hidden = !wider || !this.query;
    if (!wider) return;
    const url = new URL(wider, location.href);
    url.searchParams.set("q", this.query);
    this.wider.href = url.href;
    this.wider.textContent = `Look in all of ${title}`;
  }

  fail(): void {
    this.said.textContent = "The other pages of the list could not be loaded; this is this page alone.";
  }
}

function count(number: number): string {
  return number.toLocaleString("en");
}

export function make<K extends keyof HTMLElementTagNameMap>(name: K, className = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (className) made.className = className;
  return made;
}
