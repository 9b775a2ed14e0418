/** Mouse and fingers: one moves the drawing, two make it larger, a click does what is under it. */

import type { View } from "../view.ts";

/** A hand trembles so far. */
const STILL = 5;

interface Point {
  x: number;
  y: number;
}

/** What is pressed now, and how far it went. */
interface Drag {
  down: Map<number, Point>;
  way: number;
}

export function listenToPointers(view: View, act: (target: Element) => boolean): void {
  const { svg } = view.scene;
  const drag: Drag = { down: new Map(), way: 0 };
  const end = ({ pointerId }: PointerEvent) => {
    drag.down.delete(pointerId);
    svg.classList.remove("dragged");
  };
  svg.onpointerdown = ({ button, pointerId, clientX: x, clientY: y }) => {
    if (button) return;
    if (!drag.down.size) drag.way = 0;
    drag.down.set(pointerId, { x, y });
  };
  svg.onpointermove = (event) => {
    if (!event.buttons)
      end(event); // it was let go elsewhere
    else move(view, drag, event);
  };
  svg.onpointerup = svg.onpointercancel = end;
  svg.addEventListener("wheel", (event) => turn(view, event), { passive: false });
  svg.addEventListener("click", (event) => click(drag, act, event), true);
  svg.ondragstart = (event) => event.preventDefault(); // a card is a link
  svg.onpointerover = ({ target }) => {
    if (!drag.down.size) view.scene.light((target as Element).closest<SVGElement>(".card")?.dataset.id);
  };
}

function move({ camera, scene }: View, drag: Drag, { pointerId, clientX: x, clientY: y }: PointerEvent): void {
  const { svg } = scene;
  const last = drag.down.get(pointerId);
  if (!last) return;
  const [right, down] = [x - last.x, y - last.y];
  const [other] = [...drag.down].filter(([id]) => id !== pointerId);
  drag.way += Math.hypot(right, down);
  drag.down.set(pointerId, { x, y });
  if (drag.way > STILL) {
    svg.classList.add("dragged");
    svg.setPointerCapture(pointerId);
  }
  if (other) {
    const [, fixed] = other;
    const box = svg.getBoundingClientRect();
    const far = (point: Point) => Math.max(1, Math.hypot(point.x - fixed.x, point.y - fixed.y));
    camera.zoom(far({ x, y }) / far(last), (last.x + fixed.x) / 2 - box.left, (last.y + fixed.y) / 2 - box.top);
    camera.pan(right / 2, down / 2);
  } else if (drag.way > STILL) camera.pan(right, down);
}

function turn({ camera, scene }: View, event: WheelEvent): void {
  if (!scene.svg.closest(".full") && !event.ctrlKey && !event.metaKey) return; // the page scrolls
  event.preventDefault();
  const box = scene.svg.getBoundingClientRect();
  camera.zoom(Math.exp(-event.deltaY / 400), event.clientX - box.left, event.clientY - box.top);
}

/** The end of a drag is no click. */
function click(drag: Drag, act: (target: Element) => boolean, event: MouseEvent): void {
  const dragged = drag.way > STILL && event.detail > 0;
  drag.way = 0;
  if (dragged || act(event.target as Element)) event.preventDefault();
  if (dragged) event.stopPropagation();
}
