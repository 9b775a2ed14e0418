/** What is done with a view: more and fewer datasets, columns, traces. */

import type { Side } from "../graph.ts";
import type { Rows } from "../hands.ts";
import type { State } from "../state.ts";
import type { View } from "../view.ts";
import { columnsOf, loading, loadWhole } from "./files.ts";
import { count } from "./kit.ts";
import { reveal } from "./reveal.ts";
import { AT_FIRST, listed, MORE } from "./rows.ts";
import { sentence } from "./sentence.ts";
import { traced } from "./trace.ts";

const NOT_LOADED = "The columns could not be loaded.";

export interface Actions {
  /** Brings about a state that asks for more than the page says. */
  bring(state: State): Promise<void>;
  rows(id: string): Rows | undefined;
  /** Draws what is around another one. */
  start(id: string): Promise<void>;
  open(id: string, side: Side): Promise<void>;
  close(id: string, side: Side): void;
  /** Shows or hides the columns of a card. */
  columns(id: string): Promise<void>;
  more(id: string): void;
  /** Traces a column both ways; the one that is traced already, no more. */
  column(id: string, column: string): Promise<void>;
  stop(anchor?: string): void;
}

export function actionsOf(view: View): Actions {
  const { graph, around } = view;
  const limits = new Map<string, number>();
  /** Cards of the trace that were closed by hand. */
  const folded = new Set<string>();
  let questions = 0;

  function isOpen(id: string): boolean {
    return view.state.open.includes(id) || (!!view.trace?.columns.has(id) && !folded.has(id));
  }

  async function follow(id: string, column: string): Promise<void> {
    const question = ++questions;
    const { focus } = view.state;
    const trace = await traced([id, column], (dataset) => columnsOf(view, dataset));
    const datasets = [...trace.columns.keys()];
    if (datasets.some((dataset) => !graph.datasets.has(dataset))) await loadWhole(view);
    if (question !== questions || view.state.focus !== focus) return; // somebody has gone on
    view.trace = trace;
    limits.clear();
    folded.clear();
    view.change({ column: [id, column], open: [] }, id);
    const absent = datasets.filter((dataset) => !view.shown.ids.includes(dataset)).length;
    around.say(sentence(trace, view.title(id)) + (absent ? ` ${count(absent, "dataset")} of them not drawn.` : ""));
  }

  /** What was opened or closed on one side of a card; how many more there are than before. */
  function step(does: "+" | "-", id: string, side: Side): number {
    const before = view.shown.ids.length;
    view.change({ steps: [...view.state.steps, `${does}${side === "up" ? "<" : ">"}${id}`] }, id);
    return view.shown.ids.length - before;
  }

  const actions: Actions = {
    async bring(state) {
      const isKnown = () => !state.focus || graph.datasets.has(state.focus);
      if (!isKnown()) around.say("Loading …");
      await loadWhole(view);
      if (view.state.focus !== state.focus) return;
      if (isKnown()) around.say("");
      else if (__lineage.whole || graph.noun !== "dataset") around.say(`There is no ${graph.noun} ${state.focus}.`);
      view.draw();
      view.fit(false);
      await Promise.all(state.open.map((id) => columnsOf(view, id)));
      if (view.state !== state) return;
      if (!state.column) view.draw(view.active);
      else {
        await follow(...state.column);
        view.fit(false);
      }
    },

    rows(id) {
      const { trace, shown, state } = view;
      if (!isOpen(id)) return undefined;
      const traced = trace?.columns.get(id);
      const selected = trace?.start[0] === id ? trace.start[1] : undefined;
      // a card that only the trace has opened shows no more than that
      const first = traced && !selected && !state.open.includes(id) ? Math.min(traced.size, AT_FIRST) : AT_FIRST;
      return listed({
        columns: __lineage.files.get(id)?.columns ?? [],
        limit: limits.get(id) ?? first,
        traced,
        selected,
        note: loading.has(id) ? "Loading columns …" : __lineage.files.has(id) ? "No columns are known" : NOT_LOADED,
        starts: !shown.roots.includes(id) && !traced,
      });
    },

    start(id) {
      return view.begin({ ...view.state, focus: id, steps: [], column: undefined, open: [] });
    },

    async open(id, side) {
      await loadWhole(view);
      const more = step("+", id, side);
      const rest = view.shown.hidden(id, side);
      const still = rest ? `, ${rest.toLocaleString("en")} still hidden` : "";
      around.say(more > 0 ? `${count(more, graph.noun)} more${still}.` : "They cannot be shown here.");
    },

    close(id, side) {
      around.say(`${count(-step("-", id, side), graph.noun)} hidden.`);
    },

    async columns(id) {
      if (graph.noun !== "dataset") return;
      const opens = !isOpen(id);
      const others = view.state.open.filter((other) => other !== id);
      limits.delete(id);
      if (opens) folded.delete(id);
      else folded.add(id);
      const file = opens && columnsOf(view, id);
      view.change({ open: opens ? [...others, id] : others }, id);
      if (!file) return;
      const loaded = await file;
      // whoever opens a card may trace a column next: the way is loaded by then
      if (loaded) for (const near of view.shown.ids.slice(0, 40)) void columnsOf(view, near);
      view.draw(id);
      const place = view.scene.places.get(id);
      if (place) reveal(view, id, { ...place, x: 0, y: 0 });
      const { length = 0 } = loaded?.columns ?? [];
      const columns = length ? count(length, "column") : "No columns";
      around.say(loaded ? `${columns} of ${view.title(id)}.` : NOT_LOADED);
    },

    more(id) {
      limits.set(id, (limits.get(id) ?? AT_FIRST) + MORE);
      view.draw(id);
    },

    async column(id, column) {
      const { trace, state } = view;
      if (trace && state.column?.[0] === id && state.column[1] === column) actions.stop(id);
      else await follow(id, column);
    },

    stop(anchor = view.active) {
      const { column, open } = view.state;
      questions++;
      view.trace = undefined;
      view.change({ column: undefined, open: column ? [column[0]] : open }, anchor);
      around.say("");
    },
  };
  return actions;
}
