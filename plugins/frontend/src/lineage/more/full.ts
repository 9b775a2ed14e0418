/** The whole screen for the view; the whole window, where the browser does not give the screen. */

import type { View } from "../view.ts";

export class FullScreen {
  private readonly frame: Element;

  constructor(private readonly view: View) {
    this.frame = view.scene.svg.closest(".frame") as Element;
    this.frame.addEventListener("fullscreenchange", () => this.set(document.fullscreenElement !== null));
    this.frame.addEventListener("keydown", (event) => {
      if ((event as KeyboardEvent).key === "Escape" && this.is && !event.defaultPrevented) this.set(false);
    });
  }

  get is(): boolean {
    return this.frame.classList.contains("full");
  }

  turn(): void {
    if (document.fullscreenElement) void document.exitFullscreen();
    else if (this.is) this.set(false);
    else this.frame.requestFullscreen().catch(() => this.set(true));
  }

  private set(full: boolean): void {
    this.frame.classList.toggle("full", full);
    this.view.fit(false);
  }
}
