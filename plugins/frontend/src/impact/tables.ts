/** What the page shows of the hits: products, datasets, and people to tell. */

import { seenBy } from "./csv.ts";
import type { Contact } from "./data.ts";
import type { Hit, Person } from "./hits.ts";
import { badge, count, line, link, make } from "./html.ts";
import { type Column, table, words } from "./table.ts";

const FEW = 3;

export function productTable(hits: readonly Hit[], root: URL): HTMLElement {
  return table(hits, [named("Product", root), STEPS, { heading: "Seen in", cell: seen, key: seenKey }, told(root)], "");
}

export function datasetTable(hits: readonly Hit[], root: URL): HTMLElement {
  const columns = [named("Dataset", root), STEPS, plain("Domain", "domain"), LAYER, plain("Product", "product")];
  return table(hits, [...columns, told(root, "Custodian")], "");
}

/** People and teams with how to reach them, those with most to lose first. */
export function peopleList(people: readonly Person[], root: URL): HTMLElement {
  const most = [...people].sort((one, other) => other.hits.length - one.hits.length);
  return make("ul", "lb-list lb-impact__people", ...most.map((person) => make("li", "", ...told1(person, root))));
}

function told1({ contact, roles, hits }: Person, root: URL): HTMLElement[] {
  const products = hits.filter(({ kind }) => kind === "product").length;
  const datasets = hits.length - products;
  const sizes = [products && count(products, "product"), datasets && count(datasets, "dataset")].filter(Boolean);
  const small = make("small", "", `${[...roles].join(", ")} · ${sizes.join(", ")}`);
  return [line(contact[0], ...reached(contact, root), small)];
}

/** Name, and ways to reach them. */
function reached([, id, name, email, handle, channel, url]: Contact, root: URL): Node[] {
  const ways = [email && mail(email), channel, handle && !email && !channel ? handle : ""].filter(Boolean);
  const parts = ways.flatMap((way, place) => (place ? [" · ", way] : [way]));
  return [link(url, name || id, root), ...(parts.length ? [make("small", "", ...parts)] : [])];
}

function mail(email: string): HTMLElement {
  const made = make("a", "", email);
  made.href = `mailto:${encodeURIComponent(email).replace(/%40/g, "@")}`;
  return made;
}

function named(heading: string, root: URL): Column<Hit> {
  const cell = ({ kind, id, title, status, url, columns }: Hit) => {
    const state = /^(deprecated|retired|draft|proposed)$/.test(status) ? badge(status, status) : undefined;
    const which = columns.length ? make("small", "", listed(columns)) : undefined;
    return line(kind, link(url, title || id, root), state, make("small", "", make("code", "", id)), which);
  };
  return { heading, cell, key: ({ title, id }) => words(title || id) };
}

const STEPS: Column<Hit> = {
  heading: "Steps",
  cell: ({ hops }) => String(hops),
  key: ({ hops }) => hops,
  number: true,
};
const LAYER: Column<Hit> = {
  heading: "Layer",
  cell: ({ layer }) => badge(layer, `layer-${layer}`) ?? "",
  key: ({ layer }) => words(layer),
};

function plain(heading: string, field: "domain" | "product"): Column<Hit> {
  return { heading, cell: (hit) => hit[field], key: (hit) => words(hit[field]) };
}

function told(root: URL, heading = "Contacts"): Column<Hit> {
  const name = ([contact]: Hit["contacts"][number]) => contact[2] || contact[1];
  const cell = ({ contacts }: Hit) => {
    const each = contacts.map((one) => make("span", "lb-each", link(one[0][6], name(one), root)));
    return each.length ? make("span", "", ...each) : "";
  };
  return { heading, cell, key: ({ contacts }) => words(contacts.map(name).join(" ")) };
}

function seen({ surfaces }: Hit): HTMLElement | string {
  const each = surfaces.map(([type, name, audience, url]) => {
    const place = link(url, name, new URL(location.href));
    if (url) place.classList.add("lb-out");
    return make("span", "lb-each", line(type, place, make("small", "", `${type}${seenBy(audience)}`)));
  });
  return each.length ? make("span", "", ...each) : "";
}

function seenKey({ surfaces }: Hit) {
  return words(surfaces[0]?.[1] ?? "");
}

function listed(columns: readonly string[]): string {
  const rest = columns.length - FEW;
  return `${columns.slice(0, FEW).join(", ")}${rest > 0 ? ` and ${count(rest, "other column")}` : ""}`;
}
