/** What the second script takes from the first, so that nobody loads it twice. */

import { load } from "./channel.ts";
import { absolute, Graph } from "./graph.ts";
import { fresh } from "./state.ts";
import { draw, icon, make } from "./svg.ts";
import { fitted, widthOf } from "./text.ts";
import { compare, count } from "./words.ts";

export const KIT = { absolute, compare, count, draw, fitted, fresh, Graph, icon, load, make, widthOf };
