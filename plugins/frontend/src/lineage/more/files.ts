/** The files behind a view: that of all datasets, and those of columns, each loaded once. */

import type { ColumnFile } from "../data.ts";
import type { View } from "../view.ts";
import { load } from "./kit.ts";
import { addWhole } from "./whole.ts";

const complete = new WeakSet<View["graph"]>();

/** All datasets, where there is more than the page says; of groups, the page says all. */
export async function loadWhole({ graph, around }: View): Promise<void> {
  if (graph.noun !== "dataset" || complete.has(graph)) return;
  if (!__lineage.whole) await load(around.graph);
  if (!__lineage.whole) around.say("The rest of the graph could not be loaded.");
  else if (!complete.has(graph)) {
    complete.add(graph);
    addWhole(graph, __lineage.whole, new URL("../../", around.graph || location.href).href);
  }
}

/** Datasets whose columns are on the way. */
export const loading = new Set<string>();

/** The columns of a dataset, if there are any. */
export async function columnsOf(view: View, id: string): Promise<ColumnFile | undefined> {
  if (!__lineage.files.has(id)) {
    if (!view.graph.datasets.has(id)) await loadWhole(view);
    loading.add(id);
    await load(address(view, id));
    loading.delete(id);
  }
  return __lineage.files.get(id);
}

/** The last three parts of the address of the page name the file, too. */
function address({ graph, around }: View, id: string): string {
  const url = graph.datasets.get(id)?.url;
  if (!url || !around.columns) return "";
  const parts = new URL(url).pathname.replace(/(\/index)?\.html$|\/$/, "").split("/");
  return `${new URL(parts.slice(-3).join("/"), around.columns).href}.js`;
}
