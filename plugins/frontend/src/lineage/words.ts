/** Numbers in words. */

/** `1 column`, `1,024 columns`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
