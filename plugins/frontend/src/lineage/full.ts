/** The whole screen for the view; the whole window, where the browser does not give the screen. */

import type { View } from "./view.ts";

/** What turns it on and off. */
export function fullScreen(view: View, frame: HTMLElement): () => void {
  const set = (full: boolean) => {
    frame.classList.toggle("full", full);
    view.fit(false);
  };
  frame.onfullscreenchange = () => set(!!document.fullscreenElement);
  frame.onkeydown = (event) => {
    const { key, defaultPrevented } = event;
    if (key === "Escape" && !defaultPrevented && frame.matches(".full")) set(false);
    if (!key[1]) event.stopPropagation(); // else letters search, or leave the page: keys of Material
  };
  return () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else if (frame.matches(".full")) set(false);
    else (frame.requestFullscreen?.() ?? Promise.reject()).catch(() => set(true));
  };
}
