/** From what is pressed to what is done. */

import type { Side } from "../graph.ts";
import type { View } from "../view.ts";
import type { Actions } from "./actions.ts";

/** What `data-do` says is an action of that name. */
type Act = "columns" | "column" | "open" | "close" | "more" | "start";

export function act(view: View, actions: Actions, target: Element): boolean {
  const id = target.closest<SVGElement>(".card")?.dataset.id;
  const { do: does = "", side, column } = target.closest<SVGElement>("[data-do]")?.dataset ?? {};
  if (id === undefined || !(does in actions)) return false;
  view.active = id;
  void actions[does as Act](id, (side ?? column) as Side & string);
  return true;
}
