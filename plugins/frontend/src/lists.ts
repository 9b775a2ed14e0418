/**
 * Sorting and filtering of long lists; without it, all rows are reachable page by page. `data-root` of the script is
 * the way to the root of the site.
 */

import { List } from "./lists/list.ts";

const here = document.currentScript as HTMLScriptElement | null;
const root = new URL(here?.dataset.root ?? "./", location.href);
for (const element of document.querySelectorAll<HTMLElement>(".lb-listed")) new List(element, root);
