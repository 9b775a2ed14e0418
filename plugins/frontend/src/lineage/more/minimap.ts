/** All cards small in a corner, and which part of them is seen; where all is in sight, nothing. */

import type { View } from "../view.ts";
import { draw } from "./kit.ts";

/** From so many cards on, it helps. */
const LARGE = 12;
/** In a lower window it would hide a card. */
const LOW = 260;

/** What shows it anew. */
export function minimap(view: View): () => void {
  const { scene } = view;
  const map = draw("svg", { class: "map", "aria-hidden": "true" });
  let drawn: typeof scene.places | undefined;
  const follow = (event: PointerEvent) => {
    if (event.buttons) go(view, map, event);
  };
  map.onpointerdown = (event) => {
    map.setPointerCapture(event.pointerId);
    follow(event);
  };
  map.onpointermove = follow;
  scene.svg.after(map);
  return () => {
    const { area, places } = scene;
    const { x, y, width, height } = seenOf(view);
    const all = x <= 0 && y <= 0 && x + width >= area.width && y + height >= area.height;
    if (map.toggleAttribute("hidden", all || places.size < LARGE || scene.svg.clientHeight < LOW)) return;
    if (places !== drawn) redraw(view, map);
    drawn = places;
    map.querySelector(".seen")?.remove();
    map.append(draw("rect", { class: "seen", x, y, width, height }));
  };
}

/** The part of the drawing that is seen. */
function seenOf({ scene, camera }: View): { x: number; y: number; width: number; height: number } {
  const { clientWidth: width, clientHeight: height } = scene.svg;
  const { x, y, scale } = camera;
  return { x: -x / scale, y: -y / scale, width: width / scale, height: height / scale };
}

function redraw({ scene, shown, trace }: View, map: SVGSVGElement): void {
  const { area, places } = scene;
  const margin = Math.max(area.width, area.height) / 16;
  map.setAttribute("viewBox", `${-margin} ${-margin} ${area.width + 2 * margin} ${area.height + 2 * margin}`);
  const cards = [...places].map(([id, { x, y, width, height }]) => {
    const on = shown.roots.includes(id) || trace?.columns.has(id) ? "on" : "";
    return draw("rect", { class: on, x, y, width, height });
  });
  map.replaceChildren(...cards);
}

/** The view goes to where the map is pressed. */
function go(view: View, map: SVGSVGElement, { clientX, clientY }: PointerEvent): void {
  const { camera } = view;
  const { x, y, width, height } = seenOf(view);
  const point = new DOMPoint(clientX, clientY).matrixTransform(map.getScreenCTM()?.inverse());
  camera.pan((x + width / 2 - point.x) * camera.scale, (y + height / 2 - point.y) * camera.scale);
}
