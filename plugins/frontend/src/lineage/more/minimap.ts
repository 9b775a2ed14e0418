/** All cards small in a corner, and which part of them is seen; where all is in sight, nothing. */

import type { View } from "../view.ts";
import { draw, make } from "./kit.ts";

/** As in `style.ts`. */
const [WIDTH, HEIGHT] = [140, 84];
/** From so many cards on, it helps. */
const LARGE = 12;

export class Minimap {
  private readonly map = draw("svg", { class: "map", "aria-hidden": "true" });
  private readonly holder = make("div", {}, this.map);
  private readonly seen = draw("rect", { class: "seen" });
  private drawn: View["scene"]["places"] | undefined;

  constructor(private readonly view: View) {
    const { map } = this;
    map.addEventListener("pointerdown", (event) => {
      map.setPointerCapture(event.pointerId);
      this.go(event);
    });
    map.addEventListener("pointermove", (event) => this.go(event));
    view.scene.svg.after(this.holder);
  }

  show(): void {
    const { scene, camera } = this.view;
    const { area, places } = scene;
    const { x, y, width, height } = camera.seen;
    const all = x <= 0 && y <= 0 && x + width >= area.width && y + height >= area.height;
    this.holder.hidden = all || places.size < LARGE;
    if (this.holder.hidden) return;
    if (places !== this.drawn) this.redraw();
    for (const [name, value] of Object.entries({ x, y, width, height })) this.seen.setAttribute(name, String(value));
  }

  private redraw(): void {
    const { scene, state, trace } = this.view;
    const { area, places } = scene;
    const scale = Math.min((WIDTH - 16) / area.width, (HEIGHT - 16) / area.height);
    const [width, height] = [WIDTH / scale, HEIGHT / scale];
    this.map.setAttribute("viewBox", [(area.width - width) / 2, (area.height - height) / 2, width, height].join(" "));
    const cards = [...places].map(([id, { x, y, width, height }]) => {
      const on = id === state.focus || trace?.columns.has(id) ? "on" : undefined;
      return draw("rect", { x, y, width, height, rx: 8, class: on });
    });
    this.map.replaceChildren(...cards, this.seen);
    this.drawn = places;
  }

  /** The view goes to where the map is pressed. */
  private go(event: PointerEvent): void {
    if (!event.buttons) return;
    const { camera } = this.view;
    const { x, y, width, height } = camera.seen;
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.map.getScreenCTM()?.inverse());
    camera.pan((x + width / 2 - point.x) * camera.scale, (y + height / 2 - point.y) * camera.scale);
  }
}
