/** Brings together what is typed, the address, the worker and what is shown. */

import { type Answer, type Asked, type PageResult, Type } from "../search/messages.ts";
import { TYPED, toggled } from "../search/query.ts";
import { queryInAddress, reclaimQuery, showInAddress } from "./address.ts";
import { Facets } from "./facets.ts";
import { Results } from "./results.ts";

const OPERATORS = Object.values(TYPED).map((operator) => `${operator}:`);
const HINT = `Names, columns, words of descriptions. Narrow with ${OPERATORS.join(", ")}.`;
/** Results shown at a time. */
const SCREEN = 50;

export class Finder {
  private readonly input: HTMLInputElement;
  private readonly count: HTMLElement;
  private readonly more: HTMLButtonElement;
  private readonly results: Results;
  private readonly facets: Facets;
  private readonly worker: Worker;
  private limit = SCREEN;
  /** Number of the last question; answers to earlier ones are late. */
  private asked = 0;
  private answered = 0;
  /** Whether Enter was pressed before there was an answer. */
  private opens = false;

  constructor(root: HTMLElement) {
    this.input = part(root, "input");
    this.count = part(root, ".lb-finder__count");
    this.more = part(root, ".lb-finder__more");
    this.results = new Results(part(root, ".lb-finder__results"), new URL(root.dataset.base ?? "", location.href));
    this.facets = new Facets(part(root, ".lb-finder__facets"), (facet, value) => {
      this.input.value = toggled(this.input.value, facet, value);
      this.search();
    });
    this.worker = new Worker(root.dataset.worker ?? "");
    this.worker.addEventListener("message", (event: MessageEvent<Answer>) => {
      const answer = event.data;
      if (answer.type === Type.PAGE_RESULT) this.show(answer.data);
      else if (answer.type === Type.DONE && answer.data === this.asked) this.results.wait(false);
    });
    this.listen(part(root, "form"));
    this.input.value = queryInAddress();
    reclaimQuery();
    this.input.focus();
    this.search();
  }

  private listen(form: HTMLFormElement): void {
    this.input.addEventListener("input", () => this.search());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.opens = true;
      this.openFirst();
    });
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" && this.results.focus(0)) event.preventDefault();
    });
    this.results.onLeave(() => this.input.focus());
    this.more.addEventListener("click", () => {
      const shown = this.limit;
      this.limit += SCREEN;
      this.results.focusWhenShown(shown);
      this.ask();
    });
  }

  private search(): void {
    this.limit = SCREEN;
    this.opens = false;
    showInAddress(this.input.value.trim());
    this.ask();
  }

  private ask(): void {
    this.results.wait(true);
    const data = { id: ++this.asked, query: this.input.value, offset: 0, limit: this.limit };
    this.worker.postMessage({ type: Type.PAGE_QUERY, data } satisfies Asked);
  }

  private show(found: PageResult): void {
    if (found.id !== this.asked) return;
    this.answered = found.id;
    this.results.show(found.items);
    this.facets.show(found.facets);
    this.count.textContent = this.summary(found);
    this.more.hidden = found.total <= found.items.length;
    if (this.opens) this.openFirst();
  }

  private summary({ total, failed }: PageResult): string {
    if (failed) return "The search index could not be loaded.";
    if (!this.input.value.trim()) return HINT;
    if (!total) return "Nothing found. Fewer words, or fewer filters, find more.";
    return `${total.toLocaleString("en")} ${total === 1 ? "result" : "results"}`;
  }

  private openFirst(): void {
    // Once: an answer may come in two parts, and a second click would call off the first one's way.
    if (this.answered === this.asked && this.results.open()) this.opens = false;
  }
}

function part<T extends HTMLElement>(root: HTMLElement, selector: string): T {
  const found = root.querySelector<T>(selector);
  if (!found) throw new Error(`the search page has no ${selector}`);
  return found;
}
