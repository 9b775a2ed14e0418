/** What a column is made of, and what is made of it, over all datasets: file after file as the way leads there. */

import { BY_COLUMNS, type ColumnFile } from "../data.ts";
import type { Side } from "../graph.ts";

export interface ColumnEdge {
  from: [dataset: string, column: string];
  to: [dataset: string, column: string];
  rule: string;
  known: number;
}

export interface Trace {
  start: [dataset: string, column: string];
  /** Dataset -> its columns on the way, the start among them. */
  columns: Map<string, Set<string>>;
  edges: ColumnEdge[];
  /** How many columns and datasets there are on each side. */
  up: [columns: number, datasets: number];
  down: [columns: number, datasets: number];
  /** Datasets whose columns could not be loaded. */
  missing: Set<string>;
  /** There is more than is followed. */
  cut: boolean;
}

/** Columns that are followed on each side. */
const MOST = 1500;

export type Read = (dataset: string) => Promise<ColumnFile | undefined>;

export async function traced(start: [string, string], read: Read): Promise<Trace> {
  const columns = new Map([[start[0], new Set([start[1]])]]);
  const trace: Trace = { start, columns, edges: [], up: [0, 0], down: [0, 0], missing: new Set(), cut: false };
  [trace.up, trace.down] = await Promise.all([follow(trace, "up", read), follow(trace, "down", read)]);
  return trace;
}

async function follow(trace: Trace, side: Side, read: Read): Promise<[number, number]> {
  const seen = new Set([trace.start.join("\n")]);
  const datasets = new Set<string>();
  let found = 0;
  let wave = [trace.start];
  while (wave.length) {
    const next: [string, string][] = [];
    const files = await loaded(new Set(wave.map(([dataset]) => dataset)), read, trace);
    for (const here of wave) {
      for (const [other, name, rule, known] of references(files.get(here[0]), side, here[1])) {
        const there: [string, string] = [other, name];
        const [from, to] = side === "up" ? [there, here] : [here, there];
        trace.edges.push({ from, to, rule, known });
        const key = there.join("\n");
        if (seen.has(key)) continue;
        if (found >= MOST) {
          trace.cut = true;
          continue;
        }
        if (name) found++; // else it is of the whole dataset
        datasets.add(other);
        seen.add(key);
        trace.columns.set(other, new Set(trace.columns.get(other)).add(name));
        next.push(there);
      }
    }
    wave = next;
  }
  return [found, datasets.size];
}

/** Files of these datasets; those that are not there are noted. */
async function loaded(
  datasets: Set<string>,
  read: Read,
  { missing }: Trace,
): Promise<Map<string, ColumnFile | undefined>> {
  const found = [...datasets].map(async (dataset) => [dataset, await read(dataset)] as const);
  const files = new Map(await Promise.all(found));
  for (const [dataset, file] of files) if (!file) missing.add(dataset);
  return files;
}

function* references(
  file: ColumnFile | undefined,
  side: Side,
  column: string,
): Iterable<[string, string, string, number]> {
  const list = file?.[side] ?? [];
  for (const [own, dataset, name, rule = "", known = BY_COLUMNS] of list) {
    const id = typeof dataset === "number" ? list[dataset]?.[1] : dataset;
    if (typeof id === "string" && file?.columns[own]?.[0] === column) yield [id, name, rule, known];
  }
}
