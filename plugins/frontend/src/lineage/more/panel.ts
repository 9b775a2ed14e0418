/** What opens below the bar. */

import { make } from "./kit.ts";

/** Opens a panel for a button of the bar; a second time, closes it. */
export function turnPanel(button: HTMLElement, label: string, ...content: Element[]): void {
  const frame = button.closest(".frame");
  const open = frame?.querySelector(".panel");
  const other = open && open.getAttribute("aria-label") !== label;
  open?.remove();
  for (const one of frame?.querySelectorAll('.bar [aria-expanded="true"]') ?? [])
    one.setAttribute("aria-expanded", "false");
  if (open && !other) return;
  const panel = make("div", { class: "panel", role: "group", "aria-label": label }, ...content);
  button.setAttribute("aria-expanded", "true");
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    panel.remove();
    button.setAttribute("aria-expanded", "false");
    button.focus();
  });
  button.closest(".bar")?.after(panel);
}
