/** The drawing as an SVG of its own: colours and sizes baked in, as other programs know neither styles nor variables. */

import type { View } from "../view.ts";
import { draw, make } from "./kit.ts";

const MARGIN = 32;
const NUMBERS = ["stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity"] as const;
const LETTERS = ["font-size", "font-weight"] as const;
const NOT_DRAWN = "title, .pill, [data-do=columns], .hit:not(:is(.traced, .selected) > .hit)";

export function picture(view: View): { text: string; width: number; height: number } {
  const { stage, area, svg } = view.scene;
  const copy = stage.cloneNode(true) as SVGGElement;
  bake(stage, copy);
  const width = Math.ceil(area.width + 2 * MARGIN);
  const height = Math.ceil(area.height + 2 * MARGIN);
  const box = `${-MARGIN} ${-MARGIN} ${width} ${height}`;
  const ground = draw("rect", { x: -MARGIN, y: -MARGIN, width, height });
  colour(ground, "fill", getComputedStyle(svg.closest(".frame") as Element).backgroundColor);
  const family = getComputedStyle(svg).fontFamily;
  const values = { xmlns: svg.namespaceURI ?? "", width, height, viewBox: box, "font-family": family };
  const whole = draw("svg", values, draw("title", {}, svg.getAttribute("aria-label") ?? ""), ground, copy);
  return { text: new XMLSerializer().serializeToString(whole), width, height };
}

/** From what is seen to its copy, element by element. */
function bake(seen: Element, copy: Element): void {
  if (seen.matches(NOT_DRAWN)) {
    copy.remove();
    return;
  }
  const style = getComputedStyle(seen);
  if (seen.matches("path, rect, circle, text")) {
    colour(copy, "fill", style.fill);
    colour(copy, "stroke", style.stroke);
  }
  for (const name of [...NUMBERS, ...(seen.matches("text") ? LETTERS : [])]) {
    const value = style.getPropertyValue(name);
    if (value && value !== "none" && value !== "normal") copy.setAttribute(name, value.replace(/px/g, ""));
  }
  for (const [index, child] of [...copy.children].entries()) bake(seen.children[index] as Element, child);
  for (const { name } of [...copy.attributes])
    if (/^(class|style|role|tabindex|data-|aria-)/.test(name)) copy.removeAttribute(name);
}

/** Other programs draw mixed and transparent colours black: what they are on a pixel, and how much of it. */
function colour(element: Element, name: "fill" | "stroke", value: string): void {
  const pen = make("canvas", { width: 1, height: 1 }).getContext("2d", {
    willReadFrequently: true,
  }) as CanvasRenderingContext2D;
  pen.fillStyle = value === "none" ? "transparent" : value;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha = 0] = pen.getImageData(0, 0, 1, 1).data;
  element.setAttribute(name, alpha ? `rgb(${red},${green},${blue})` : "none");
  if (alpha && alpha < 255) element.setAttribute(`${name}-opacity`, (alpha / 255).toFixed(2));
}
