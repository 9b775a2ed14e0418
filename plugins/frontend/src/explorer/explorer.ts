/** The explorer: its search, the view it leads, and what stands there before anything is chosen. */

import { Box } from "../pick/box.ts";
import { find, type Named, namesOf } from "../pick/names.ts";

const MARK = "#lineage?";

export class Explorer {
  private readonly box: Box;
  private readonly view: HTMLElement;
  /** What is to begin with. */
  private readonly begin: HTMLElement;
  private names: Named[] | undefined;

  constructor(box: HTMLElement) {
    this.view = box.nextElementSibling as HTMLElement;
    this.begin = this.view.nextElementSibling as HTMLElement;
    this.box = new Box(box, {
      find: async (query) => {
        const names = await this.load();
        return names && find(names, query);
      },
      choose: ({ id }) => go(id),
      clear: () => {
        leave();
        this.show();
      },
      elsewhere: (query) => {
        const link = document.createElement("a");
        link.href = `${box.dataset.search}?${new URLSearchParams({ q: query })}`;
        link.textContent = "Search the whole site for it";
        return link;
      },
    });
    for (const link of this.begin.querySelectorAll<HTMLAnchorElement>("[data-focus]")) turn(link);
    this.view.addEventListener(
      "lineage-focus",
      (event) => void this.title((event as CustomEvent<{ id: string }>).detail.id),
    );
    const show = () => this.view.isConnected && this.show();
    window.addEventListener("hashchange", show);
    window.addEventListener("popstate", show);
    this.show();
  }

  /** Shows what the address says. */
  private show(): void {
    const focus = focusOf(location.hash);
    this.view.hidden = !focus;
    this.begin.hidden = !!focus;
    void this.title(focus);
  }

  private async title(focus: string): Promise<void> {
    if (!focus) this.box.value = "";
    else {
      const names = await this.load();
      if (focusOf(location.hash) === focus) this.box.value = names?.find(({ id }) => id === focus)?.title ?? focus;
    }
  }

  /** Nothing where they do not arrive; that is said. */
  private async load(): Promise<Named[] | undefined> {
    if (this.names) return this.names;
    const graph = new URL(this.view.getAttribute("graph") ?? "", document.baseURI).href;
    await whenRead();
    if (!globalThis.__lineage?.whole) await globalThis.__lineage?.kit.load(graph);
    const { whole } = globalThis.__lineage ?? {};
    if (whole) this.names = namesOf(whole);
    else this.box.say("The names of the datasets could not be loaded.");
    return this.names;
  }
}

/** The view's own script comes behind this one. */
function whenRead(): Promise<void> {
  if (document.readyState === "complete") return Promise.resolve();
  return new Promise((resolve) => window.addEventListener("load", () => resolve(), { once: true }));
}

function focusOf(fragment: string): string {
  return fragment.startsWith(MARK) ? (new URLSearchParams(fragment.slice(MARK.length)).get("focus") ?? "") : "";
}

function fragmentOf(id: string): string {
  return MARK + new URLSearchParams({ focus: id });
}

function go(id: string): void {
  if (id !== focusOf(location.hash)) location.hash = fragmentOf(id);
}

/** Back to the beginning. */
function leave(): void {
  if (!focusOf(location.hash)) return;
  try {
    history.pushState(history.state, "", location.pathname + location.search);
  } catch {
    location.hash = ""; // some browsers let pages opened from disk not change their address
  }
}

/** A link to the page of a dataset leads into the view instead. */
function turn(link: HTMLAnchorElement): void {
  link.href = fragmentOf(link.dataset.focus ?? "");
  link.addEventListener("click", (event) => event.stopPropagation()); // Material's instant navigation does not tell anybody
}
