/** The order of rows by one column. */

/** Numbers by size, words in natural order; "" for nothing. */
export type Key = number | string;

const words = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** What a cell that shows `text` is sorted by; 1,024 is a number where the column holds numbers. */
export function keyOf(text: string, number: boolean): Key {
  if (!number) return text.trim();
  const value = Number.parseFloat(text.replace(/,/g, ""));
  return Number.isNaN(value) ? "" : value;
}

/** `rows` sorted by `keyOf`, equal ones in the order they had; nothing comes last, whatever the direction. */
export function sorted<T>(rows: readonly T[], keyOf: (row: T) => Key, down: boolean): T[] {
  const keyed = rows.map((row) => ({ row, key: keyOf(row) }));
  keyed.sort((one, other) => compare(one.key, other.key, down ? -1 : 1));
  return keyed.map(({ row }) => row);
}

function compare(one: Key, other: Key, sign: number): number {
  if (one === "" || other === "") return +(one === "") - +(other === "");
  if (typeof one === "number" && typeof other === "number") return sign * (one - other);
  return sign * words.compare(String(one), String(other));
}
