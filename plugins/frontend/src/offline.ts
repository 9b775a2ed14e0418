/**
 * Searching on pages opened from disk, where browsers start no workers: Material and the search page are given
 * something that looks like one, and runs on the page. Loaded before Material's own script.
 */

import { Conversation } from "./search/conversation.ts";
import { type Answer, type Asked, Type } from "./search/messages.ts";
import { scripted } from "./search/source.ts";

const OURS = /\/search-worker\.[^/]*js$/;

class PageWorker extends EventTarget {
  private readonly conversation: Conversation;

  constructor(url: string) {
    super();
    const base = new URL("../../lakebook-search/", url).href;
    this.conversation = new Conversation(scripted(base), (answer) => this.say(answer));
    // Material sends SETUP only where its own index is there; without it, it still wants to hear this.
    this.say({ type: Type.READY });
  }

  postMessage(asked: Asked): void {
    void this.conversation.hear(asked);
  }

  terminate(): void {}

  /** Later, as a worker would: Material is not done with the question while it sends it. */
  private say(data: Answer): void {
    setTimeout(() => this.dispatchEvent(new MessageEvent("message", { data })));
  }
}

if (location.protocol === "file:") {
  window.Worker = new Proxy(window.Worker, {
    construct(native, [url, options]: [string | URL, WorkerOptions?]) {
      const address = new URL(url, location.href).href;
      return OURS.test(address) ? new PageWorker(address) : new native(url, options);
    },
  });
}
