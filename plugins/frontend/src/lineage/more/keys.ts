/** Keys: along edges from card to card, up and down in a layer, among the columns of an open card. */

import type { Side } from "../graph.ts";
import type { View } from "../view.ts";
import type { Actions } from "./actions.ts";
import { reveal } from "./reveal.ts";

type Act = (target: Element) => boolean;

export function listenToKeys(view: View, actions: Actions, act: Act): void {
  const { svg } = view.scene;
  const arrive = ({ target }: Event) => {
    const id = (target as Element).closest<SVGElement>(".card")?.dataset.id;
    if (id !== undefined) go(view, id, false);
  };
  svg.parentElement?.addEventListener("focusin", arrive); // Chromium stops at an svg that listens itself
  svg.addEventListener("keydown", (event) => {
    arrive(event); // the focus may be older than this script
    if (!event.altKey && !event.ctrlKey && !event.metaKey && press(view, actions, act, event)) event.preventDefault();
  });
}

/** Makes a card the one the keys are at. */
export function go(view: View, id: string, focus = true): void {
  const { scene, active } = view;
  for (const card of [active, id]) {
    const tabindex = card === id ? "0" : "-1";
    for (const element of scene.card(card)?.querySelectorAll("[tabindex]") ?? [])
      element.setAttribute("tabindex", tabindex);
  }
  view.active = id;
  scene.light(id);
  if (focus) reach(view, scene.card(id)?.querySelector<SVGGElement>(".link"));
}

function press(view: View, actions: Actions, act: Act, { key, target }: KeyboardEvent): boolean {
  const at = target as SVGGElement;
  const { active, camera } = view;
  const inRows = at.classList.contains("row");
  if (key === "Enter" || key === " ") return at.dataset.do !== "card" && act(at);
  if (key === "ArrowLeft") along(view, "up");
  else if (key === "ArrowRight") along(view, "down");
  else if (key === "ArrowUp" || key === "ArrowDown") {
    const step = key === "ArrowUp" ? -1 : 1;
    if (inRows) toRow(view, at, step);
    else inLayer(view, step);
  } else if (key === "c") void actions.columns(active).then(() => toRow(view, undefined, 1));
  else if (key === "Home") go(view, view.shown.roots[0] ?? active);
  else if ("+=-".includes(key)) camera.zoom(key === "-" ? 0.8 : 1.25, undefined, undefined, true);
  else if (key === "0") view.fit(true, true);
  else if (key === "f") void actions.start(active);
  else if (key === "Escape" && inRows) go(view, active);
  else if (key === "Escape" && view.trace) actions.stop();
  else return false;
  return true;
}

/** To the nearest card at the other end of an edge. */
function along(view: View, side: Side): void {
  const { active, shown, scene } = view;
  const [here, there] = side === "up" ? (["to", "from"] as const) : (["from", "to"] as const);
  const height = (id: string) => scene.places.get(id)?.y ?? 0;
  const far = (id: string) => Math.abs(height(id) - height(active));
  const near = shown.edges.filter((edge) => edge[here] === active && edge[there] !== active).map((edge) => edge[there]);
  const [next] = near.sort((one, other) => far(one) - far(other));
  if (next !== undefined) go(view, next);
}

function inLayer(view: View, step: number): void {
  const { active, scene } = view;
  const rank = scene.places.get(active)?.rank;
  const layer = [...scene.places]
    .filter(([, place]) => place.rank === rank)
    .sort(([, one], [, other]) => one.y - other.y);
  const next = layer[layer.findIndex(([id]) => id === active) + step];
  if (next) go(view, next[0]);
}

/** To another row of the card; above the first one, and where there is none, to the card. */
function toRow(view: View, at: SVGGElement | undefined, step: number): void {
  const { active, scene } = view;
  const rows: (SVGGElement | undefined)[] = [...(scene.card(active)?.querySelectorAll<SVGGElement>(".row") ?? [])];
  const next = at ? rows.indexOf(at) + step : 0;
  if (rows[next]) reach(view, rows[next]);
  else if (next <= 0) go(view, active);
}

/** Puts the focus on something of the active card. */
function reach(view: View, element: SVGGraphicsElement | null | undefined): void {
  if (!element) return;
  element.focus({ preventScroll: true });
  reveal(view, view.active, element.getBBox());
}
