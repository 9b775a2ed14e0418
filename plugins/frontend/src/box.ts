/**
 * What is added to Material's search box on every page: buttons that type the operators, a link to all results, and
 * the home page's link as another way in. Loads nothing. `data-search` of the script leads to the search page.
 */

const OPERATORS = ["kind", "domain", "layer", "class", "custodian", "status", "column"]; // as TYPED of query.ts

const here = document.currentScript as HTMLScriptElement | null;
const input = document.querySelector<HTMLInputElement>("[data-md-component=search-query]");
const result = document.querySelector<HTMLElement>("[data-md-component=search-result]");
if (input) {
  result?.classList.add("lb-results");
  result?.before(bar(input, new URL(searchPage(), location.href)));
  if (result) openWhenFound(input, result);
  for (const link of document.querySelectorAll<HTMLElement>(".lb-search")) makeWayIn(link, input);
  for (const unnamed of [input.closest("[role=dialog]"), input.closest("[role=search]")])
    unnamed?.setAttribute("aria-label", input.getAttribute("aria-label") ?? "");
}

/** Above the results, and not among them: the arrow keys lead from the input to the first result. */
function bar(input: HTMLInputElement, page: URL): HTMLElement {
  const bar = document.createElement("div");
  bar.className = "lb-operators";
  bar.append(...OPERATORS.map((operator) => button(operator, input)), allResults(input, page));
  return bar;
}

function button(operator: string, input: HTMLInputElement): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.tabIndex = -1; // Tab closes the box
  button.className = "lb-chip";
  button.textContent = `${operator}:`;
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    input.value = `${input.value.trimEnd()} ${operator}:`.trimStart();
    input.focus();
    input.setSelectionRange(input.value.length, input.value.length);
    input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true })); // what Material listens to
  });
  return button;
}

function allResults(input: HTMLInputElement, page: URL): HTMLElement {
  const link = document.createElement("a");
  link.className = "lb-operators__all";
  link.tabIndex = -1;
  link.textContent = "All results";
  const lead = () => {
    link.hidden = !input.value.trim();
    page.searchParams.set("q", input.value.trim());
    link.href = page.href;
  };
  for (const event of ["input", "keyup", "focus"]) input.addEventListener(event, lead);
  input.form?.addEventListener("reset", () => setTimeout(lead));
  lead();
  return link;
}

/** Enter opens the first result: pressed before there is one of what is typed, it waits. */
function openWhenFound(input: HTMLInputElement, result: HTMLElement): void {
  let waits = false;
  let opens = false;
  input.addEventListener("input", () => {
    waits = !!input.value.trim();
    opens = false;
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !waits) return;
    opens = true;
    event.preventDefault();
    event.stopPropagation();
  });
  new MutationObserver(() => {
    waits = false;
    if (opens) input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    opens = false;
  }).observe(result, { childList: true, subtree: true });
}

/** Without it, the link leads to the search page. */
function makeWayIn(link: HTMLElement, input: HTMLInputElement): void {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a tab of its own
    event.preventDefault();
    input.focus(); // with the focus, the box opens
  });
}

function searchPage(): string {
  if (here?.dataset.search) return here.dataset.search;
  const name = location.protocol === "file:" ? "search.html" : "search/"; // from disk, addresses end in files
  return new URL(`../../${name}`, here?.src ?? location.href).href;
}
