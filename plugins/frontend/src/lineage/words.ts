/** Numbers and sentences. */

/** By their characters: the same in every language. */
export function compare(one: string, other: string): number {
  return one < other ? -1 : +(one > other);
}

/** `1 column`, `1,024 columns`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
