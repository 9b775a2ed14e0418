/** Which part of the drawing is seen, and how large. */

export interface Size {
  width: number;
  height: number;
}

export const LEAST = 0.1;
const MOST = 2.5;
/** Room beside the cards, for what stands out of them. */
const MARGIN = 40;

export class Camera {
  /** That of the window, when the view was last put into it. */
  width = 0;
  scale = 1;
  x = 0;
  y = 0;

  constructor(
    private readonly window: Element,
    private readonly moved: (smooth: boolean) => void,
  ) {}

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

  /**
   * Shows all of an area. Where that would be smaller than `least`, what is around `centre`, as far as the area goes.
   */
  fit(area: Size, centre: { x: number; y: number }, least: number, smooth = false): void {
    const { clientWidth: width, clientHeight: height } = this.window;
    this.width = width;
    const full = Math.min((width - 2 * MARGIN) / area.width, (height - MARGIN) / area.height, 1);
    this.scale = Math.max(full, least);
    this.x = this.start(width, area.width, centre.x);
    this.y = this.start(height, area.height, centre.y);
    this.moved(smooth);
  }

  /** Where a drawing of that size begins in the window: `centre` is in the middle unless room were lost by that. */
  private start(window: number, size: number, centre: number): number {
    const spare = window - size * this.scale;
    if (spare > 0) return spare / 2;
    return Math.max(spare - MARGIN, Math.min(MARGIN, window / 2 - centre * this.scale));
  }
}
