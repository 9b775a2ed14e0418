/** The view in its frame: bar, drawing, and what is said below. */

import { Bar } from "./bar.ts";
import { FullScreen } from "./full.ts";
import { make } from "./svg.ts";
import type { View } from "./view.ts";

const [LEAST, MOST] = [200, 560];
const MARGIN = 48;

export class Frame {
  readonly element = make("div", { class: "frame" });
  private readonly bar: Bar;
  private readonly said = make("span", { role: "status" });
  private readonly stop = make("button", { type: "button" }, "Stop tracing");
  private readonly below = make("div", { class: "said" }, this.said, this.stop);
  private height = 0;
  private width = 0;

  constructor(private readonly view: View) {
    const { svg } = view.scene;
    const full = new FullScreen(view, this.element);
    this.bar = new Bar(view, () => full.turn());
    this.stop.addEventListener("click", () => void view.withHands((hands) => hands.stopTracing()));
    svg.addEventListener("click", (event) => this.press(event));
    this.element.append(this.bar.element, make("div", { class: "window" }, svg), this.below);
    new ResizeObserver(() => this.resized()).observe(svg);
  }

  say(text: string): void {
    this.said.textContent = text;
    this.showBelow();
  }

  /** After each picture: what the frame says of it. */
  show(): void {
    const { svg, area } = this.view.scene;
    svg.setAttribute("aria-label", `Lineage of ${this.view.title(this.view.state.focus)}`);
    svg.classList.toggle("tracing", !!this.view.trace);
    this.bar.show();
    this.showBelow();
    this.height = Math.max(this.height, LEAST, Math.min(MOST, area.height + 2 * MARGIN)); // it never shrinks below a hand
    svg.style.height = `${this.height}px`;
  }

  private showBelow(): void {
    this.stop.hidden = !this.view.trace;
    this.below.classList.toggle("empty", !this.said.textContent && this.stop.hidden);
  }

  /** Those who are quicker than the script that does it; once it is there, it hears of clicks first. */
  private press(event: MouseEvent): void {
    const target = event.target as Element;
    if (this.view.hands || !target.closest(".button")) return;
    event.preventDefault();
    void this.view.withHands((hands) => hands.act(target));
  }

  /** The first time it is seen, which may be late, such as on a closed tab. */
  private resized(): void {
    const { camera, scene } = this.view;
    const width = scene.svg.clientWidth;
    if (!width) return; // it stands on a closed tab
    const grown = width - this.width;
    this.width = width;
    if (grown && grown < width)
      camera.pan(grown / 2, 0); // what was in the middle stays there
    else if (grown) {
      this.view.fit(false);
      requestAnimationFrame(() => setTimeout(() => void this.view.withHands((hands) => hands.moved())));
    } else this.view.hands?.moved();
  }
}
