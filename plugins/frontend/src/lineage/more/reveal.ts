/** What is not in sight is brought there. */

import type { Place } from "../layout.ts";
import type { View } from "../view.ts";

/** Brings a part of a card into sight, by no more than is needed. */
export function reveal({ scene, camera }: View, id: string, part: Omit<Place, "rank">): void {
  const place = scene.places.get(id);
  if (!place) return;
  const { scale } = camera;
  const right = nearer(camera.x + (place.x + part.x) * scale, part.width * scale, scene.svg.clientWidth);
  const down = nearer(camera.y + (place.y + part.y) * scale, part.height * scale, scene.svg.clientHeight);
  if (right || down) camera.pan(right, down, true);
}

/** How far to move what begins there for it to be seen whole. */
function nearer(start: number, size: number, room: number): number {
  return Math.max(24 - start, Math.min(0, room - 24 - start - size));
}
