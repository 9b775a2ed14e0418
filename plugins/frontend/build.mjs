// Bundles the entries into scripts of the Python package, and notes what they were built from.

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { BUNDLED, LINEAGE } from "./bundles.mjs";

const FRONTEND = dirname(fileURLToPath(import.meta.url));
const STATIC = join(FRONTEND, "../lakebook/static");
const SOURCES = ["build.mjs", "bundles.mjs", "package-lock.json", "package.json", "tsconfig.json"];

/** Hash over names and bytes of all sources; `hatch_build.py` computes the same. */
function fingerprint() {
  const scripts = readdirSync(join(FRONTEND, "src"), { recursive: true })
    .map((file) => `src/${file.replaceAll("\\", "/")}`)
    .filter((file) => /\.(ts|css)$/.test(file));
  const digest = createHash("sha256");
  for (const file of [...scripts, ...SOURCES].sort(byFolder)) {
    digest
      .update(`${file}\0`)
      .update(readFileSync(join(FRONTEND, file)))
      .update("\0");
  }
  return digest.digest("hex");
}

/** Folder by folder, as Python sorts paths. */
function byFolder(one, other) {
  const [left, right] = [one.split("/"), other.split("/")];
  const place = left.findIndex((part, index) => part !== right[index]);
  return left[place] < right[place] ? -1 : 1;
}

mkdirSync(STATIC, { recursive: true });
const outdir = process.argv[2] ?? STATIC;
await build({
  entryPoints: {
    "search-worker": join(FRONTEND, "src/worker.ts"),
    "search-page": join(FRONTEND, "src/page.ts"),
    "search-offline": join(FRONTEND, "src/offline.ts"),
    "search-box": join(FRONTEND, "src/box.ts"),
    lists: join(FRONTEND, "src/lists.ts"),
    explorer: join(FRONTEND, "src/explorer.ts"),
    impact: join(FRONTEND, "src/impact.ts"),
  },
  outdir,
  ...BUNDLED,
});
await build({
  entryPoints: {
    lineage: join(FRONTEND, "src/lineage.ts"),
    "lineage-more": join(FRONTEND, "src/lineage-more.ts"),
  },
  outdir,
  ...LINEAGE,
});
if (!process.argv[2]) writeFileSync(join(STATIC, "frontend.stamp"), `${fingerprint()}\n`);
