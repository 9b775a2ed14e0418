/** What somebody has made of the view, and how the address of the page keeps it. */

export const FACETS = ["domain", "layer", "product", "kind"] as const;
export type Facet = (typeof FACETS)[number];

export interface State {
  focus: string;
  hops: number;
  /** What was opened (`+`) and closed (`-`) since, up (`<`) or down (`>`) from which dataset: `+>crm.core.accounts`. */
  steps: string[];
  /** Datasets whose columns are seen. */
  open: string[];
  /** Dataset and column that is traced. */
  column: [dataset: string, column: string] | undefined;
  filters: Record<Facet, string[]>;
}

const MARK = "#lineage?";
export const HOPS = 2;
const MOST_HOPS = 4;

export function fresh(focus: string): State {
  const filters = { domain: [], layer: [], product: [], kind: [] };
  return { focus, hops: HOPS, steps: [], open: [], column: undefined, filters };
}

/** The state in a fragment, or the one a page begins with. */
export function stateOf(fragment: string, focus: string): State {
  if (!fragment.startsWith(MARK)) return fresh(focus);
  const said = new URLSearchParams(fragment.slice(MARK.length));
  const state = fresh(said.get("focus") ?? focus);
  state.hops = Math.min(MOST_HOPS, Math.max(1, Math.trunc(Number(said.get("hops") ?? HOPS)) || HOPS));
  state.steps = said.getAll("step").filter((step) => /^[+-][<>]./.test(step));
  state.open = said.getAll("open");
  const [dataset, column] = [said.get("trace"), said.get("column")];
  if (dataset !== null && column !== null) state.column = [dataset, column];
  for (const facet of FACETS) state.filters[facet] = said.getAll(facet);
  return state;
}

/** The fragment that keeps a state; empty where it is the one the page `begins` with. */
export function fragmentOf({ focus, hops, steps, open, column, filters }: State, begins: string): string {
  const said = [
    ...(focus === begins ? [] : [["focus", focus]]),
    ...(hops === HOPS ? [] : [["hops", `${hops}`]]),
    ...steps.map((step) => ["step", step]),
    ...open.map((id) => ["open", id]),
    ...(column ? [["trace", column[0]], ["column", column[1]]] : []), // biome-ignore format: a pair
    ...FACETS.flatMap((facet) => filters[facet].map((value) => [facet, value])),
  ];
  return said.length ? MARK + new URLSearchParams(said) : "";
}

/** Whether a fragment keeps a state. */
export function isState(fragment: string): boolean {
  return fragment.startsWith(MARK);
}
