/** `<lineage-graph>`: reads what stands inside it, and keeps the address of the page. */

import { Frame } from "./frame.ts";
import { graphOfPage } from "./graph.ts";
import { fragmentOf, fresh, isState, stateOf } from "./state.ts";
import { STYLE } from "./style.ts";
import { make } from "./svg.ts";
import { measureWith } from "./text.ts";
import { View } from "./view.ts";

export class LineageGraph extends HTMLElement {
  static readonly observedAttributes = ["focus"];
  private view: View | undefined;
  private begins = "";
  private gone = new AbortController();

  connectedCallback(): void {
    this.gone = new AbortController();
    const { signal } = this.gone;
    window.addEventListener("hashchange", () => this.follow(), { signal });
    this.followPalette(signal);
    if (this.view) return;
    // while the page is read, what stands inside is not there yet
    if (document.readyState !== "loading") this.build();
    else document.addEventListener("DOMContentLoaded", () => this.build(), { signal, once: true });
  }

  disconnectedCallback(): void {
    this.gone.abort();
  }

  attributeChangedCallback(_name: string, before: string | null, now: string | null): void {
    if (this.view && before !== now && now) void this.view.begin(fresh(now));
  }

  /** Where data is missing or broken, the list inside is left as it stands. */
  private build(): void {
    // in a template where Material's instant navigation is on: it runs every script it sees, whatever its type
    const data = (this.querySelector("template")?.content ?? this.querySelector("script"))?.textContent;
    if (this.view || !data) return;
    try {
      const { graph, focus } = graphOfPage(data, document.baseURI);
      this.begins = focus;
      const asked = this.getAttribute("focus") || focus;
      const state = this.keepsAddress ? stateOf(location.hash, asked) : fresh(asked);
      this.view = this.show(graph, state);
    } catch (error) {
      console.warn("lineage-graph:", error);
    }
  }

  private show(graph: View["graph"], state: View["state"]): View {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const address = (name: string) => {
      const value = this.getAttribute(name);
      return value ? new URL(value, document.baseURI).href : "";
    };
    measureWith(getComputedStyle(this).fontFamily);
    const view: View = new View(graph, fresh(this.begins), {
      graph: address("graph"),
      columns: address("columns"),
      more: address("more"),
      say: (text) => frame.say(text),
      drawn: () => {
        frame.show();
        this.keepAddress();
      },
    });
    const frame: Frame = new Frame(view);
    const list = make("details", {}, make("summary", {}, "As a list"), make("slot"));
    root.replaceChildren(make("style", {}, STYLE), frame.element, list);
    void view.begin(state);
    return view;
  }

  /** Colours that Material has no variable for. */
  private followPalette(signal: AbortSignal): void {
    const show = () => this.toggleAttribute("data-dark", document.body.dataset.mdColorScheme === "slate");
    const watch = new MutationObserver(show);
    watch.observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
    signal.addEventListener("abort", () => watch.disconnect());
    show();
  }

  /** Only the first view of a page. */
  private get keepsAddress(): boolean {
    return document.querySelector("lineage-graph") === this;
  }

  private keepAddress(): void {
    if (!this.view || !this.keepsAddress) return;
    const fragment = fragmentOf(this.view.state, this.begins);
    if (fragment === location.hash || (!fragment && !isState(location.hash))) return;
    try {
      history.replaceState(history.state, "", fragment || location.pathname + location.search);
    } catch {
      // some browsers let pages opened from disk not change their address
    }
  }

  /** Somebody has changed the address. */
  private follow(): void {
    if (!this.view || !this.keepsAddress || !isState(location.hash)) return;
    if (location.hash !== fragmentOf(this.view.state, this.begins))
      void this.view.begin(stateOf(location.hash, this.begins));
  }
}
