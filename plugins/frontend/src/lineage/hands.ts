/** What `lineage-more` adds to a view: all that can be done with it. */

import type { State } from "./state.ts";
import type { View } from "./view.ts";

/** The columns of an open card. */
export interface Rows {
  height: number;
  /** Height of the middle of a column's row below the head; nothing where it is not seen. */
  middle(column: string): number | undefined;
  elements(top: number, active: boolean): Element[];
}

/** A click or a key, and where it was meant for. */
export type Early = [event: Event, target: Element];

export interface Hands {
  /** Brings about a state that asks for more than the page says. */
  bring(state: State): Promise<void>;
  rows(id: string): Rows | undefined;
  /** Says again what came before all this. */
  again(early: Early[]): void;
  /** Keeps the focus over a picture: what it gives brings it back. */
  keep(view: View): () => void;
  stopTracing(): void;
  filters(button: HTMLElement): void;
  save(button: HTMLElement): void;
  /** After each picture, and when the camera has moved. */
  moved(): void;
}
