/** The files behind a view: that of all datasets, and those of columns, each loaded once. */

import type { ColumnFile } from "../data.ts";
import type { View } from "../view.ts";
import { load } from "./kit.ts";
import { wholeGraph } from "./whole.ts";

export class Files {
  private whole = false;
  private readonly loading = new Set<string>();

  constructor(private readonly view: View) {}

  /** All datasets, where there is more than the page says. */
  async loadWhole(): Promise<void> {
    const { view } = this;
    const { graph, say } = view.around;
    if (this.whole) return;
    if (!__lineage.whole) await load(graph);
    if (this.whole) return;
    this.whole = !!__lineage.whole;
    if (__lineage.whole)
      view.graph = wholeGraph(__lineage.whole, view.graph, new URL("../../", graph || location.href).href);
    else say("The rest of the graph could not be loaded.");
  }

  /** The columns of a dataset, if they are there. */
  atHand(id: string): ColumnFile | undefined {
    return __lineage.files.get(id);
  }

  isLoading(id: string): boolean {
    return this.loading.has(id);
  }

  async columns(id: string): Promise<ColumnFile | undefined> {
    if (!__lineage.files.has(id)) {
      if (!this.view.graph.datasets.has(id)) await this.loadWhole();
      this.loading.add(id);
      await load(this.address(id));
      this.loading.delete(id);
    }
    return __lineage.files.get(id);
  }

  /** The last three parts of the address of the page name the file, too. */
  private address(id: string): string {
    const url = this.view.graph.datasets.get(id)?.url;
    const { columns } = this.view.around;
    if (!url || !columns) return "";
    const parts = new URL(url).pathname.replace(/(\/index)?\.html$|\/$/, "").split("/");
    return `${new URL(parts.slice(-3).join("/"), columns).href}.js`;
  }
}
