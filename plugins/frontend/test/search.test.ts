import assert from "node:assert/strict";
import { test } from "node:test";
import { box, boxAnswers, page, plain } from "./asking.ts";
import { type Dataset, filesOf, type Other, serving } from "./book.ts";

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
  assert.equal((await box(load, "core.accounts.email"))[0]?.location, undefined);
});

test("a column says how many datasets have it, and leads to the best layer", async () => {
  const [column] = await box(load, "customer_id");
  assert.equal(column?.location, "datasets/crm/core/customer/#column-customer_id");
  assert.equal(
    column?.title,
    '<mark>customer_id</mark><small class="lb-found">Column in 3 datasets: crm.core.customer, crm.core.accounts, erp.fin.new_customers</small>',
  );
  assert.equal((await box(load, "grosse"))[0]?.location, "datasets/erp/fin/new_customers/#column-gr%C3%B6%C3%9Fe");
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
  const order = (await box(serving(filesOf(replaced)), "orders")).map((item) => plain(item.title));
  assert.deepEqual(order, ["all_orders", "orders", "orders_deprecated"]);
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
  assert.equal(item?.title, "<mark>&lt;b&gt;</mark>&amp;&#39;x");
  assert.equal(item?.location, "datasets/erp/fin/=3cb=3e/");
});

test("addresses of a site without folders end in .html", async () => {
  const flat = serving(filesOf(DATASETS, [...OTHERS, { kind: "page", title: "Home", address: "" }], false));
  const first = async (query: string) => (await box(flat, query))[0]?.location;
  assert.equal(await first("customer_id"), "datasets/crm/core/customer.html#column-customer_id");
  assert.equal(await first("churn"), "domains/sales.html#term-churn");
  assert.equal(await first("home"), "index.html");
});
