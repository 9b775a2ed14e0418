/**
 * The lineage view: `<lineage-graph>`, which draws what stands inside it as data. Without it, the list that stands
 * there, too, is seen.
 */

import { LineageGraph } from "./lineage/element.ts";
import { KIT } from "./lineage/kit.ts";

__lineage.kit = KIT;

if (!customElements.get("lineage-graph")) customElements.define("lineage-graph", LineageGraph);
