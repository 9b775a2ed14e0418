import assert from "node:assert/strict";
import { test } from "node:test";
import type { NamesFile } from "../src/search/data.ts";
import { bare, box, boxAnswers, page, plain } from "./asking.ts";
import { chunks, type Dataset, type Files, filesOf, numbered, type Other, serving } from "./book.ts";

const DATASETS: Dataset[] = [
  { path: "crm.core.accounts", columns: ["customer_id", "name"], domain: "sales", layer: "silver", summary: "Firms." },
  {
    path: "crm.core.customer",
    columns: ["customer_id", "email"],
    domain: "sales",
    layer: "gold",
    custodian: "ines.carvalho",
  },
  { path: "crm.core.customer_old", status: "deprecated", successor: "crm.core.customer_base", domain: "sales" },
  { path: "crm.core.customer_base", domain: "sales", layer: "bronze" },
  { path: "crm.web.customerVisits", kind: "topic", domain: "sales", columns: ["visitID"] },
  { path: "erp.fin.price_agreement", title: "Price agreements", domain: "finance", summary: "What a customer pays." },
  { path: "erp.fin.new_customers", domain: "finance", columns: ["customer_id", "größe"], classification: "restricted" },
  { path: "erp.fin.<b>&'x", slug: "=3cb=3e", domain: "finance" },
];
const OTHERS: Other[] = [
  { kind: "product", title: "Customer", address: "products/customer/", id: "customer" },
  { kind: "person", title: "Inês Carvalho", address: "people/ines.carvalho/", id: "ines.carvalho" },
  { kind: "term", title: "Churn", address: "domains/sales/#term-churn", id: "churn", summary: "A customer leaves." },
  { kind: "page", title: "How to begin", address: "guide/", summary: "Read this when you arrive." },
];
const load = serving(filesOf(DATASETS, OTHERS));
/** The same files, with the long lists of `names` in files of their own. */
function cut(files: Files, most: number): Files {
  const names = files.names as NamesFile;
  const apart = { ...numbered("names", chunks(names.names, most)), ...numbered("pages", chunks(names.pages, most)) };
  const parts = { names: Math.ceil(names.names.length / most), pages: Math.ceil(names.pages.length / most) };
  return { ...files, ...apart, names: { ...names, names: [], pages: [], parts } };
}

test("lists that are too long for one file are put together again", async () => {
  const whole = filesOf(DATASETS, OTHERS);
  for (const most of [1, 3, 100]) {
    const asked: string[] = [];
    const found = await box(serving(cut(whole, most), asked), "customer");
    assert.deepEqual(found, await box(serving(whole), "customer"));
    assert.ok(asked.includes("names/0?1a2b3c4d") && asked.includes("pages/0?1a2b3c4d"));
  }
});

const titles = async (query: string) => (await box(load, query)).map((item) => plain(item.title));

test("exact names stand before beginnings, these before words of names", async () => {
  const found = await titles("customer");
  assert.deepEqual(found.slice(0, 2), ["customer", "Customer"]);
  assert.deepEqual(found.slice(2, 7), [
    "customer_base",
    "customerVisits",
    "customer_id",
    "customer_old",
    "new_customers",
  ]);
});

test("words of the name in any order, beginnings of words, parts of words", async () => {
  assert.deepEqual(await titles("agre pri"), ["price_agreement"]);
  assert.deepEqual(await titles("visits"), ["customerVisits"]);
  assert.deepEqual(await titles("reemen"), ["price_agreement"]);
  assert.deepEqual(await titles("customervisits"), ["customerVisits"]);
  assert.deepEqual((await boxAnswers(load, "customer m"))[0], []);
  const glued = serving(filesOf([{ path: "a.b.salesorderheader" }, { path: "a.b.sales_order_header_log" }]));
  for (const query of ["SalesOrderHeader", "salesorderheader", "sales order h", "salesord"]) {
    const names = (await box(glued, query)).map((item) => plain(item.title));
    assert.deepEqual(new Set(names), new Set(["salesorderheader", "sales_order_header_log"]), query);
  }
  assert.equal(plain((await box(glued, "SalesOrderHeader"))[0]?.title ?? ""), "salesorderheader");
});

test("words that say where it is narrow", async () => {
  assert.deepEqual(await titles("erp customers"), ["new_customers"]);
});

test("a pasted identity finds its target", async () => {
  assert.equal((await titles("crm.core.customer"))[0], "customer");
  assert.equal((await titles("CORE.CUSTOMER"))[0], "customer");
  assert.deepEqual(await titles("crm.core.acc"), ["accounts"]);
  const [column] = await box(load, "crm.core.accounts.customer_id");
  assert.equal(column?.location, "datasets/crm/core/accounts/#column-customer_id");
  assert.equal(plain(column?.title ?? ""), "accounts.customer_id");
  assert.equal((await box(load, "CRM.Core.Accounts.customerId"))[0]?.location, column?.location);
  assert.equal((await box(load, "core.accounts.email"))[0]?.location, undefined);
});

test("a column says how many datasets have it, and leads to the best layer", async () => {
  const [column] = await box(load, "customer_id");
  assert.equal(column?.location, "datasets/crm/core/customer/#column-customer_id");
  assert.equal(
    bare(column?.title ?? ""),
    '<mark>customer_id</mark><small class="lb-found">Column in 3 datasets: crm.core.customer, crm.core.accounts, erp.fin.new_customers</small>',
  );
  assert.equal((await box(load, "grosse"))[0]?.location, "datasets/erp/fin/new_customers/#column-gr%C3%B6%C3%9Fe");
  const old: Dataset[] = [
    { path: "a.b.old", layer: "gold", status: "deprecated", columns: ["batch_no"] },
    { path: "a.b.now", layer: "bronze", columns: ["batch_no"] },
  ];
  assert.equal((await box(serving(filesOf(old)), "batch_no"))[0]?.location, "datasets/a/b/now/#column-batch_no");
});

test("accents and capitals do not matter", async () => {
  assert.deepEqual(await titles("INES"), ["Inês Carvalho"]);
});

test("one typing error is forgiven where nothing matches", async () => {
  assert.equal((await titles("custmoer"))[0], "customer");
  assert.equal((await titles("acounts"))[0], "accounts");
  assert.deepEqual(await titles("xyzzy"), []);
});

test("what is out of use stands below its successor", async () => {
  const found = await titles("customer_old customer");
  assert.ok(found.includes("customer_old"));
  const both = await titles("customer_");
  assert.ok(both.indexOf("customer_base") < both.indexOf("customer_old"));
  const replaced: Dataset[] = [
    { path: "a.b.orders", status: "deprecated", successor: "a.b.all_orders" },
    { path: "a.b.all_orders" },
    { path: "a.b.orders_deprecated", status: "deprecated", successor: "a.b.orders" },
  ];
  const order = (await box(serving(filesOf(replaced)), "order")).map((item) => plain(item.title));
  assert.deepEqual(order, ["all_orders", "orders", "orders_deprecated"]);
});

test("whoever types the whole name of what is out of use gets it, with its successor right below", async () => {
  const chain: Dataset[] = [
    { path: "lims.gold.batch_release", status: "deprecated", successor: "lims.gold.compound_release" },
    { path: "lims.gold.compound_release", status: "retired", successor: "lims.gold.clearance", domain: "quality" },
    { path: "lims.gold.clearance", summary: "Which batch has its release.", columns: ["batch_release_no"] },
    { path: "lims.gold.batch_release_log", domain: "quality" },
  ];
  const found = serving(filesOf(chain));
  const order = async (query: string) => (await box(found, query)).map((item) => plain(item.title));
  const all = ["batch_release", "clearance", "compound_release", "batch_release_log", "batch_release_no"];
  assert.deepEqual(await order("batch_release"), all);
  assert.deepEqual((await order("lims.gold.batch_release")).slice(0, 3), all.slice(0, 3));
  assert.deepEqual((await order("batch_release domain:quality")).slice(0, 2), [
    "compound_release",
    "batch_release_log",
  ]);
  assert.deepEqual(await order("batch_releas"), [
    "batch_release_log",
    "batch_release_no",
    "clearance",
    "batch_release",
  ]);
  const [old] = await box(found, "batch_release");
  assert.match(old?.title ?? "", /^<span class="lb-icon lb-icon--table" .*lb-badge--deprecated">deprecated<\/span>$/);
  assert.match(old?.text ?? "", /<small class="lb-found">Replaced by <b>compound_release<\/b><\/small>/);
  const twins: Dataset[] = [
    { path: "a.old.orders", status: "deprecated", successor: "a.new.orders" },
    { path: "a.new.orders" },
  ];
  const [first] = await box(serving(filesOf(twins)), "orders");
  assert.equal(first?.location, "datasets/a/new/orders/");
});

test("products and decisions are replaced, too", async () => {
  const log: Other[] = [
    {
      kind: "decision",
      title: "Nightly extracts",
      address: "decisions/adr-0010/",
      id: "adr-0010",
      status: "superseded",
    },
    { kind: "decision", title: "Changes as they come", address: "decisions/adr-0011/", id: "adr-0011" },
  ];
  const files = filesOf([{ path: "a.b.c" }], log);
  (files.names as { successors: number[][] }).successors.push([1, 2]);
  const found = (await box(serving(files), "adr-0010")).map((item) => [
    plain(item.title),
    item.text.includes("Replaced by <b>Changes"),
  ]);
  assert.deepEqual(found, [
    ["Nightly extracts", true],
    ["Changes as they come", false],
  ]);
});

test("a word that stands in a text was no typing error", async () => {
  const books: Dataset[] = [{ path: "a.b.press" }, { path: "a.b.log", summary: "Made of cress." }];
  const answers = await boxAnswers(serving(filesOf(books)), "cress");
  const titles = answers.map((items) => items.map((item) => plain(item.title)));
  assert.deepEqual([titles[0], titles.at(-1)], [["press"], ["log"]]);
});

test("the first answer is of names, the second of words of texts, too", async () => {
  const [first = [], second = []] = await boxAnswers(load, "leaves");
  assert.deepEqual([first.length, second.map((item) => plain(item.title))], [0, ["Churn"]]);
  const agreement = (await box(load, "customer")).find((item) => plain(item.title) === "price_agreement");
  assert.equal(
    agreement?.text,
    '<small class="lb-found">Table · The finance › erp › fin · Price agreements</small><small class="lb-found">What a customer pays.</small>',
  );
  assert.deepEqual(await titles("arriv read"), ["How to begin"]);
});

test("operators narrow, those of one kind widen", async () => {
  assert.deepEqual(await titles("customer kind:topic"), ["customerVisits"]);
  assert.deepEqual(await titles("kind:topic kind:person"), ["customerVisits", "Inês Carvalho"]);
  assert.deepEqual(await titles("domain:finance class:restricted"), ["new_customers"]);
  assert.deepEqual(await titles('custodian:"ines carv"'), ["customer"]);
  assert.deepEqual(await titles("status:depr"), ["customer_old"]);
  assert.deepEqual(await titles("kind:column mail"), ["email"]);
  assert.deepEqual(await titles("layer:platinum"), []);
});

test("columns are narrowed by the datasets that have them", async () => {
  const [column] = await box(load, "kind:column domain:finance customer_id");
  assert.match(column?.title ?? "", /in 1 dataset: erp\.fin\.new_customers</);
  assert.deepEqual(await titles("kind:column domain:finance email"), []);
});

test("column: lists the datasets, each at that column", async () => {
  const { items, total } = await page(load, "column:customer_id");
  assert.equal(total, 3);
  assert.deepEqual(
    items.map((item) => item.location),
    ["datasets/crm/core/customer/", "datasets/crm/core/accounts/", "datasets/erp/fin/new_customers/"].map(
      (address) => `${address}#column-customer_id`,
    ),
  );
  assert.equal(items[1]?.title, "accounts.<mark>customer_id</mark>");
  assert.equal((await page(load, "column:customer_id new")).total, 1);
});

test("facets count what each value would leave", async () => {
  const { facets, total } = await page(load, "customer domain:finance");
  const counts = Object.fromEntries((facets?.domain ?? []).map((value) => [value.id, [value.count, value.on]]));
  assert.equal(total, 3);
  assert.deepEqual(counts, { sales: [4, false], finance: [2, true] });
  assert.deepEqual(
    facets?.kind.map(({ id, count }) => `${id} ${count}`),
    ["table 2", "column 1"],
  );
});

test("results come in screens", async () => {
  const whole = (await page(load, "customer")).items.map((item) => item.location);
  assert.deepEqual(
    (await page(load, "customer", 2, 3)).items.map((item) => item.location),
    whole.slice(2, 5),
  );
});

test("hostile names are escaped, and lead right", async () => {
  const [item] = await box(load, "<b>");
  assert.equal(bare(item?.title ?? ""), "<mark>&lt;b&gt;</mark>&amp;&#39;x");
  assert.equal(item?.location, "datasets/erp/fin/=3cb=3e/");
  assert.deepEqual((await box(load, "churn & amp"))[0]?.terms ?? {}, {});
  assert.deepEqual((await box(load, "price amp agreement"))[0]?.terms ?? {}, {});
});

test("names without letters are found as they are written, and of two names the one typed to the letter", async () => {
  const odd = ["..", ".", "🚗", "a/b", "a_b", "Orders", "orders", 'say "hi"', "שלום", "\u202ekcab", "ß.x"];
  const files = filesOf(
    odd.map((name, n) => ({ path: `x y.${"abcdefghijk"[n]}.x`, slug: `s${n}`, columns: [name] })),
    odd.map((name, n) => ({ kind: "term", title: name, address: `domains/d/#term-${n}` })),
  );
  const names = files.names as { names: string[] };
  names.names = names.names.map((_, place) => odd[place] ?? "");
  const load = serving(files);
  for (const [place, name] of odd.entries()) {
    const [item, ...others] = await box(load, name);
    const said = `${name}: ${item?.title}`;
    assert.match(item?.location ?? "", new RegExp(`^datasets/x y/./s${odd.indexOf(name)}/`), said);
    const term = others.find((other) => other.location.startsWith("domains/"));
    assert.equal(term?.location, `domains/d/#term-${place}`);
    assert.equal((await box(load, name)).at(-1)?.title.includes("<mark>"), true);
  }
});

test("pasted identities may hold blanks, quotes and dots", async () => {
  const books = filesOf([
    { path: "my crm.ÉTÉ ﬁn.a", slug: "a" },
    { path: "my crm.ÉTÉ ﬁn.b", slug: "b", columns: ["c d"] },
  ]);
  (books.names as { names: string[] }).names = ["v1.2", 'say "hi"'];
  const first = async (query: string) => (await box(serving(books), query))[0]?.location;
  assert.equal(await first("my crm.ÉTÉ ﬁn.v1.2"), "datasets/my crm/ÉTÉ ﬁn/a/");
  assert.equal(await first("été fin.v1.2"), "datasets/my crm/ÉTÉ ﬁn/a/");
  assert.equal(await first('"my crm"."ete fin"."v1.2"'), "datasets/my crm/ÉTÉ ﬁn/a/");
  assert.equal(await first('ete fin.say "hi".c d'), "datasets/my crm/ÉTÉ ﬁn/b/#column-c%20d");
});

test("addresses of a site without folders end in .html", async () => {
  const flat = serving(filesOf(DATASETS, [...OTHERS, { kind: "page", title: "Home", address: "" }], false));
  const first = async (query: string) => (await box(flat, query))[0]?.location;
  assert.equal(await first("customer_id"), "datasets/crm/core/customer.html#column-customer_id");
  assert.equal(await first("churn"), "domains/sales.html#term-churn");
  assert.equal(await first("home"), "index.html");
});
