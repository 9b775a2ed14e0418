/** `<lineage-graph>`: reads what stands inside it, and keeps the address of the page. */

import { type Frame, framed } from "./frame.ts";
import { graphOfPage } from "./graph.ts";
import { fragmentOf, fresh, isState, stateOf } from "./state.ts";
import STYLE from "./style.css";
import { make } from "./svg.ts";
import { measureWith } from "./text.ts";
import { View } from "./view.ts";

export class LineageGraph extends HTMLElement {
  static readonly observedAttributes = ["focus"];
  private view: View | undefined;
  /** What is known outside of what the view is about. */
  private told = "";

  connectedCallback(): void {
    window.addEventListener("hashchange", this);
    // while the page is read, what stands inside is not there yet
    if (document.readyState !== "loading") this.build();
    else document.addEventListener("DOMContentLoaded", () => this.build());
  }

  disconnectedCallback(): void {
    window.removeEventListener("hashchange", this);
  }

  /** An empty focus is that of the page. */
  attributeChangedCallback(_name: string, _before: string | null, now: string | null): void {
    const { view } = this;
    const focus = now || view?.graph.home;
    if (focus === undefined || focus === view?.state.focus) return;
    this.told = focus;
    void view?.begin(fresh(focus));
  }

  /** Where data is missing or broken, the list inside is left as it stands. */
  private build(): void {
    // in a template where Material's instant navigation is on: it runs every script it sees, whatever its type
    const data = this.querySelector("template")?.content.textContent;
    if (this.view || !data) return;
    try {
      this.show(graphOfPage(data, document.baseURI));
    } catch (error) {
      console.warn("lineage-graph:", error);
    }
  }

  private show(graph: View["graph"]): void {
    const root = this.attachShadow({ mode: "open" });
    const asked = this.getAttribute("focus") || graph.home;
    const state = this.keepsAddress ? stateOf(location.hash, asked) : fresh(asked);
    const address = (name: string) => {
      const value = this.getAttribute(name);
      return value ? new URL(value, document.baseURI).href : "";
    };
    measureWith(getComputedStyle(this).fontFamily);
    const view: View = new View(graph, state, {
      graph: address("graph"),
      columns: address("columns"),
      more: address("more"),
      say: (text) => frame.say(text),
      drawn: () => {
        frame.show();
        this.keepAddress(view);
      },
    });
    const frame: Frame = framed(view);
    const list = make("details", {}, make("summary", {}, "As a list"), make("slot"));
    list.hidden = !this.querySelector(":scope > div");
    root.replaceChildren(make("style", {}, STYLE), frame.element, list);
    this.told = asked;
    this.view = view;
    this.tell(view);
    this.begin(view, this.keepsAddress && isState(location.hash));
  }

  /** Whoever follows a link to a view wants to see it. */
  private begin(view: View, linked: unknown): void {
    const seen = () => linked && this.scrollIntoView({ block: "nearest", behavior: "instant" });
    void view.begin(view.state).then(seen);
  }

  /** Only the first view of a page. */
  private get keepsAddress(): boolean {
    return document.querySelector("lineage-graph") === this;
  }

  /** Says what the view is about, where that has changed; whether it has. */
  private tell({ state }: View): boolean {
    const id = state.focus;
    if (id === this.told) return false;
    this.told = id;
    return this.dispatchEvent(new CustomEvent("lineage-focus", { bubbles: true, detail: { id } }));
  }

  /** Another focus is a step in the history of the page: *back* leads to the one before. */
  private keepAddress(view: View): void {
    const write = this.tell(view) ? "pushState" : "replaceState";
    const fragment = fragmentOf(view.state, view.graph.home);
    if (!this.keepsAddress || fragment === location.hash || (!fragment && !isState(location.hash))) return;
    try {
      history[write](history.state, "", fragment || location.pathname + location.search);
    } catch {
      // some browsers let pages opened from disk not change their address
    }
  }

  /** Somebody has changed the address; an anchor of the page is none of ours. */
  handleEvent(): void {
    const { view } = this;
    const { hash } = location;
    if (!view || !this.keepsAddress || (hash && !isState(hash))) return;
    if (hash === fragmentOf(view.state, view.graph.home)) return;
    view.state = stateOf(hash, view.graph.home);
    this.tell(view);
    this.begin(view, view.state.column);
  }
}
