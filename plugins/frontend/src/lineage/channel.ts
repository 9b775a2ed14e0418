/** How data arrives: as scripts that call `__lineage`, which works from disk, too. What arrives unasked is kept. */

import type { Column, ColumnFile, Reference, Whole } from "./data.ts";
import type { Hands } from "./hands.ts";
import type { KIT } from "./kit.ts";
import type { View } from "./view.ts";

interface Channel {
  graph(whole: Whole): void;
  columns(id: string, columns: Column[], up?: Reference[], down?: Reference[]): void;
  more(hands: (view: View) => Hands): void;
  whole?: Whole;
  handsOf?: (view: View) => Hands;
  files: Map<string, ColumnFile>;
  /** Set by the element. */
  kit: typeof KIT;
}

declare global {
  var __lineage: Channel;
}

globalThis.__lineage ??= {
  kit: {} as typeof KIT,
  files: new Map(),
  graph(whole) {
    this.whole = whole;
  },
  columns(id, columns, up = [], down = []) {
    this.files.set(id, { columns, up, down });
  },
  more(hands) {
    this.handsOf = hands;
  },
};

const loading = new Map<string, Promise<void>>();

/** Runs a script, once; one that fails is asked for again the next time. It is settled in either case. */
export function load(address: string): Promise<void> {
  const known = loading.get(address);
  if (known || !address) return known ?? Promise.resolve();
  const script = document.createElement("script");
  const loaded = new Promise<void>((resolve) => {
    script.onload = () => resolve();
    script.onerror = () => {
      loading.delete(address);
      resolve();
    };
  }).then(() => script.remove());
  script.src = address;
  loading.set(address, loaded);
  document.head.append(script);
  return loaded;
}

/** What is not needed at first sight: the script at `address`. */
export async function loadHands(view: View, address: string): Promise<Hands | undefined> {
  if (!__lineage.handsOf) await load(address);
  return __lineage.handsOf?.(view);
}
