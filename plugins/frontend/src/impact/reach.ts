/** How far a dataset or a column reaches. `plugins/lakebook/changes/reach.py` walks the same way. */

import type { ColumnFile } from "../lineage/data.ts";

export interface Reached {
  /** Steps from dataset to dataset; 0 for the start itself. */
  hops: number;
  /** Columns that are reached, in the order they are met. */
  columns: string[];
  /** Whether nobody says which columns: then all of them may be. */
  whole: boolean;
}

/** A dataset, by its place, and one of its columns; no column means the whole. */
export type Start = [dataset: number, column: string];

/** What a walk goes along. */
export interface Ways {
  /** Places of the datasets that are made of one. */
  targets(dataset: number): readonly number[];
  columns(dataset: number): Promise<ColumnFile | undefined>;
  place(id: string): number | undefined;
}

/** What comes from the start, itself among them, nearest first; `missing` takes datasets whose columns are not there. */
export async function reach(ways: Ways, start: Start, missing: Set<number>): Promise<Map<number, Reached>> {
  const found = new Map<number, Reached>();
  const seen = new Set([key(start)]);
  let wave = [start];
  const isNew = (after: Start) => !seen.has(key(after)) && !seen.has(key([after[0], ""]));
  for (let hops = 0; wave.length; hops++) {
    const files = await filesOf(ways, wave, missing);
    const ends: Start[] = [];
    for (const [dataset, column] of wave) {
      note(found, dataset, column, hops);
      for (const after of further(ways, files.get(dataset), dataset, column)) {
        if (after[0] !== dataset) ends.push(after);
        else if (isNew(after)) {
          seen.add(key(after));
          wave.push(after); // from column to column of one dataset is no step
        }
      }
    }
    wave = [];
    for (const after of ends) {
      if (!isNew(after)) continue;
      seen.add(key(after));
      wave.push(after);
    }
  }
  return found;
}

function key([dataset, column]: Start): string {
  return `${dataset}.${column}`;
}

function note(found: Map<number, Reached>, dataset: number, column: string, hops: number): void {
  const reached = found.get(dataset) ?? { hops, columns: [], whole: false };
  found.set(dataset, reached);
  if (column) reached.columns.push(column);
  else reached.whole = true;
}

async function filesOf(ways: Ways, wave: readonly Start[], missing: Set<number>): Promise<Map<number, ColumnFile>> {
  const files = new Map<number, ColumnFile>();
  const asked = new Set(wave.filter(([, column]) => column).map(([dataset]) => dataset));
  const ask = async (dataset: number) => {
    const file = await ways.columns(dataset);
    if (file) files.set(dataset, file);
    else missing.add(dataset);
  };
  await Promise.all([...asked].map(ask));
  return files;
}

/** From a column to the columns made of it; from dataset to dataset where the target does not say of which it is made. */
function* further(ways: Ways, file: ColumnFile | undefined, dataset: number, column: string): Iterable<Start> {
  const said = new Set<number>();
  if (column && file) {
    for (const [own, other, name] of file.down) {
      const id = typeof other === "number" ? file.down[other]?.[1] : other;
      const place = ways.place(String(id));
      if (place === undefined) continue;
      said.add(place);
      if (own < 0 || file.columns[own]?.[0] === column) yield [place, name];
    }
  }
  for (const target of ways.targets(dataset)) if (!said.has(target)) yield [target, ""];
}
