/** One view: what it knows, what is asked of it, and the picture of that. */

import { Camera, LEAST } from "./camera.ts";
import { PORT, WIDTH } from "./card.ts";
import { cardsOf } from "./cards.ts";
import { loadHands } from "./channel.ts";
import type { Graph } from "./graph.ts";
import type { Hands } from "./hands.ts";
import type { Trace } from "./more/trace.ts";
import { emptyScene } from "./scene.ts";
import { type Shown, shown } from "./shown.ts";
import { HOPS, type State } from "./state.ts";

/** Smaller, texts cannot be read and buttons cannot be hit. */
const READABLE = 0.86;
/** Enough to see what is there: six layers beside the navigation, on a window of 1400 pixels. */
const SEEN = 0.52;

/** What a view needs of the page it stands in. */
export interface Surroundings {
  /** Addresses, absolute: the file of all datasets, the folder of the columns' files, the script of what can be done. */
  graph: string;
  columns: string;
  more: string;
  say(text: string): void;
  /** Called after each picture. */
  drawn(): void;
}

export class View {
  readonly scene = emptyScene();
  readonly camera: Camera;
  shown: Shown;
  trace: Trace | undefined;
  /** The card the keys are at. */
  active = "";
  hands: Hands | undefined;
  private arriving: Promise<Hands | undefined> | undefined;

  constructor(
    public graph: Graph,
    public state: State,
    readonly around: Surroundings,
  ) {
    const { svg, stage } = this.scene;
    this.shown = shown(graph, state);
    this.camera = new Camera(svg, (smooth) => {
      const { x, y, scale } = this.camera;
      stage.style.transition = smooth ? "" : "none";
      stage.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
      this.hands?.moved();
    });
  }

  title(id: string): string {
    return this.graph.datasets.get(id)?.title ?? id;
  }

  /** Draws what the page knows of a state, and asks for the rest of it. */
  begin(state: State): Promise<void> {
    this.state = state;
    this.active = state.focus;
    this.trace = undefined;
    this.around.say("");
    this.draw();
    this.fit(false);
    const known = !state.focus || this.graph.datasets.has(state.focus);
    if (known && state.hops <= HOPS && !state.steps.length && !state.open.length && !state.column)
      return Promise.resolve();
    return this.withHands((hands) => hands.bring(state));
  }

  /** Changes what is shown; `anchor` is the card that stays where it is. */
  change(changes: Partial<State>, anchor = this.active): void {
    this.state = { ...this.state, ...changes };
    this.draw(anchor);
  }

  /** Draws what is shown now. */
  draw(anchor = ""): void {
    const { scene, camera, state } = this;
    const before = scene.places.get(anchor);
    const back = this.hands?.keep(this);
    this.shown = shown(this.graph, state, this.trace?.columns.keys());
    const { ids, roots } = this.shown;
    if (!ids.includes(this.active)) this.active = roots[0] ?? ids[0] ?? "";
    scene.draw(cardsOf(this), this.shown.edges, this.trace?.edges ?? []);
    back?.();
    const after = scene.places.get(anchor);
    if (before && after) camera.pan((before.x - after.x) * camera.scale, (before.y - after.y) * camera.scale, true);
    this.around.drawn();
    this.hands?.moved();
  }

  /** Shows all of it, or what is around where it begins, or its trace, where all of it could not be read. */
  fit(whole: boolean, smooth = false): void {
    const { scene, shown, trace, graph } = this;
    const boxes = (ids: Iterable<string>) => [...ids].flatMap((id) => scene.places.get(id) ?? []);
    const traced = boxes(trace?.columns.keys() ?? []);
    const around = traced[0] ? traced : boxes([...shown.roots, ...shown.ids]).slice(0, 1);
    const middle = (side: "x" | "y") => {
      const all = around.map((box) => box[side]);
      return (Math.min(...all) + Math.max(...all)) / 2;
    };
    const centre = { x: middle("x") + WIDTH / 2, y: middle("y") + PORT };
    // groups have no small buttons, and who follows a trace looks for all of it
    const small = traced[0] || graph.whole || graph.noun !== "dataset";
    this.camera.fit(scene.area, centre, whole ? LEAST : small ? SEEN : READABLE, smooth);
  }

  async withHands<T>(use: (hands: Hands) => T): Promise<Awaited<T> | undefined> {
    this.arriving ??= loadHands(this, this.around.more);
    this.hands ??= await this.arriving;
    if (this.hands) return await use(this.hands);
    this.arriving = undefined;
    this.around.say("A part of this view could not be loaded.");
    return undefined;
  }
}
