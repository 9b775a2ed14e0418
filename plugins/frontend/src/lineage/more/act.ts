/** From what is pressed to what is done; the focus is put back where it was, as cards are drawn anew. */

import type { Side } from "../graph.ts";
import type { View } from "../view.ts";
import type { Actions } from "./actions.ts";
import type { Keys } from "./keys.ts";

export function act(view: View, actions: Actions, keys: Keys, target: Element): boolean {
  const at = target.closest<SVGElement>("[data-do]");
  const id = target.closest<SVGElement>(".card")?.dataset.id;
  if (!at || id === undefined) return false;
  const what = at.dataset.do;
  const side = at.dataset.side as Side;
  view.active = id;
  const again = () => focusAgain(view, keys, id, at);
  if (what === "columns") void actions.turnColumns(id).then(again);
  else if (what === "column") void actions.turnTrace(id, at.dataset.column ?? "").then(again);
  else if (what === "open") void actions.open(id, side).then(again);
  else if (what === "close") actions.close(id, side);
  else if (what === "more") actions.moreColumns(id);
  else return false;
  again();
  return true;
}

/** On the same button of the card, or on the card, unless the focus has gone elsewhere. */
function focusAgain(view: View, keys: Keys, id: string, before: SVGElement): void {
  const { svg } = view.scene;
  const { do: what, column, side } = before.dataset;
  const now = (svg.getRootNode() as ShadowRoot).activeElement;
  if (now && !svg.contains(now)) return;
  keys.go(id, false);
  const card = view.scene.card(id);
  const same = [...(card?.querySelectorAll<SVGElement>(`[data-do=${what}]`) ?? [])].find(
    ({ dataset }) => dataset.column === column && dataset.side === side,
  );
  (same ?? card?.querySelector<SVGElement>(".link"))?.focus({ preventScroll: true });
}
