/** Keys: along edges from card to card, up and down in a layer, among the columns of an open card. */

import type { Area, Camera } from "../camera.ts";
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
    const { scene, camera } = this.view;
    for (const [card, tabindex] of [
      [scene.card(this.view.active), "-1"],
      [scene.card(id), "0"],
    ] as const) {
      for (const element of card?.querySelectorAll("[tabindex]") ?? []) element.setAttribute("tabindex", tabindex);
    }
    this.view.active = id;
    scene.light(id);
    if (!focus) return;
    scene.card(id)?.querySelector<SVGElement>(".link")?.focus({ preventScroll: true });
    const place = scene.places.get(id);
    if (place) reveal(camera, scene.svg, place);
  }

  private press({ key, target }: KeyboardEvent): boolean {
    const { view } = this;
    const at = target as SVGElement;
    const column = at.dataset.column;
    if (key === "Enter" || key === " ") return at.dataset.do !== "card" && this.act(at);
    if (key === "ArrowLeft" || key === "ArrowRight") {
      const side = key === "ArrowLeft" ? "up" : "down";
      return column === undefined ? this.along(side) : this.alongColumn(column, side);
    }
    if (key === "ArrowUp" || key === "ArrowDown") {
      const step = key === "ArrowUp" ? -1 : 1;
      return at.classList.contains("row") ? this.toRow(at, step) : this.inLayer(step);
    }
    if (key === "c") {
      void this.actions.turnColumns(view.active).then(() => this.row(view.active, 0)?.focus({ preventScroll: true }));
      return true;
    }
    if (key === "Home") this.go(view.state.focus);
    else if (key === "+" || key === "=") view.camera.zoom(1.25, undefined, undefined, true);
    else if (key === "-") view.camera.zoom(0.8, undefined, undefined, true);
    else if (key === "0") view.fit(true, true);
    else if (key === "f")
      void view
        .begin({ ...view.state, focus: view.active, steps: [], column: undefined, open: [] })
        .then(() => this.go(view.active));
    else if (key === "Escape" && column !== undefined) this.go(view.active);
    else if (key === "Escape" && view.trace) this.actions.stopTracing();
    else return false;
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

  private toRow(at: SVGElement, step: number): boolean {
    const rows = this.rows(this.view.active);
    const next = rows.indexOf(at) + step;
    if (next < 0) this.go(this.view.active);
    else rows[next]?.focus({ preventScroll: true });
    return true;
  }

  /** To the nearest column that the traced one is made of, or that is made of it. */
  private alongColumn(column: string, side: Side): boolean {
    const { active, trace } = this.view;
    for (const { from, to } of trace?.edges ?? []) {
      const [here, there] = side === "up" ? [to, from] : [from, to];
      if (here[0] !== active || here[1] !== column) continue;
      const row = this.rows(there[0]).find(({ dataset }) => dataset.column === there[1]);
      if (!row) continue;
      this.go(there[0]);
      row.focus({ preventScroll: true });
      return true;
    }
    return this.along(side);
  }

  private row(id: string, place: number): SVGElement | undefined {
    return this.rows(id)[place];
  }

  private rows(id: string): SVGElement[] {
    return [...(this.view.scene.card(id)?.querySelectorAll<SVGElement>(".row") ?? [])];
  }
}

/** Brings an area into sight, by no more than is needed. */
function reveal(camera: Camera, window: Element, area: Area): void {
  const shift = (from: number, size: number, room: number) =>
    from < 24 ? 24 - from : from + size > room - 24 ? Math.max(24 - from, room - 24 - from - size) : 0;
  const x = shift(area.x * camera.scale + camera.x, area.width * camera.scale, window.clientWidth);
  const y = shift(area.y * camera.scale + camera.y, area.height * camera.scale, window.clientHeight);
  if (x || y) camera.pan(x, y, true);
}
