/** Cards are drawn anew with each picture: the focus goes on, and what was pressed on a card is pressed on the new one. */

import type { Early } from "../hands.ts";
import type { View } from "../view.ts";

function focused({ scene }: View): Element | null {
  return scene.svg.querySelector(":focus");
}

/** What moves the focus, at any later time, to what stands there then; to the card, where it is gone. Nothing for what is on no card. */
function wayTo(element: Element | null): () => void {
  const card = element?.closest(".card");
  const before = saidBy(element?.closest("[data-do]"));
  return () => {
    const all = [...(card?.querySelectorAll<SVGElement>("[data-do]") ?? [])];
    (all.find((one) => saidBy(one) === before) ?? all[0])?.focus({ preventScroll: true });
  };
}

/** Keeps the focus over a picture: what it gives brings it back. */
export function keepFocus(view: View): () => void {
  return wayTo(focused(view));
}

/** Says again, one after the other, what was pressed before this script had come. */
export function sayAgain(view: View, early: Early[]): void {
  let last: Element | undefined;
  for (const [event, target, way] of early.map(([event, target]) => [event, target, wayTo(target)] as const)) {
    if (target !== last) way(); // else a key before it may have led the focus on
    last = target;
    focused(view)?.dispatchEvent(new (event.constructor as typeof Event)(event.type, event));
  }
}

function saidBy(element: Element | null | undefined): string {
  return String(Object.values((element as SVGElement | null)?.dataset ?? {}));
}
