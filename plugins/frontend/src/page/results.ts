/** The list of results, and the keys that move in it. */

import { classes, type Item, linesBelow } from "../search/render.ts";

export class Results {
  private wanted: number | undefined;
  private leave = () => {};

  /** `base`: the root of the site. */
  constructor(
    private readonly list: HTMLElement,
    private readonly base: URL,
  ) {
    list.addEventListener("keydown", (event) => this.move(event));
  }

  /** What to do when the keys lead out at the top. */
  onLeave(leave: () => void): void {
    this.leave = leave;
  }

  show(items: readonly Item[]): void {
    const focused = this.links.indexOf(document.activeElement as HTMLAnchorElement);
    this.list.replaceChildren(...items.map((item) => this.row(item)));
    if (this.focus(this.wanted ?? focused)) this.wanted = undefined;
  }

  /** Says whether more may still come, or other ones. */
  wait(busy: boolean): void {
    this.list.ariaBusy = String(busy);
  }

  /** Focuses a result; says whether there is one. */
  focus(place: number): boolean {
    const link = this.links[place];
    link?.focus();
    return !!link;
  }

  /** Focuses a result as soon as there are so many. */
  focusWhenShown(place: number): void {
    this.wanted = place;
  }

  /** Opens the first result; false where there is none. */
  open(): boolean {
    const [first] = this.links;
    first?.click();
    return !!first;
  }

  private get links(): HTMLAnchorElement[] {
    return [...this.list.querySelectorAll("a")];
  }

  private move(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") this.leave();
    if (!step) return;
    event.preventDefault();
    const next = this.links.indexOf(document.activeElement as HTMLAnchorElement) + step;
    if (next < 0) this.leave();
    else this.focus(next);
  }

  private row(item: Item): HTMLElement {
    const link = element("a");
    link.href = new URL(item.location, this.base).href;
    const icon = element("span", classes("lb-icon", item.kind));
    icon.setAttribute("aria-hidden", "true");
    const what = element("span", "lb-what");
    const title = element("span", "lb-finder__title");
    title.innerHTML = item.title;
    what.append(title);
    for (const html of linesBelow(item)) what.append(Object.assign(element("small"), { innerHTML: html }));
    link.append(icon, what, ...badges(item));
    const row = element("li");
    row.append(link);
    return row;
  }
}

function badges({ layer, status }: Item): HTMLElement[] {
  const layered = layer && badge(layer, `layer-${layer}`);
  return [layered, status && badge(status, status)].filter((one): one is HTMLElement => !!one);
}

function badge(text: string, kind: string): HTMLElement {
  const badge = element("span", classes("lb-badge", kind));
  badge.textContent = text;
  return badge;
}

function element<K extends keyof HTMLElementTagNameMap>(name: K, className = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (className) made.className = className;
  return made;
}
