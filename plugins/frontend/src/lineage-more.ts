/** What the lineage view does not need at first sight: all that can be done with it. Loaded as soon as it is drawn. */

import { handsOf } from "./lineage/more/hands.ts";

__lineage.more(handsOf);
