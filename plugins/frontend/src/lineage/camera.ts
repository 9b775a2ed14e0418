/** Which part of the drawing is seen, and how large. */

export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

const [LEAST, MOST] = [0.1, 2.5];
/** Smaller, texts cannot be read and buttons cannot be hit. */
const READABLE = 0.86;
const MARGIN = 20;

export class Camera {
  scale = 1;
  x = 0;
  y = 0;

  constructor(
    private readonly window: Element,
    private readonly moved: (smooth: boolean) => void,
  ) {}

  /** The part of the drawing that is seen. */
  get seen(): Area {
    const { clientWidth: width, clientHeight: height } = this.window;
    return { x: -this.x / this.scale, y: -this.y / this.scale, width: width / this.scale, height: height / this.scale };
  }

  pan(x: number, y: number, smooth = false): void {
    this.x += x;
    this.y += y;
    this.moved(smooth);
  }

  /** Makes all larger or smaller around a point of the window; its middle where there is none. */
  zoom(factor: number, x = this.window.clientWidth / 2, y = this.window.clientHeight / 2, smooth = false): void {
    const scale = Math.min(MOST, Math.max(LEAST, this.scale * factor));
    this.x = x - (x - this.x) * (scale / this.scale);
    this.y = y - (y - this.y) * (scale / this.scale);
    this.scale = scale;
    this.moved(smooth);
  }

  /** Shows all of an area. Where that could not be read, what is around `centre`, unless `whole` is wanted. */
  fit(area: Area, centre: Area, whole: boolean, smooth = false): void {
    const { clientWidth: width, clientHeight: height } = this.window;
    const full = Math.min((width - 2 * MARGIN) / area.width, (height - 2 * MARGIN) / area.height, 1);
    this.scale = Math.max(full, whole ? LEAST : READABLE);
    const middle = { x: around("x", "width"), y: around("y", "height") };
    function around(at: "x" | "y", size: "width" | "height"): number {
      return area[at] + area[size] / 2;
    }
    if (area.width * this.scale > width - MARGIN && !whole) middle.x = centre.x + centre.width / 2;
    if (area.height * this.scale > height - MARGIN && !whole) middle.y = centre.y + Math.min(centre.height, 80) / 2;
    this.x = width / 2 - middle.x * this.scale;
    this.y = height / 2 - middle.y * this.scale;
    this.moved(smooth);
  }
}
