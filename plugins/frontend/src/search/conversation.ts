/** Answers messages, in a worker or on a page without one. */

import { Known } from "./known.ts";
import { answers, type Found } from "./lookup.ts";
import { leadingOn, materialItems } from "./material.ts";
import { type Answer, type Asked, type PageQuery, Type } from "./messages.ts";
import { isEmpty, parse, type Query } from "./query.ts";
import { type Item, Renderer } from "./render.ts";
import { type Load, Source } from "./source.ts";

const MOST_IN_BOX = 60;
/** Results at the top of the box whose columns are looked up before anything is shown, and with how many files. */
const AT_ONCE = 10;
const FILES_AT_ONCE = 3;
/** Results in the box that get a first sentence. */
const DESCRIBED = 16;

/** What one kind of answer looks like, and what it may cost. */
interface Form {
  readonly limit: number;
  /** Results that get a first sentence. */
  readonly described: number;
  /** Files with datasets of columns that the first answer waits for. */
  readonly filesAtOnce: number;
  say(found: Found, renderer: Renderer): Answer;
  nothing(failed: boolean): Answer;
}

interface Opened {
  readonly known: Known;
  readonly renderer: Renderer;
}

export class Conversation {
  private opening: Promise<Opened> | undefined;
  /** Counts questions from the box and from the search page: only the newest is answered. */
  private newest = 0;

  constructor(
    private readonly load: Load,
    private readonly answer: (answer: Answer) => void,
  ) {}

  /** Takes a message; answers come through the function given at the start. */
  async hear(asked: Asked): Promise<void> {
    if (asked.type === Type.SETUP) return this.answer({ type: Type.READY });
    const question = ++this.newest;
    const isNewest = () => question === this.newest;
    const done = (data: string | number) => isNewest() && this.answer({ type: Type.DONE, data });
    if (asked.type === Type.QUERY) done(await this.answerBox(asked.data, isNewest));
    else if (asked.type === Type.PAGE_QUERY) done(await this.answerPage(asked.data, isNewest));
  }

  private async answerBox(source: string, isNewest: () => boolean): Promise<string> {
    await this.answerInSteps(parse(source), isNewest, {
      limit: MOST_IN_BOX,
      described: DESCRIBED,
      filesAtOnce: FILES_AT_ONCE,
      say: boxAnswer,
      nothing: () => ({ type: Type.RESULT, data: { items: [] } }),
    });
    return source;
  }

  private async answerPage({ id, query, offset, limit }: PageQuery, isNewest: () => boolean): Promise<number> {
    const nothing = { id, total: 0, items: [], facets: undefined };
    await this.answerInSteps(parse(query), isNewest, {
      limit: offset + limit,
      described: offset + limit,
      filesAtOnce: 0,
      say: (found, renderer) => pageAnswer(id, found, renderer.items(found, offset, limit)),
      nothing: (failed) => ({ type: Type.PAGE_RESULT, data: { ...nothing, failed } }),
    });
    return id;
  }

  /** Answers by names as soon as can be; then once more, if words, sentences and columns add to that. */
  private async answerInSteps(query: Query, isNewest: () => boolean, form: Form): Promise<void> {
    if (isEmpty(query)) return this.answer(form.nothing(false));
    try {
      const { known, renderer } = await this.open();
      await nextTask();
      if (!isNewest()) return;
      let said = "";
      let last: Found | undefined;
      const say = (found: Found) => {
        const answer = form.say(found, renderer);
        const text = JSON.stringify(answer);
        if (isNewest() && text !== said) this.answer(answer);
        said = text;
      };
      for await (const found of answers(known, query)) {
        if (!last) {
          await renderer.loadColumns(found, 0, Math.min(AT_ONCE, form.limit), form.filesAtOnce);
          say(found);
        }
        last = found;
        if (!isNewest()) return;
      }
      if (!last) return;
      await Promise.all([renderer.loadDetails(last, 0, form.described), renderer.loadColumns(last, 0, form.limit)]);
      say(last);
    } catch (error) {
      console.warn("search:", error);
      if (isNewest()) this.answer(form.nothing(true));
    }
  }

  /** The index, loaded with the first question; tried again with the next one if it failed. */
  private open(): Promise<Opened> {
    this.opening ??= Known.open(new Source(this.load)).then((known) => ({ known, renderer: new Renderer(known) }));
    this.opening.catch(() => {
      this.opening = undefined;
    });
    return this.opening;
  }
}

function boxAnswer(found: Found, renderer: Renderer): Answer {
  const { query } = found;
  const items = materialItems(renderer.items(found, 0, MOST_IN_BOX), query.text.includes(".") ? [] : query.words);
  const { length } = found.results;
  if (length > MOST_IN_BOX) items.splice(-1, 1, leadingOn(renderer.searchPage(query.source), length));
  return { type: Type.RESULT, data: { items } };
}

function pageAnswer(id: number, found: Found, items: readonly Item[]): Answer {
  return {
    type: Type.PAGE_RESULT,
    data: { id, total: found.results.length, items, facets: found.facets, failed: false },
  };
}

/** Lets messages that wait come in first: while someone types fast, only the last query is worth an answer. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
