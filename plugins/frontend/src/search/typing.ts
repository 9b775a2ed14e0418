/** What may have been meant where nothing fits what was typed. */

import { Pattern } from "./match.ts";

const SHORTEST = 4;

/** All words of all names, to find those that were nearly typed. */
export class Vocabulary {
  private readonly words: readonly string[];

  constructor(...lists: (readonly string[])[]) {
    const words = new Set<string>();
    for (const names of lists) {
      for (const name of names) for (const word of name.split(" ")) words.add(word);
    }
    this.words = [...words];
  }

  /** The query with each unknown word replaced by what is one typing error away; undefined where nothing is. */
  corrected(words: readonly string[]): Pattern | undefined {
    const forms = words.map((word) => this.formsOf(word));
    return forms.every((form) => form.length) ? new Pattern(forms) : undefined;
  }

  private formsOf(word: string): string[] {
    if (word.length < SHORTEST || this.words.some((other) => other.startsWith(word))) return [word];
    const near = this.words.filter((other) => isNearStart(word, other));
    const whole = near.filter((other) => Math.abs(other.length - word.length) <= 1);
    return whole.length ? whole : near;
  }
}

/** Whether `other` begins with what `word` is after one letter was added, dropped, replaced, or swapped with the next. */
export function isNearStart(word: string, other: string): boolean {
  let same = 0;
  while (same < word.length && word[same] === other[same]) same++;
  return (
    other.startsWith(word.slice(same + 1), same + 1) ||
    other.startsWith(word.slice(same + 1), same) ||
    other.startsWith(word.slice(same), same + 1) ||
    other.startsWith(`${word[same + 1] ?? " "}${word[same]}${word.slice(same + 2)}`, same)
  );
}
