/** The rows as a table for Excel. `plugins/lakebook/changes/impact_formats/csv.py` writes the same, with places for pages. */

import type { Hit } from "./hits.ts";

const HEADINGS = "kind,id,title,status,steps,columns,seen in,contacts,emails,channel,domain,layer,product,page".split(
  ",",
);
/** What makes a spreadsheet take text for a formula. */
const FORMULA = /^[=+\-@]/;

/** Several values in one cell are parted by semicolons. It begins with a byte order mark, which Excel asks for. */
export function csv(hits: readonly Hit[], root: URL): string {
  const rows = [HEADINGS, ...hits.map((hit) => row(hit, root))];
  return `\ufeff${rows.map((cells) => `${cells.map(quoted).join(",")}\n`).join("")}`;
}

function row(hit: Hit, root: URL): string[] {
  const { contacts } = hit;
  const emails = new Set(contacts.map(([contact]) => contact[3]).filter(Boolean));
  return [
    hit.kind,
    hit.id,
    hit.title,
    hit.status,
    String(hit.hops),
    hit.columns.join("; "),
    hit.surfaces.map(([type, name, audience]) => `${name} (${type}${seenBy(audience)})`).join("; "),
    contacts.map(([contact, role]) => `${contact[2] || contact[1]} (${role})`).join("; "),
    [...emails].join("; "),
    contacts.map(([contact]) => contact[5]).find(Boolean) ?? "",
    hit.domain,
    hit.layer,
    hit.product,
    hit.url && new URL(hit.url, root).href,
  ].map(harmless);
}

/** Who may see a place where a product is seen. */
export function seenBy(audience: string): string {
  return audience && ` for ${audience === "partners" ? "" : "the "}${audience}`;
}

function harmless(cell: string): string {
  const plain = cell.trim().replace(/\s+/g, " ").replace(/\p{C}/gu, "\ufffd");
  return FORMULA.test(plain) ? `'${plain}` : plain;
}

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell;
}
