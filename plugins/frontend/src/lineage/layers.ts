/** Layers of a drawing: each card as far left as what it comes from lets it, edges cut at each layer. */

export interface Box {
  id: string;
  width: number;
  height: number;
}

/** Ids; what is drawn from the left to the right. */
export type Pair = readonly [from: string, to: string];

/** A place in a layer: a card, or where an edge passes by. */
export interface Slot {
  /** Nothing where an edge passes. */
  id: string | undefined;
  rank: number;
  width: number;
  height: number;
  /** Of its middle. */
  y: number;
  /** Within its layer, and where it would rather be. */
  place: number;
  wanted: number;
  before: Slot[];
  after: Slot[];
}

/** An edge, drawn from the left to the right; `back` where it leads the other way, as it closes a cycle. */
export interface Link {
  left: Slot;
  right: Slot;
  back: boolean;
  dummies: Slot[];
}

export interface Layers {
  slots: Slot[];
  ranks: Slot[][];
  links: Link[];
}

const PASSING_HEIGHT = 6;

export function layered(boxes: readonly Box[], pairs: readonly Pair[]): Layers {
  const cards = boxes.map(slotOf);
  const links = directed(cards, pairs);
  for (const { left, right } of links) join(left, right);
  rank(cards);
  for (const card of cards) Object.assign(card, { before: [], after: [] });
  for (const link of links) link.dummies = passed(link);
  const slots = [...cards, ...links.flatMap(({ dummies }) => dummies)];
  const ranks: Slot[][] = [];
  for (const slot of slots) {
    const others = ranks[slot.rank];
    if (others) others.push(slot);
    else ranks[slot.rank] = [slot];
  }
  return { slots, ranks, links };
}

function slotOf(box: Pick<Slot, "id" | "width" | "height">): Slot {
  return { ...box, rank: 0, y: 0, place: 0, wanted: 0, before: [], after: [] };
}

function join(left: Slot, right: Slot): void {
  left.after.push(right);
  right.before.push(left);
}

/** Edges between what is there, each once; a walk finds those that close a cycle. */
function directed(cards: readonly Slot[], pairs: readonly Pair[]): Link[] {
  const byId = new Map(cards.map((card) => [card.id, card]));
  const outs = new Map(cards.map((card) => [card, new Set<Slot>()]));
  const reached = new Set<Slot>();
  for (const [from, to] of pairs) {
    const [source, target] = [byId.get(from), byId.get(to)];
    if (!source || !target || source === target) continue;
    outs.get(source)?.add(target);
    reached.add(target);
  }
  const links: Link[] = [];
  const done = new Map<Slot, boolean>(); // false: on the way to where the walk is
  const walk = (card: Slot) => {
    if (done.has(card)) return;
    done.set(card, false);
    for (const target of outs.get(card) ?? []) {
      const back = done.get(target) === false;
      links.push({ left: back ? target : card, right: back ? card : target, back, dummies: [] });
      walk(target);
    }
    done.set(card, true);
  };
  for (const card of cards) if (!reached.has(card)) walk(card);
  cards.forEach(walk);
  return links;
}

/** The longest way to each; then what feeds more than it is fed is moved next to what it feeds. */
function rank(cards: readonly Slot[]): void {
  const waiting = new Map(cards.map((card) => [card, card.before.length]));
  const sequence = cards.filter(({ before }) => !before.length);
  for (const card of sequence) {
    for (const next of card.after) {
      const left = (waiting.get(next) ?? 0) - 1;
      waiting.set(next, left);
      next.rank = Math.max(next.rank, card.rank + 1);
      if (!left) sequence.push(next);
    }
  }
  for (const card of sequence.reverse()) {
    const { after, before } = card;
    if (after.length > before.length) card.rank = Math.min(...after.map((next) => next.rank)) - 1;
  }
}

/** Joins two cards, by a slot in each layer between them. */
function passed({ left, right }: Link): Slot[] {
  const dummies: Slot[] = [];
  let last = left;
  for (let rank = left.rank + 1; rank < right.rank; rank++) {
    const dummy = slotOf({ id: undefined, width: 0, height: PASSING_HEIGHT });
    dummy.rank = rank;
    join(last, dummy);
    dummies.push(dummy);
    last = dummy;
  }
  join(last, right);
  return dummies;
}
