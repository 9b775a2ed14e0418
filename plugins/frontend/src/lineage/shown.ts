/** Which datasets of a graph are seen: some hops around one or several, what was opened since, and what filters leave. */

import type { Dataset, Graph, Side, Tie } from "./graph.ts";
import { FACETS, type State } from "./state.ts";

/** Datasets at the beginning, and at most on one side of each. */
const AT_FIRST = 40;
const FAN = 12;
/** Nobody reads more. */
export const MOST = 300;

export interface Edge extends Tie {
  from: string;
  to: string;
  /** Datasets between them that filters hide. */
  over: boolean;
}

export interface Shown {
  /** In the order of their ids. */
  ids: string[];
  /** Those of them that it is about. */
  roots: string[];
  edges: Edge[];
  /** With those that filters hide. */
  all: string[];
  /** How many of each side of a dataset are not there yet, whatever the filters. */
  hidden(id: string, side: Side): number;
  /** Whether something on this side can be put away again. */
  closable(id: string, side: Side): boolean;
}

/** A dataset -> where it was reached from. */
type Reached = Map<string, { from: string; side: Side } | undefined>;

export function shown(graph: Graph, state: State, traced: Iterable<string> = []): Shown {
  const starts = state.focus === graph.home ? graph.roots : [state.focus];
  const roots = !state.focus ? [] : graph.whole ? [state.focus] : starts;
  const reached = around(graph, starts, state.hops);
  for (const step of state.steps) {
    const [side, id] = [step[1] === "<" ? "up" : "down", step.slice(2)] as const;
    if (step[0] === "+") open(graph, reached, id, side, MOST);
    else close(reached, id, side);
  }
  for (const id of traced) {
    if (reached.size < MOST && graph.datasets.has(id) && !reached.has(id)) reached.set(id, undefined);
  }
  const all = [...reached.keys()].sort();
  const ids = all.filter((id) => roots.includes(id) || passes(graph.datasets.get(id), state));
  return {
    ids,
    roots: roots.filter((id) => reached.has(id)),
    edges: edgesAmong(graph, new Set(ids), reached),
    all,
    hidden: (id, side) => {
      const near = [...graph.near(id, side).keys()];
      const dataset = graph.datasets.get(id);
      const all = dataset?.words === undefined ? (dataset?.[side] ?? 0) : near.length; // of groups, those of the page
      return Math.max(0, all - near.filter((other) => reached.has(other)).length);
    },
    closable: (id, side) => [...reached.values()].some((way) => way?.from === id && way.side === side),
  };
}

/** So many hops up from where it starts, and so many down. */
function around(graph: Graph, starts: readonly string[], hops: number): Reached {
  const known = starts.filter((id) => graph.datasets.has(id)).slice(0, MOST);
  const reached: Reached = new Map(known.map((id) => [id, undefined]));
  let edge = known.flatMap((id): [string, Side][] => [
    [id, "up"],
    [id, "down"],
  ]);
  for (let hop = 0; hop < hops; hop++) {
    edge = edge.flatMap(([id, side]) =>
      open(graph, reached, id, side, AT_FIRST).map((other): [string, Side] => [other, side]),
    );
  }
  return reached;
}

/** Reaches what is next to it on one side and not there yet, as far as there is room: what that is. */
function open(graph: Graph, reached: Reached, id: string, side: Side, most: number): string[] {
  const found = [...graph.near(id, side).keys()]
    .filter((other) => reached.has(id) && !reached.has(other) && graph.datasets.has(other))
    .sort()
    .slice(0, Math.max(0, Math.min(FAN, most - reached.size)));
  for (const other of found) reached.set(other, { from: id, side });
  return found;
}

/** Puts away what was reached from it on this side, and from there. */
function close(reached: Reached, id: string, side: Side): void {
  const gone = [...reached].filter(([, way]) => way?.from === id && way.side === side).map(([other]) => other);
  for (const other of gone) {
    for (const [further, way] of reached) if (way?.from === other) gone.push(further);
  }
  for (const other of gone) reached.delete(other);
}

function passes(dataset: Dataset | undefined, { filters }: State): boolean {
  return !!dataset && FACETS.every((facet) => !filters[facet].length || filters[facet].includes(dataset[facet]));
}

/** Edges, and ways over what filters hide. */
function edgesAmong(graph: Graph, ids: ReadonlySet<string>, reached: Reached): Edge[] {
  const found: Edge[] = [];
  for (const from of ids) {
    const direct = graph.near(from, "down");
    for (const [to, tie] of direct) if (ids.has(to)) found.push({ from, to, ...tie, over: false });
    if (ids.size === reached.size) continue;
    const over = [...direct.keys()].filter((id) => !ids.has(id) && reached.has(id));
    const seen = new Set(over);
    for (const between of over) {
      for (const to of graph.near(between, "down").keys()) {
        if (seen.has(to)) continue;
        seen.add(to);
        if (!ids.has(to)) reached.has(to) && over.push(to);
        else if (to !== from && !direct.has(to)) found.push({ from, to, known: 0, weight: 0, over: true });
      }
    }
  }
  return found;
}
