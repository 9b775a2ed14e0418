/**
 * What is added to Material's search box on every page: buttons that type the operators, a link to all results, and
 * the home page's label as another way in. Loads nothing. `data-search` of the script leads to the search page.
 */

const OPERATORS = ["kind", "domain", "layer", "class", "custodian", "status", "column"];

const here = document.currentScript as HTMLScriptElement | null;
const input = document.querySelector<HTMLInputElement>("[data-md-component=search-query]");
const result = document.querySelector<HTMLElement>("[data-md-component=search-result]");
if (input) {
  if (result) result.firstElementChild?.after(bar(input, new URL(searchPage(), location.href)));
  for (const label of document.querySelectorAll<HTMLElement>(".lb-search")) makeWayIn(label, input);
}

/** Below the count, before the list: Material keeps its hands off what is in between. */
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

/** A link among those that the arrow keys reach; it scores below all results, as Enter opens the best. */
function allResults(input: HTMLInputElement, page: URL): HTMLElement {
  const link = document.createElement("a");
  link.className = "lb-operators__all";
  link.tabIndex = -1;
  const text = document.createElement("span");
  text.dataset.mdScore = "-1";
  text.textContent = "All results";
  link.append(text);
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

function makeWayIn(label: HTMLElement, input: HTMLInputElement): void {
  label.tabIndex = 0;
  label.addEventListener("click", (event) => {
    event.preventDefault(); // the box opens with the focus; the label would close it again
    input.focus();
  });
}

function searchPage(): string {
  return here?.dataset.search ?? new URL("../../search/", here?.src ?? location.href).href;
}
