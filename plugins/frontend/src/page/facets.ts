/** Values that narrow the results, as buttons with their counts. */

import type { FacetCounts, FacetValue } from "../search/filter.ts";
import { FACETS, type Facet } from "../search/query.ts";

/** Values of a facet shown before one asks for more. */
const MOST = 8;

export class Facets {
  private shown: FacetCounts | undefined;
  private readonly opened = new Set<Facet>();

  constructor(
    private readonly root: HTMLElement,
    private readonly toggle: (facet: Facet, value: FacetValue) => void,
  ) {}

  /** Shows the counts; a button that has the focus keeps it. */
  show(counts: FacetCounts | undefined): void {
    this.shown = counts;
    const focused = (document.activeElement as HTMLElement | null)?.dataset.value;
    this.root.replaceChildren(...(counts ? FACETS.flatMap((facet) => this.group(facet, counts[facet])) : []));
    if (focused) this.root.querySelector<HTMLElement>(`[data-value="${CSS.escape(focused)}"]`)?.focus();
  }

  /** A facet that would not narrow anything is not shown. */
  private group(facet: Facet, values: readonly FacetValue[]): HTMLElement[] {
    if (values.length < 2 && !values.some((value) => value.on)) return [];
    const group = document.createElement("div");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", facet);
    const title = document.createElement("span");
    title.textContent = facet;
    const sorted = [...values].sort((one, other) => +other.on - +one.on || other.count - one.count);
    const some = this.opened.has(facet) ? sorted : sorted.slice(0, MOST);
    group.append(title, ...some.map((value) => this.chip(facet, value)));
    if (some.length < sorted.length) group.append(this.opener(facet, sorted.length - some.length));
    return [group];
  }

  private chip(facet: Facet, value: FacetValue): HTMLElement {
    const { id, title, count, on } = value;
    const chip = button("");
    const name = document.createElement("span");
    name.textContent = title;
    chip.append(name);
    chip.dataset.value = `${facet}:${id}`;
    chip.setAttribute("aria-pressed", String(on));
    if (count) {
      const number = document.createElement("small");
      number.textContent = count.toLocaleString("en");
      chip.append(" ", number);
    }
    chip.addEventListener("click", () => this.toggle(facet, value));
    return chip;
  }

  private opener(facet: Facet, hidden: number): HTMLElement {
    const opener = button(`${hidden} more`);
    opener.addEventListener("click", () => {
      this.opened.add(facet);
      this.show(this.shown);
    });
    return opener;
  }
}

function button(text: string): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "lb-chip";
  made.textContent = text;
  return made;
}
