/** The whole screen for the view; the whole window, where the browser does not give the screen. */

import type { View } from "./view.ts";

/** What turns it on and off. */
export function fullScreen(view: View, frame: HTMLElement): () => void {
  const set = (full: boolean) => {
    frame.classList.toggle("full", full);
    view.fit(false);
  };
  frame.onfullscreenchange = () => set(!!document.fullscreenElement);
  frame.onkeydown = ({ key, defaultPrevented }) => {
    if (key === "Escape" && !defaultPrevented && frame.matches(".full")) set(false);
  };
  return () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else if (frame.matches(".full")) set(false);
    else (frame.requestFullscreen?.() ?? Promise.reject()).catch(() => set(true));
  };
}
