/** The query in the address of the search page: `?q=`. */

export function queryInAddress(): string {
  return new URL(location.href).searchParams.get("q") ?? "";
}

/** Keeps the query in the address, without a step in the history for each letter. */
export function showInAddress(query: string): void {
  const url = new URL(location.href);
  for (const name of ["q", "h"]) url.searchParams.delete(name);
  if (query) url.searchParams.set("q", query);
  try {
    history.replaceState(history.state, "", url);
  } catch {
    // Some browsers let no page from disk change its address.
  }
}

/** Material opens its own box, and fills it, on any page that has `?q=`: on this one the query is not meant for it. */
export function reclaimQuery(): void {
  const theirs = document.querySelector<HTMLInputElement>("[data-md-component=search-query]");
  const toggle = document.querySelector<HTMLInputElement>("[data-md-toggle=search]");
  if (theirs) theirs.value = "";
  theirs?.blur();
  if (toggle?.checked) toggle.click();
}
