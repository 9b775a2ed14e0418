/** What `lineage-more` adds to a view: all that can be done with it. */

import type { State } from "./state.ts";

/** The columns of an open card. */
export interface Rows {
  height: number;
  /** Height of the middle of a column's row below the head; nothing where it is not seen. */
  middle(column: string): number | undefined;
  elements(top: number, active: boolean): Element[];
}

export interface Hands {
  /** Brings about a state that asks for more than the page says. */
  bring(state: State): Promise<void>;
  rows(id: string): Rows | undefined;
  /** Does what stands at a place of the drawing; whether that is something of ours, and no link. */
  act(target: Element): boolean;
  stopTracing(): void;
  filters(button: HTMLElement): void;
  save(button: HTMLElement): void;
  /** After each picture, and when the camera has moved. */
  moved(): void;
}
