/** Mouse and fingers: one moves the drawing, two make it larger, a click does what is under it. */

import type { View } from "../view.ts";

/** A hand trembles so far. */
const STILL = 5;

export class Pointer {
  private readonly down = new Map<number, { x: number; y: number }>();
  private way = 0;

  constructor(
    private readonly view: View,
    private readonly act: (target: Element) => boolean,
  ) {
    const { svg } = view.scene;
    svg.addEventListener("pointerdown", (event) => this.begin(event));
    svg.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel"] as const) svg.addEventListener(name, (event) => this.end(event));
    svg.addEventListener("wheel", (event) => this.turn(event), { passive: false });
    svg.addEventListener("click", (event) => this.click(event), true);
    svg.addEventListener("dragstart", (event) => event.preventDefault()); // a card is a link
    svg.addEventListener("pointerover", (event) => {
      if (!this.down.size) view.scene.light((event.target as Element).closest<SVGElement>(".card")?.dataset.id);
    });
  }

  private begin(event: PointerEvent): void {
    if (event.button) return;
    if (!this.down.size) this.way = 0;
    this.down.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }

  private move(event: PointerEvent): void {
    const last = this.down.get(event.pointerId);
    if (!last) return;
    if (event.pointerType === "mouse" && !event.buttons) {
      this.end(event);
      return;
    }
    const [x, y] = [event.clientX - last.x, event.clientY - last.y];
    const { camera, scene } = this.view;
    const others = [...this.down].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
    this.way += Math.hypot(x, y);
    this.down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (this.way > STILL) {
      scene.svg.classList.add("dragged");
      if (!scene.svg.hasPointerCapture(event.pointerId)) scene.svg.setPointerCapture(event.pointerId);
    }
    const [other] = others;
    if (other) {
      const box = scene.svg.getBoundingClientRect();
      const factor = distance(this.down.get(event.pointerId), other) / Math.max(1, distance(last, other));
      camera.zoom(factor, (last.x + other.x) / 2 - box.left, (last.y + other.y) / 2 - box.top);
      camera.pan(x / 2, y / 2);
    } else if (this.way > STILL) camera.pan(x, y);
  }

  private end(event: PointerEvent): void {
    this.down.delete(event.pointerId);
    this.view.scene.svg.classList.remove("dragged");
  }

  private turn(event: WheelEvent): void {
    if (!this.view.scene.svg.closest(".full") && !event.ctrlKey && !event.metaKey) return; // the page scrolls
    event.preventDefault();
    const box = this.view.scene.svg.getBoundingClientRect();
    const step = event.deltaMode ? event.deltaY * 16 : event.deltaY;
    this.view.camera.zoom(Math.exp(-step / 400), event.clientX - box.left, event.clientY - box.top);
  }

  /** The end of a drag is no click. */
  private click(event: MouseEvent): void {
    const dragged = this.way > STILL && event.detail > 0;
    this.way = 0;
    if (dragged || this.act(event.target as Element)) event.preventDefault();
    if (dragged) event.stopPropagation();
  }
}

function distance(one: { x: number; y: number } | undefined, other: { x: number; y: number }): number {
  return one ? Math.hypot(one.x - other.x, one.y - other.y) : 1;
}
