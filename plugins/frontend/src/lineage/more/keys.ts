/** Keys: along edges from card to card, up and down in a layer, among the columns of an open card. */

import type { Side } from "../graph.ts";
import type { View } from "../view.ts";
import type { Actions } from "./actions.ts";

export class Keys {
  constructor(
    private readonly view: View,
    private readonly actions: Actions,
    private readonly act: (target: Element) => boolean,
  ) {
    view.scene.svg.addEventListener("keydown", (event) => {
      if (!event.altKey && !event.ctrlKey && !event.metaKey && this.press(event)) event.preventDefault();
    });
    view.scene.svg.addEventListener("focusin", (event) => {
      const id = (event.target as Element).closest<SVGElement>(".card")?.dataset.id;
      if (id !== undefined && id !== view.active) this.go(id, false);
    });
  }

  /** Makes a card the one the keys are at. */
  go(id: string, focus = true): void {
    const { scene } = this.view;
    for (const [card, tabindex] of [
      [scene.card(this.view.active), "-1"],
      [scene.card(id), "0"],
    ] as const) {
      for (const element of card?.querySelectorAll("[tabindex]") ?? []) element.setAttribute("tabindex", tabindex);
    }
    this.view.active = id;
    scene.light(id);
    if (!focus) return;
    this.reach(scene.card(id)?.querySelector<SVGGElement>(".link"));
  }

  private press({ key, target }: KeyboardEvent): boolean {
    const { view } = this;
    const at = target as SVGGElement;
    const inRows = at.classList.contains("row");
    if (key === "Enter" || key === " ") return at.dataset.do !== "card" && this.act(at);
    if (key === "ArrowLeft") return this.along("up");
    if (key === "ArrowRight") return this.along("down");
    if (key === "ArrowUp" || key === "ArrowDown") {
      const step = key === "ArrowUp" ? -1 : 1;
      return inRows ? this.toRow(at, step) : this.inLayer(step);
    }
    if (key === "c") {
      void this.actions.turnColumns(view.active).then(() => this.toRow(undefined, 1));
      return true;
    }
    if (key === "Home") this.go(view.state.focus);
    else if ("+=-".includes(key)) view.camera.zoom(key === "-" ? 0.8 : 1.25, undefined, undefined, true);
    else if (key === "0") view.fit(true, true);
    else if (key === "f")
      void view
        .begin({ ...view.state, focus: view.active, steps: [], column: undefined, open: [] })
        .then(() => this.go(view.active));
    else if (key === "Escape" && inRows) this.go(view.active);
    else if (key === "Escape" && view.trace) {
      this.actions.stopTracing();
      this.go(view.active);
    } else return false;
    return true;
  }

  /** To the nearest card at the other end of an edge. */
  private along(side: Side): boolean {
    const { active, shown, scene } = this.view;
    const [here, there] = side === "up" ? (["to", "from"] as const) : (["from", "to"] as const);
    const near = shown.edges
      .filter((edge) => edge[here] === active && edge[there] !== active)
      .map((edge) => edge[there]);
    const height = (id: string) => scene.places.get(id)?.y ?? 0;
    const [next] = near.sort(
      (one, other) => Math.abs(height(one) - height(active)) - Math.abs(height(other) - height(active)),
    );
    if (next !== undefined) this.go(next);
    return true;
  }

  private inLayer(step: number): boolean {
    const { active, scene } = this.view;
    const place = scene.places.get(active);
    const layer = [...scene.places]
      .filter(([, other]) => other.rank === place?.rank)
      .sort((one, other) => one[1].y - other[1].y);
    const next = layer[layer.findIndex(([id]) => id === active) + step];
    if (next) this.go(next[0]);
    return true;
  }

  /** To another row of the card; above the first one, and where there is none, to the card. */
  private toRow(at: SVGGElement | undefined, step: number): boolean {
    const { active, scene } = this.view;
    const rows: (SVGGElement | undefined)[] = [...(scene.card(active)?.querySelectorAll<SVGGElement>(".row") ?? [])];
    const next = at ? rows.indexOf(at) + step : 0;
    if (rows[next]) this.reach(rows[next]);
    else if (next <= 0) this.go(active);
    return true;
  }

  /** Puts the focus on something of the active card, and brings it into sight by no more than is needed. */
  private reach(element: SVGGElement | null | undefined): void {
    const { scene, camera, active } = this.view;
    const place = scene.places.get(active);
    if (!element || !place) return;
    element.focus({ preventScroll: true });
    const { x, y, width, height } = element.getBBox();
    const { scale } = camera;
    const right = nearer(camera.x + (place.x + x) * scale, width * scale, scene.svg.clientWidth);
    const down = nearer(camera.y + (place.y + y) * scale, height * scale, scene.svg.clientHeight);
    if (right || down) camera.pan(right, down, true);
  }
}

/** How far to move what begins there for it to be seen whole. */
function nearer(start: number, size: number, room: number): number {
  return Math.max(24 - start, Math.min(0, room - 24 - start - size));
}
