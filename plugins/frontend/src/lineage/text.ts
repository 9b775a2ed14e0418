/** Text cut to the room there is: SVG does not do it. */

import { make } from "./svg.ts";

let pen: CanvasRenderingContext2D | null | undefined;
let family = "sans-serif";
const widths = new Map<string, number>();

/** The typeface that is measured. */
export function measureWith(typeface: string): void {
  family = typeface;
}

export function widthOf(text: string, style: string): number {
  const font = `${style} ${family}`;
  const key = font + text;
  let width = widths.get(key);
  if (width === undefined) {
    pen ??= make("canvas").getContext("2d");
    if (pen) pen.font = font;
    width = pen?.measureText(text).width ?? text.length * 7;
    widths.set(key, width);
  }
  return width;
}

/** `text`, or its beginning and an ellipsis; `font` is style and size. */
export function fitted(text: string, font: string, room: number): string {
  const whole = text.slice(0, 300).replace(/\s+/g, " ");
  if (widthOf(whole, font) <= room) return whole;
  const characters = [...whole];
  const upTo = (end: number) => `${characters.slice(0, end).join("").trimEnd()}…`;
  let [least, most] = [0, characters.length];
  while (least < most) {
    const middle = (least + most + 1) >> 1;
    if (widthOf(upTo(middle), font) <= room) least = middle;
    else most = middle - 1;
  }
  return upTo(least);
}
