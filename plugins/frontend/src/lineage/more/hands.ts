/** All that can be done with a view, put together. */

import type { Hands } from "../hands.ts";
import type { View } from "../view.ts";
import { act } from "./act.ts";
import { actionsOf } from "./actions.ts";
import { keepFocus, sayAgain } from "./again.ts";
import { filters } from "./filters.ts";
import { go, listenToKeys } from "./keys.ts";
import { make } from "./kit.ts";
import { showLegend } from "./legend.ts";
import { minimap } from "./minimap.ts";
import { listenToPointers } from "./pointer.ts";
import { save } from "./save.ts";
import STYLE from "./style.css";

export function handsOf(view: View): Hands {
  view.scene.svg.before(make("style", {}, STYLE));
  const actions = actionsOf(view);
  const press = (target: Element) => act(view, actions, target);
  listenToKeys(view, actions, press);
  listenToPointers(view, press);
  const showMap = minimap(view);
  let shown: View["shown"] | undefined;
  const moved = () => {
    showMap();
    if (shown !== view.shown) showLegend(view);
    shown = view.shown;
  };
  return {
    ...actions,
    again: (early) => sayAgain(view, early),
    keep: keepFocus,
    stopTracing: () => {
      actions.stop(view.state.column?.[0]);
      go(view, view.active);
    },
    filters: (button) => filters(view, button),
    save: (button) => save(view, button),
    moved,
  };
}
