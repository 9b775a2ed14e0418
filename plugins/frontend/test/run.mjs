// Bundles the tests with esbuild and runs them: `node test/run.mjs`, or `node test/run.mjs bench`.

import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const TEST = dirname(fileURLToPath(import.meta.url));
const BUNDLED = join(TEST, "../.test");
const bench = process.argv[2] === "bench";

rmSync(BUNDLED, { recursive: true, force: true });
await build({
  entryPoints: readdirSync(TEST)
    .filter((file) => file.endsWith(bench ? ".bench.ts" : ".test.ts"))
    .map((file) => join(TEST, file)),
  outdir: BUNDLED,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  packages: "external",
  format: "esm",
  target: "node20",
  logLevel: "warning",
});
const files = readdirSync(BUNDLED).map((file) => join(BUNDLED, file));
const { status } = spawnSync(process.execPath, bench ? files : ["--test", "--test-reporter=dot", ...files], {
  stdio: "inherit",
});
process.exit(status ?? 1);
