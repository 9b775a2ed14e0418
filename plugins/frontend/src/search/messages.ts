/** Messages between a page and the search: Material's own (0 to 3), and ours (from 100), which Material passes over. */

import type { FacetCounts } from "./filter.ts";
import type { Item } from "./render.ts";

/** A result as Material shows it. `title` and `text` are HTML; `terms` are marked on the page it leads to. */
export interface MaterialItem {
  readonly location: string;
  readonly title: string;
  readonly text: string;
  readonly score: number;
  readonly terms: Readonly<Record<string, boolean>>;
}

export interface PageQuery {
  /** Comes back with the answer. */
  readonly id: number;
  readonly query: string;
  readonly offset: number;
  readonly limit: number;
}

export interface PageResult {
  readonly id: number;
  readonly total: number;
  readonly items: readonly Item[];
  readonly facets: FacetCounts | undefined;
  /** Whether the index could not be loaded. */
  readonly failed: boolean;
}

export type Asked =
  | { readonly type: typeof Type.SETUP; readonly data: unknown }
  | { readonly type: typeof Type.QUERY; readonly data: string }
  | { readonly type: typeof Type.PAGE_QUERY; readonly data: PageQuery };

export type Answer =
  | { readonly type: typeof Type.READY; readonly data?: undefined }
  | { readonly type: typeof Type.RESULT; readonly data: { readonly items: readonly (readonly MaterialItem[])[] } }
  | { readonly type: typeof Type.PAGE_RESULT; readonly data: PageResult }
  /** No answer follows to the query of the box, or to the one of the search page with that number. */
  | { readonly type: typeof Type.DONE; readonly data: string | number };

export const Type = { SETUP: 0, READY: 1, QUERY: 2, RESULT: 3, PAGE_QUERY: 100, PAGE_RESULT: 101, DONE: 102 } as const;
