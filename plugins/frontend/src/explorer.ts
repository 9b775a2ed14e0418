/**
 * The explorer's search: finds a dataset by its name, and lets the lineage view beside it draw what is around. What was
 * chosen is the view's own state in the address, `#lineage?focus=...`, so that each choice is a step of the history.
 */

import { Explorer } from "./explorer/explorer.ts";

for (const box of document.querySelectorAll<HTMLElement>(".lb-explorer:empty")) new Explorer(box);
