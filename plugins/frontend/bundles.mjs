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
      return { contents: code.trim().replace(/(?<=--[a-z]+:|,) /g, ""), loader: "text" };
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

/**
 * Names of our own that the two scripts of the lineage view share, shortened alike in both. None may be one of the DOM,
 * of a data file or of `__lineage`, and none may be reached by a string.
 */
const OWN =
  "datasets scene camera shown places around trace noun hops say area active steps draw filters home near zoom traced rows card moved begin closable dimmed dummies keepAddress keepsAddress loops lost middle missing rank ranks slots stage starts stopTracing wanted weight withHands arriving light words fitted widthOf styleOf STYLES absolute fresh limit elements drawn reach fit bring keep again".split(
    " ",
  );
/** Without those of data files: d, f, k, l, p, v, x, y. */
const LETTERS = "teonrsiabcghjmquwzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const shortened = OWN.map((name, place) => [name, LETTERS[place] ?? `$${LETTERS[place - LETTERS.length]}`]);

/** Of the lineage view, for which every byte counts. */
/** @type {import("esbuild").BuildOptions} */
export const LINEAGE = {
  ...BUNDLED,
  mangleProps: new RegExp(`^(${OWN.join("|")})$`),
  mangleCache: Object.fromEntries(shortened),
};
