/** Elements, made with text that is text: nothing of a file is read as markup. */

export type Values = Record<string, string | number | boolean | undefined>;
/** What is empty is left out. */
export type Child = Element | string | false | 0 | undefined;

const SVG = "http://www.w3.org/2000/svg";

export function draw<K extends keyof SVGElementTagNameMap>(
  name: K,
  values: Values = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return filled(document.createElementNS(SVG, name), values, children);
}

export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  values: Values = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return filled(document.createElement(name), values, children);
}

/** Sets what is not undefined, and puts the children in. */
export function filled<E extends Element>(element: E, values: Values, children: Child[]): E {
  for (const [name, value] of Object.entries(values))
    if (value !== undefined) element.setAttribute(name, value as string);
  element.append(...children.filter((child): child is Element | string => !!child));
  return element;
}

/** What can be pressed: what that does, what is read out and, where it is not that, shown as a hint; and its room. */
export function pressable(
  does: string,
  said: string,
  active: boolean,
  room: Values,
  values: Values,
  ...children: Child[]
): SVGElement {
  const { title = said, ...others } = values;
  const named = { class: "button", role: "button", tabindex: active ? 0 : -1, "aria-label": said, "data-do": does };
  return draw(
    others.href ? "a" : "g",
    { ...named, ...others },
    title && draw("title", {}, title as string),
    draw("rect", { class: "hit", ...room }),
    ...children,
  );
}

/** A drawing of 16 by 16 in lines; no `<svg>` in the `<svg>`, whose place Firefox counts twice where it measures a card. */
export function icon(path: string, x = 0, y = 0, size = 16): SVGElement {
  return draw("path", { d: path, class: "icon", transform: `translate(${x} ${y})scale(${size / 16})` });
}
