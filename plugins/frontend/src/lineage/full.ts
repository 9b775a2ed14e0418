/** The whole screen for the view; the whole window, where the browser does not give the screen. */

import type { View } from "./view.ts";

export class FullScreen {
  constructor(
    private readonly view: View,
    private readonly frame: HTMLElement,
  ) {
    frame.addEventListener("fullscreenchange", () => this.set(!!document.fullscreenElement));
    frame.addEventListener("keydown", ({ key, defaultPrevented }) => {
      if (key === "Escape" && !defaultPrevented && this.is) this.set(false);
    });
  }

  get is(): boolean {
    return this.frame.classList.contains("full");
  }

  turn(): void {
    if (document.fullscreenElement) void document.exitFullscreen();
    else if (this.is) this.set(false);
    else (this.frame.requestFullscreen?.() ?? Promise.reject()).catch(() => this.set(true));
  }

  private set(full: boolean): void {
    this.frame.classList.toggle("full", full);
    this.view.fit(false);
  }
}
