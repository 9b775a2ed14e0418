/**
 * The impact page: everything that comes from a dataset or one of its columns. The address says which; without this
 * script, the page says how to ask elsewhere.
 */

import { Impact } from "./impact/page.ts";

for (const element of document.querySelectorAll<HTMLElement>(".lb-impact")) new Impact(element);
