/** What the first script holds already. */

export const { absolute, compare, count, draw, fitted, fresh, Graph, icon, load, make, widthOf } = __lineage.kit;
