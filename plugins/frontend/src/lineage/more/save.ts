/** The drawing as a file. */

import type { View } from "../view.ts";
import { make } from "./kit.ts";
import { close, turnPanel } from "./panel.ts";
import { picture } from "./picture.ts";

/** Pixels for each unit: sharp on paper, too. */
const DENSITY = 2;
/** Browsers draw no larger ones. */
const LARGEST = 8000;

/** Once saved, or where something else is pressed, there is nothing left to choose. */
export function save(view: View, button: HTMLElement): void {
  const vector = make("button", {}, "SVG");
  vector.onclick = () => keep(view, new Blob([picture(view).text], { type: "image/svg+xml" }), "svg");
  const pixels = make("button", {}, "PNG");
  pixels.onclick = () => void savePixels(view);
  turnPanel(button, "Save as a picture", vector, pixels);
  const elsewhere = (event: Event) => (event.composedPath()[0] as Element).closest(".panel,.bar") || close();
  document.addEventListener("pointerdown", elsewhere, { once: true });
}

async function savePixels(view: View): Promise<void> {
  const { text, width, height } = picture(view);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const scale = Math.min(DENSITY, LARGEST / width, LARGEST / height);
  const canvas = make("canvas", { width: Math.ceil(width * scale), height: Math.ceil(height * scale) });
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => blob && keep(view, blob, "png"));
}

function keep(view: View, content: Blob, ending: string): void {
  const name = view.state.focus.replace(/[^\p{L}\p{N}._-]+/gu, "_") || view.graph.noun;
  const link = make("a", { href: URL.createObjectURL(content), download: `lineage-${name}.${ending}` });
  link.click();
  close();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  view.around.say(`Saved as ${link.download}.`);
}
