/** The bar above the drawing. */

import { OBSERVED } from "./data.ts";
import { FIT, FULL, FUNNEL, MINUS, PLUS, SAVE } from "./icons.ts";
import { FACETS } from "./state.ts";
import { icon, make } from "./svg.ts";
import type { View } from "./view.ts";
import { count } from "./words.ts";

const HOPS = [1, 2, 3];

export class Bar {
  readonly element = make("div", { class: "bar", role: "toolbar", "aria-label": "Lineage" });
  private readonly note = make("span", { class: "note" });
  private readonly hops = make("select", { "aria-label": "How far" });
  private readonly filter: HTMLButtonElement;

  /** `full` turns the full screen on and off. */
  constructor(
    private readonly view: View,
    full: () => void,
  ) {
    const { camera } = view;
    for (const hops of HOPS) this.hops.append(make("option", { value: hops }, count(hops, "hop")));
    this.hops.addEventListener("change", () => {
      void view.begin({ ...view.state, hops: Number(this.hops.value), steps: [] });
    });
    this.filter = button("Filter", FUNNEL, (at) => void view.withHands((hands) => hands.filters(at)));
    this.filter.setAttribute("aria-expanded", "false");
    const save = button("Save as a picture", SAVE, (at) => void view.withHands((hands) => hands.save(at)));
    save.setAttribute("aria-expanded", "false");
    this.element.append(
      this.note,
      this.filter,
      this.hops,
      button("Smaller", MINUS, () => camera.zoom(0.8, undefined, undefined, true)),
      button("Larger", PLUS, () => camera.zoom(1.25, undefined, undefined, true)),
      button("Fit all", FIT, () => view.fit(true, true)),
      button("Full screen", FULL, full),
      save,
    );
  }

  /** Says what is seen, and what is not. */
  show(): void {
    const { shown, state, graph } = this.view;
    const hidden = shown.filtered ? `${shown.filtered.toLocaleString("en")} filtered out` : "";
    const lost = graph.lost ? `${count(graph.lost, "edge")} to nothing left out` : "";
    const dashed = shown.edges.some(({ known }) => known === OBSERVED) ? "dashed: only observed" : "";
    const parts = [count(shown.ids.length, "dataset"), hidden, lost, dashed].filter(Boolean);
    this.note.textContent = parts.join(" · ");
    this.note.title = this.note.textContent;
    this.hops.value = String(state.hops);
    this.filter.classList.toggle(
      "on",
      FACETS.some((facet) => state.filters[facet].length > 0),
    );
  }
}

function button(label: string, path: string, press: (button: HTMLButtonElement) => void): HTMLButtonElement {
  const element = make("button", { type: "button", "aria-label": label, title: label }, icon(path));
  element.addEventListener("click", () => press(element));
  return element;
}
