/** What a column is made of, and what is made of it, over all datasets: file after file as the way leads there. */

import type { ColumnFile } from "../data.ts";
import type { Side } from "../graph.ts";

export interface ColumnEdge {
  from: [dataset: string, column: string];
  to: [dataset: string, column: string];
  rule: string;
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
  missing: string[];
  /** There is more than is followed. */
  cut: boolean;
}

/** Columns that are followed on each side. */
const MOST = 1500;

export type Read = (dataset: string) => Promise<ColumnFile | undefined>;

export async function traced(start: [string, string], read: Read): Promise<Trace> {
  const columns = new Map([[start[0], new Set([start[1]])]]);
  const trace: Trace = { start, columns, edges: [], up: [0, 0], down: [0, 0], missing: [], cut: false };
  for (const side of ["up", "down"] as const) trace[side] = await follow(trace, side, read);
  trace.missing = [...new Set(trace.missing)];
  return trace;
}

async function follow(trace: Trace, side: Side, read: Read): Promise<[number, number]> {
  const seen = new Map([[trace.start[0], new Set([trace.start[1]])]]);
  const datasets = new Set<string>();
  let found = 0;
  let wave = [trace.start];
  while (wave.length) {
    const next: [string, string][] = [];
    const files = await loaded(wave, read, trace);
    for (const [dataset, column] of wave) {
      for (const [other, name, rule] of references(files.get(dataset), side, column)) {
        const here: [string, string] = [dataset, column];
        const there: [string, string] = [other, name];
        trace.edges.push(side === "up" ? { from: there, to: here, rule } : { from: here, to: there, rule });
        if (seen.get(other)?.has(name)) continue;
        if (found >= MOST) {
          trace.cut = true;
          continue;
        }
        if (name) found++; // else it is of the whole dataset
        datasets.add(other);
        put(seen, other, name);
        put(trace.columns, other, name);
        next.push([other, name]);
      }
    }
    wave = next;
  }
  return [found, datasets.size];
}

async function loaded(wave: readonly [string, string][], read: Read, trace: Trace): Promise<Map<string, ColumnFile>> {
  const files = new Map<string, ColumnFile>();
  await Promise.all(
    [...new Set(wave.map(([dataset]) => dataset))].map(async (dataset) => {
      const file = await read(dataset);
      if (file) files.set(dataset, file);
      else trace.missing.push(dataset);
    }),
  );
  return files;
}

function* references(file: ColumnFile | undefined, side: Side, column: string): Iterable<[string, string, string]> {
  const list = file?.[side] ?? [];
  for (const [own, dataset, name, rule] of list) {
    const id = typeof dataset === "number" ? list[dataset]?.[1] : dataset;
    if (typeof id === "string" && file?.columns[own]?.[0] === column) yield [id, name, rule ?? ""];
  }
}

function put(columns: Map<string, Set<string>>, dataset: string, column: string): void {
  const known = columns.get(dataset);
  if (known) known.add(column);
  else columns.set(dataset, new Set([column]));
}
