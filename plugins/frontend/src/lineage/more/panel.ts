/** What opens below the bar, one at a time. */

import { make } from "./kit.ts";

/** Closes what is open. */
export let close = () => {};

/** Opens a panel for a button of the bar; a second time, closes it. */
export function turnPanel(button: HTMLElement, label: string, ...content: Element[]): void {
  const wasOpen = button.ariaExpanded;
  close();
  if (wasOpen === "true") return;
  const panel = make("div", { class: "panel", role: "group", "aria-label": label }, ...content);
  button.ariaExpanded = "true";
  close = () => {
    if (panel.matches(":focus-within")) button.focus();
    panel.remove();
    button.ariaExpanded = "false";
  };
  panel.onkeydown = (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    close();
  };
  button.parentElement?.after(panel);
}
