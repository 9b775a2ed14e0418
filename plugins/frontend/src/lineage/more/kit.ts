/** What the first script holds already. */

export const { absolute, count, draw, FACETS, fitted, fresh, icon, load, make, pressable, STYLES, styleOf, widthOf } =
  __lineage.kit;
