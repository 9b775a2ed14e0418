/** What the first script holds already. */

export const { absolute, count, draw, fitted, fresh, icon, load, make, STYLES, styleOf, widthOf } = __lineage.kit;
