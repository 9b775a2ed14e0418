import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { build } from "esbuild";
import { Conversation } from "../src/search/conversation.ts";
import { type Answer, Type } from "../src/search/messages.ts";
import { payload } from "../src/search/source.ts";

const SIZES = { worker: 24, offline: 25, page: 8, box: 3, lists: 8 };

for (const [entry, kilobytes] of Object.entries(SIZES)) {
  test(`${entry}.ts is at most ${kilobytes} KB, minified`, async () => {
    const { outputFiles } = await build({
      entryPoints: [`src/${entry}.ts`],
      bundle: true,
      minify: true,
      format: "iife",
      target: "es2020",
      write: false,
    });
    const bytes = outputFiles[0]?.contents.length ?? Number.POSITIVE_INFINITY;
    assert.ok(bytes <= kilobytes * 1024, `${bytes} bytes`);
  });
}

const folder = process.env.LAKEBOOK_SEARCH_DATA;

test("reads files of a real site", { skip: !folder && "LAKEBOOK_SEARCH_DATA names no folder" }, async () => {
  const load = async (path: string) => payload(readFileSync(join(folder ?? "", `${path}.js`), "utf8"));
  const names = (await load("names")) as { names: string[]; schemas: unknown[] };
  const answers: Answer[] = [];
  const conversation = new Conversation(load, (answer) => answers.push(answer));
  for (const name of new Set([names.names[0], names.names.at(-1)])) {
    answers.length = 0;
    await conversation.hear({ type: Type.QUERY, data: name ?? "" });
    const last = answers.at(-2); // before it is said that this was all
    assert.ok(last?.type === Type.RESULT);
    const location = last.data.items[0]?.[0]?.location ?? "";
    assert.match(location, /^datasets\//);
    const site = join(folder ?? "", "..");
    const file = location.replace(/#.*/, "").replace(/\/$/, "/index.html");
    assert.ok(statSync(join(site, decodeURI(file))).isFile(), file);
  }
});
