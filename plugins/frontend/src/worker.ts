/** The search in a worker, in the place of Material's. Its file lies in `assets/lakebook/`. */

import { Conversation } from "./search/conversation.ts";
import type { Asked } from "./search/messages.ts";
import { fetched } from "./search/source.ts";

const base = new URL("../../lakebook-search/", self.location.href).href;
const conversation = new Conversation(fetched(base), (answer) => self.postMessage(answer));
self.addEventListener("message", (event: MessageEvent<Asked>) => conversation.hear(event.data));
