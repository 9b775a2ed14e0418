/** What opens below the bar. */

import { make } from "./kit.ts";

/** Opens a panel for a button of the bar; a second time, closes it. */
export function turnPanel(button: HTMLElement, label: string, ...content: Element[]): void {
  const bar = button.parentElement;
  const wasOpen = button.ariaExpanded === "true";
  const close = () => {
    bar?.parentElement?.querySelector(".panel")?.remove();
    for (const one of bar?.querySelectorAll("[aria-expanded]") ?? []) one.ariaExpanded = "false";
  };
  close();
  if (wasOpen) return;
  const panel = make("div", { class: "panel", role: "group", "aria-label": label }, ...content);
  button.ariaExpanded = "true";
  panel.onkeydown = (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    close();
    button.focus();
  };
  bar?.after(panel);
}
