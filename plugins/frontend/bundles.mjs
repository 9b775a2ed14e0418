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
 * of a data file or of `__lineage`, none may be reached by a string, and of the kit none that other scripts take (`load`).
 */
const OWN =
  "scene shown active rank places datasets noun trace say filters scale camera weight draw around steps home fit back hands hops moved begin area near rows withHands place wanted change view window zoom closable keepsAddress slots words told card dummies lost missing ranks arriving reach way stop sides tell show traced stage light look through facets connect build dimmed keepAddress loops middle starts stopTracing fitted widthOf styleOf STYLES absolute fresh limit elements drawn bring keep again selected routes links rule pressable icon make count save".split(
    " ",
  );
/** Without those of data files: d, f, k, l, p, v, x, y. */
const LETTERS = "teonrsiabcghjmquwzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const shortened = OWN.map((name, place) => [name, LETTERS[place] ?? `$${LETTERS[place - LETTERS.length]}`]);

/** Of the lineage view, for which every byte counts. */
/** @type {import("esbuild").BuildOptions} */
export const LINEAGE = {
  ...BUNDLED,
  target: "es2022",
  tsconfigRaw: { compilerOptions: { useDefineForClassFields: true } },
  mangleProps: new RegExp(`^(${OWN.join("|")})$`),
  mangleCache: Object.fromEntries(shortened),
};
