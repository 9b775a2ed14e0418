/** All cards small in a corner, and which part of them is seen; where all is in sight, nothing. */

import type { View } from "../view.ts";
import { draw, make } from "./kit.ts";

/** As in `style.ts`. */
const [WIDTH, HEIGHT] = [168, 108];
export function minimap(view: View): void {
  const { area, places, svg } = view.scene;
  const { seen } = view.camera;
  const holder = svg.parentElement?.querySelector<HTMLElement>(".mapped") ?? place(view);
  const all = seen.x <= 0 && seen.y <= 0 && seen.x + seen.width >= area.width && seen.y + seen.height >= area.height;
  holder.hidden = all || places.size < 2;
  if (holder.hidden) return;
  const scale = Math.min((WIDTH - 16) / area.width, (HEIGHT - 16) / area.height);
  const map = holder.querySelector("svg") as SVGElement;
  map.setAttribute(
    "viewBox",
    `${(area.width - WIDTH / scale) / 2} ${(area.height - HEIGHT / scale) / 2} ${WIDTH / scale} ${HEIGHT / scale}`,
  );
  map.replaceChildren(
    ...[...places].map(([id, { x, y, width, height }]) =>
      draw("rect", {
        x,
        y,
        width,
        height,
        rx: 8,
        class: id === view.state.focus || view.trace?.columns.has(id) ? "on" : undefined,
      }),
    ),
    draw("rect", { class: "seen", ...seen, rx: 3 / scale }),
  );
}

/** The corner, and what a press in it does: the view goes there. */
function place(view: View): HTMLElement {
  const map = draw("svg", { class: "map", "aria-hidden": "true" });
  const holder = make("div", { class: "mapped" }, map);
  const go = (event: PointerEvent) => {
    if (!event.buttons) return;
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM()?.inverse());
    const { camera } = view;
    const { seen, scale } = camera;
    camera.pan((seen.x + seen.width / 2 - point.x) * scale, (seen.y + seen.height / 2 - point.y) * scale);
  };
  map.addEventListener("pointerdown", (event) => {
    map.setPointerCapture(event.pointerId);
    go(event);
  });
  map.addEventListener("pointermove", go);
  view.scene.svg.after(holder);
  return holder;
}
