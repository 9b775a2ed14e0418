/** What a list shows, in the address of its page: `?q=` and `?sort=`, or `?terms.q=` where it is not the main list. */

export interface State {
  query: string;
  /** Heading sorted by, `-` before it for downwards; empty for the order of the page. */
  sort: string;
}

export function stateInAddress(prefix: string): State {
  const { searchParams } = new URL(location.href);
  return { query: searchParams.get(name(prefix, "q")) ?? "", sort: searchParams.get(name(prefix, "sort")) ?? "" };
}

/** Keeps the state in the address, without a step in the history for each letter. */
export function showState(prefix: string, { query, sort }: State): void {
  const url = new URL(location.href);
  for (const [key, value] of Object.entries({ q: query, sort })) {
    url.searchParams.delete(name(prefix, key));
    if (value) url.searchParams.append(name(prefix, key), value);
  }
  try {
    history.replaceState(history.state, "", url);
  } catch {
    // Some browsers let pages opened from disk not change their address.
  }
}

function name(prefix: string, key: string): string {
  return prefix ? `${prefix}.${key}` : key;
}
