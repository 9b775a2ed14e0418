/** What the second script takes from the first, so that nobody loads it twice. */

import { load } from "./channel.ts";
import { STYLES, styleOf } from "./edges.ts";
import { absolute } from "./graph.ts";
import { FACETS, fresh } from "./state.ts";
import { draw, icon, make, pressable } from "./svg.ts";
import { fitted, widthOf } from "./text.ts";
import { count } from "./words.ts";

export const KIT = {
  absolute,
  count,
  draw,
  FACETS,
  fitted,
  fresh,
  icon,
  load,
  make,
  pressable,
  STYLES,
  styleOf,
  widthOf,
};
