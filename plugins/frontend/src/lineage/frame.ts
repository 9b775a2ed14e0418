/** The view in its frame: bar, drawing, and what is said below; an invitation where nothing is drawn. */

import { bar } from "./bar.ts";
import { fullScreen } from "./full.ts";
import type { Early } from "./hands.ts";
import { make } from "./svg.ts";
import type { View } from "./view.ts";
import { count } from "./words.ts";

const [LEAST, MOST] = [200, 560];
const MARGIN = 48;
const INVITATION = "Choose a dataset to see where it comes from, and what is made of it.";

export interface Frame {
  element: HTMLElement;
  say(text: string): void;
  /** After each picture: what the frame says of it. */
  show(): void;
}

export function framed(view: View): Frame {
  const { svg } = view.scene;
  const element = make("div", { class: "frame" });
  const [above, showBar] = bar(view, fullScreen(view, element));
  const said = make("span", { role: "status" });
  const stop = make("button", {}, "Stop tracing");
  const status = make("div", { class: "said" }, said, stop);
  const invitation = make("div", { class: "invitation" }, make("slot", { name: "invitation" }, INVITATION));
  let height = 0;
  let about: string | undefined;
  const showStatus = () => {
    stop.hidden = !view.trace;
    status.classList.toggle("empty", !said.textContent && stop.hidden);
  };
  const show = () => {
    const { graph, scene, shown, state } = view;
    const { ids, roots } = shown;
    const name = roots.length === 1 ? view.title(state.focus) : count(roots.length || ids.length, graph.noun);
    svg.setAttribute("aria-label", `Lineage of ${name}`);
    svg.classList.toggle("tracing", !!view.trace);
    element.classList.toggle("idle", !ids.length);
    showBar();
    showStatus();
    if (about !== state.focus) height = 0; // else it never shrinks below a hand
    about = state.focus;
    height = Math.max(height, LEAST, Math.min(MOST, scene.area.height + 2 * MARGIN));
    svg.style.height = `${height}px`;
  };
  stop.onclick = () => void view.withHands((hands) => hands.stopTracing());
  const early: Early[] = [];
  /** Those who are quicker than the script that does it: what they have pressed is said again, once it is there. */
  svg.onclick = svg.onkeydown = (event: Event) => {
    const target = event.target as Element;
    if (view.hands || (event.type === "click" && !target.closest(".button"))) return;
    early.push([event, target]);
    void view.withHands((hands) => hands.again(early.splice(0)));
  };
  new ResizeObserver(resizing(view)).observe(svg);
  element.append(above, make("div", { class: "window" }, svg), invitation, make("div", { class: "legend" }), status);
  const say = (text: string) => {
    said.textContent = text;
    showStatus();
  };
  return { element, say, show };
}

/** The first time it is seen may be late, such as on a closed tab. */
function resizing(view: View): () => void {
  const { camera, scene } = view;
  return () => {
    const width = scene.svg.clientWidth;
    if (!width) return; // it stands on a closed tab
    if (!camera.width || scene.svg.closest(".full")) view.fit(false);
    else camera.pan((width - camera.width) / 2, 0); // what was in the middle stays there
    camera.width = width;
    requestAnimationFrame(() => setTimeout(() => void view.withHands((hands) => hands.moved())));
  };
}
