/** What a reach concerns, as rows: products, then datasets, each by steps; and everybody to tell. */

import type { Book } from "./book.ts";
import type { Contact, Product, Surface, Told } from "./data.ts";
import type { Reached } from "./reach.ts";

export interface Hit {
  kind: string;
  id: string;
  title: string;
  status: string;
  hops: number;
  /** Of a dataset: the columns concerned; none where nobody says which. */
  columns: string[];
  /** Of a product: where it is seen. */
  surfaces: Surface[];
  contacts: [contact: Contact, role: string][];
  /** Below the root of the site. */
  url: string;
  domain: string;
  layer: string;
  /** Title of the product that writes the dataset. */
  product: string;
}

export interface Person {
  contact: Contact;
  roles: Set<string>;
  hits: Hit[];
}

function dataset(book: Book, n: number, { hops, whole, columns }: Reached): Hit {
  const { ids, kinds, k, layers, l, domains, d, products, p, labels } = book.whole;
  const { statuses, s, answers, a } = book.concerned;
  const domain = domains[d[n] ?? -1] ?? "";
  const product = products[p[n] ?? -1] ?? "";
  return {
    kind: kinds[k[n] ?? -1] ?? "",
    id: ids[n] ?? "",
    title: book.title(n),
    status: statuses[s[n] ?? -1] ?? "",
    hops,
    columns: whole ? [] : columns,
    surfaces: [],
    contacts: contacts(book, answers[a[n] ?? -1]),
    url: book.url(n),
    domain: labels?.domains[domain] ?? domain,
    layer: layers[l[n] ?? -1] ?? "",
    product: labels?.products[product] ?? product,
  };
}

function contacts(book: Book, told: readonly Told[] = []): Hit["contacts"] {
  return told.flatMap(([place, role]) => {
    const contact = book.concerned.contacts[place];
    return contact ? [[contact, role] as [Contact, string]] : [];
  });
}

export function hits(book: Book, reached: ReadonlyMap<number, Reached>): Hit[] {
  const products = book.concerned.products.flatMap((product) => concernedBy(book, product, reached));
  const datasets = [...reached].filter(([, { hops }]) => hops).map(([n, found]) => dataset(book, n, found));
  return [...products.sort(nearer), ...datasets.sort(nearer)];
}

function nearer(one: Hit, other: Hit): number {
  return one.hops - other.hops || (one.id < other.id ? -1 : 1);
}

/** A product is concerned where it reads what is reached, or a column that is. */
function concernedBy(book: Book, product: Product, reached: ReadonlyMap<number, Reached>): Hit[] {
  const [id, title, status, url, reads, surfaces, told] = product;
  const steps = reads.flatMap(([dataset, column]) => {
    const found = reached.get(dataset);
    return found && (!column || found.whole || found.columns.includes(column)) ? [found.hops + 1] : [];
  });
  if (!steps.length) return [];
  const rest = { surfaces, contacts: contacts(book, told), url, columns: [], domain: "", layer: "", product: "" };
  return [{ kind: "product", id, title, status, hops: Math.min(...steps), ...rest }];
}

/** Everybody to tell, in the order of the hits. */
export function people(found: readonly Hit[]): Person[] {
  const told = new Map<Contact, Person>();
  for (const hit of found) {
    for (const [contact, role] of hit.contacts) {
      const person = told.get(contact) ?? { contact, roles: new Set(), hits: [] };
      told.set(contact, person);
      person.roles.add(role);
      if (person.hits[person.hits.length - 1] !== hit) person.hits.push(hit);
    }
  }
  return [...told.values()];
}
