/** All that can be done with a view, put together. */

import type { Hands } from "../hands.ts";
import type { View } from "../view.ts";
import { act } from "./act.ts";
import { Actions } from "./actions.ts";
import { filters } from "./filters.ts";
import { Keys } from "./keys.ts";
import { make } from "./kit.ts";
import { Minimap } from "./minimap.ts";
import { Pointer } from "./pointer.ts";
import { save } from "./save.ts";
import { STYLE } from "./style.ts";

export function handsOf(view: View): Hands {
  const { svg } = view.scene;
  svg.closest(".frame")?.before(make("style", {}, STYLE));
  const actions = new Actions(view);
  const map = new Minimap(view);
  const press = (target: Element) => act(view, actions, keys, target);
  const keys: Keys = new Keys(view, actions, press);
  new Pointer(view, press);
  return {
    bring: (state) => actions.bring(state),
    rows: (id) => actions.rows(id),
    act: press,
    stopTracing: () => {
      actions.stopTracing(view.state.column?.[0]);
      keys.go(view.active);
    },
    filters: (button) => filters(view, button),
    save: (button) => save(view, button),
    moved: () => map.show(),
  };
}
