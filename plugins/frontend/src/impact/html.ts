/** Elements with text that is text, dressed as the other pages of the book are. */

import { classes } from "../search/render.ts";

type Child = Node | string | undefined;

export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className = "",
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** A link; plain text where there is no address. */
export function link(url: string, text: string, root: URL): HTMLElement {
  if (!url) return make("span", "", text);
  const made = make("a", "", text);
  made.href = new URL(url, root).href;
  return made;
}

export function badge(text: string, kind: string): HTMLElement | undefined {
  return text ? make("span", classes("lb-badge", kind), text) : undefined;
}

/** The picture of a kind of thing, and what stands beside it. */
export function line(kind: string, ...children: Child[]): HTMLElement {
  const icon = make("span", classes("lb-icon", kind));
  icon.setAttribute("aria-hidden", "true");
  return make("span", "lb-line", icon, make("span", "lb-what", ...children));
}

export function count(number: number, noun: string, many = `${noun}s`): string {
  return `${number.toLocaleString("en")} ${number === 1 ? noun : many}`;
}
