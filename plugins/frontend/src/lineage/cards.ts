/** The cards of a view as they are now. */

import type { Card } from "./card.ts";
import type { View } from "./view.ts";

export function cardsOf(view: View): Map<string, Card> {
  const { graph, shown, trace } = view;
  const cards = new Map<string, Card>();
  for (const id of shown.ids) {
    const dataset = graph.datasets.get(id);
    if (!dataset) continue;
    cards.set(id, {
      dataset,
      noun: graph.noun,
      focus: shown.roots.includes(id),
      active: id === view.active,
      dimmed: !!trace && !trace.columns.has(id),
      loops: graph.near(id, "down").has(id),
      rows: view.hands?.rows(id),
      hidden: { up: shown.hidden(id, "up"), down: shown.hidden(id, "down") },
      closable: { up: shown.closable(id, "up"), down: shown.closable(id, "down") },
    });
  }
  return cards;
}
