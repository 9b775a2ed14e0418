/** From what is pressed to what is done; the focus is put back where it was, as cards are drawn anew. */

import type { Side } from "../graph.ts";
import type { View } from "../view.ts";
import type { Actions } from "./actions.ts";
import { go } from "./keys.ts";

/** What `data-do` says is an action of that name. */
type Act = "columns" | "column" | "open" | "close" | "more" | "start";

export function act(view: View, actions: Actions, target: Element): boolean {
  const at = target.closest<SVGElement>("[data-do]");
  const id = target.closest<SVGElement>(".card")?.dataset.id;
  const does = at?.dataset.do as Act | undefined;
  if (!at || id === undefined || !does || !(does in actions)) return false;
  view.active = id;
  const again = () => focusAgain(view, id, at);
  const { side, column } = at.dataset;
  void actions[does](id, (side ?? column) as Side & string)?.then(again);
  again();
  return true;
}

/** On the same button of the card, or on the card, unless the focus has gone elsewhere. */
function focusAgain(view: View, id: string, before: SVGElement): void {
  const { svg } = view.scene;
  const { do: what, column, side } = before.dataset;
  const now = (svg.getRootNode() as ShadowRoot).activeElement;
  if (now && !svg.contains(now)) return;
  go(view, id, false);
  const card = view.scene.card(id);
  const same = [...(card?.querySelectorAll<SVGElement>(`[data-do=${what}]`) ?? [])].find(
    ({ dataset }) => dataset.column === column && dataset.side === side,
  );
  (same ?? card?.querySelector<SVGElement>(".link"))?.focus({ preventScroll: true });
}
