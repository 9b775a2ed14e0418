/** What is done with a view: more and fewer datasets, columns, traces. */

import type { Side } from "../graph.ts";
import type { Rows } from "../hands.ts";
import type { State } from "../state.ts";
import type { View } from "../view.ts";
import { Files } from "./files.ts";
import { count } from "./kit.ts";
import { AT_FIRST, listed, MORE, noted } from "./rows.ts";
import { sentence } from "./sentence.ts";
import { traced } from "./trace.ts";

export class Actions {
  private readonly files: Files;
  private readonly limits = new Map<string, number>();
  /** Cards of the trace that were closed by hand. */
  private readonly folded = new Set<string>();
  private questions = 0;

  constructor(private readonly view: View) {
    this.files = new Files(view);
  }

  async bring(state: State): Promise<void> {
    const { view, files } = this;
    await files.loadWhole();
    if (!view.graph.datasets.has(state.focus)) view.around.say(`There is no dataset ${state.focus}.`);
    view.draw();
    view.fit(false);
    await Promise.all(state.open.map((id) => files.columns(id)));
    if (state.column) await this.follow(...state.column);
    else view.draw(state.focus);
  }

  rows(id: string): Rows | undefined {
    const { trace } = this.view;
    if (!this.isOpen(id)) return undefined;
    const columns = this.files.atHand(id)?.columns;
    if (!columns?.length) return noted(this.files.isLoading(id) ? "Loading columns …" : "No columns are known");
    const traced = trace?.columns.get(id);
    const selected = trace?.start[0] === id ? trace.start[1] : undefined;
    // a card that only the trace has opened shows no more than that
    const first =
      traced && !selected && !this.view.state.open.includes(id) ? Math.min(traced.size, AT_FIRST) : AT_FIRST;
    return listed(columns, this.limits.get(id) ?? first, traced, selected);
  }

  async open(id: string, side: Side): Promise<void> {
    const { view } = this;
    const before = view.shown.ids.length;
    await this.files.loadWhole();
    view.change({ steps: [...view.state.steps, `+${mark(side)}${id}`] }, id);
    const more = view.shown.ids.length - before;
    const rest = view.shown.hidden(id, side);
    const still = rest ? `, ${rest.toLocaleString("en")} still hidden` : "";
    view.around.say(more > 0 ? `${count(more, "dataset")} more${still}.` : "They cannot be shown here.");
  }

  close(id: string, side: Side): void {
    const { view } = this;
    const before = view.shown.ids.length;
    view.change({ steps: [...view.state.steps, `-${mark(side)}${id}`] }, id);
    view.around.say(`${count(before - view.shown.ids.length, "dataset")} hidden.`);
  }

  /** Shows or hides the columns of a card. */
  async turnColumns(id: string): Promise<void> {
    const { view } = this;
    const opens = !this.isOpen(id);
    const others = view.state.open.filter((other) => other !== id);
    this.limits.delete(id);
    if (opens) this.folded.delete(id);
    else this.folded.add(id);
    const file = opens ? this.files.columns(id) : undefined;
    view.change({ open: opens ? [...others, id] : others }, id);
    if (!file) return;
    const columns = (await file)?.columns.length ?? 0;
    view.draw(id);
    view.around.say(`${columns ? count(columns, "column") : "No columns"} of ${view.title(id)}.`);
  }

  moreColumns(id: string): void {
    this.limits.set(id, (this.limits.get(id) ?? AT_FIRST) + MORE);
    this.view.draw(id);
  }

  /** Traces a column both ways; the one that is traced already, no more. */
  async turnTrace(id: string, column: string): Promise<void> {
    const traced = this.view.state.column;
    if (this.view.trace && traced?.[0] === id && traced[1] === column) this.stopTracing(id);
    else await this.follow(id, column);
  }

  stopTracing(anchor = this.view.active): void {
    const { state } = this.view;
    this.questions++;
    this.view.trace = undefined;
    this.view.change({ column: undefined, open: state.column ? [state.column[0]] : state.open }, anchor);
    this.view.around.say("");
  }

  private async follow(id: string, column: string): Promise<void> {
    const { view, files } = this;
    const question = ++this.questions;
    const trace = await traced([id, column], (dataset) => files.columns(dataset));
    const datasets = [...trace.columns.keys()];
    if (datasets.some((dataset) => !view.graph.datasets.has(dataset))) await files.loadWhole();
    if (question !== this.questions) return;
    view.trace = trace;
    this.limits.clear();
    this.folded.clear();
    view.change({ column: [id, column], open: [] }, id);
    const absent = datasets.filter((dataset) => !view.shown.ids.includes(dataset)).length;
    view.around.say(
      sentence(trace, view.title(id)) + (absent ? ` ${count(absent, "dataset")} of them not drawn.` : ""),
    );
  }

  private isOpen(id: string): boolean {
    const { state, trace } = this.view;
    return state.open.includes(id) || (!!trace?.columns.has(id) && !this.folded.has(id));
  }
}

function mark(side: Side): string {
  return side === "up" ? "<" : ">";
}
