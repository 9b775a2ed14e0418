/** The search page. */

import { Finder } from "./page/finder.ts";

const root = document.querySelector<HTMLElement>(".lb-finder");
if (root) {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => new Finder(root));
  else new Finder(root);
}
