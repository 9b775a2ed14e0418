// How sources become scripts: what the build and the tests of the sizes agree on.

import { readFile } from "node:fs/promises";
import { transform } from "esbuild";

/** Styles are imported as text, without what only people need in them. */
/** @type {import("esbuild").Plugin} */
const styles = {
  name: "styles",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true, target: "es2022" });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

/** @type {import("esbuild").BuildOptions} */
export const BUNDLED = {
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  plugins: [styles],
};
