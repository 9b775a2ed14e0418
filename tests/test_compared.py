"""Declared against observed, on the page of a dataset."""

from __future__ import annotations

import re

import pytest

from lakebook.book import read_book
from lakebook.importers._harvest.observed_file import seen_in
from lakebook.pages.dataset import dataset
from lakebook.site.context import SiteContext
from lakebook.sources.in_memory import InMemory
from lakebook.sources.working_tree import WorkingTree

SCHEMA = """datasets:
  orders: {columns: {id: int, net: numeric, tax: numeric}}
  rates: {columns: {rate: numeric}}
  audit:
  report:
    sources: [orders, rates]
    columns:
      net: {from: orders.net}
      tax: {from: [orders.tax, rates.rate]}
      gross: {from: [report.net, report.tax]}
"""
PLACE = "catalogue/sales/crm/shop"


def section(observed: str, schema: str = SCHEMA, name: str = "report") -> str:
    """HTML of the section; empty where there is none."""
    files = {f"{PLACE}.yaml": schema, f"{PLACE}.observed.yaml": observed}
    book = read_book(InMemory(files))
    pages = {page.title: page for page in dataset(book, SiteContext(book.settings.repository, True))}
    found = re.search(r'<h2 id="compared".*?(?=<h2|\Z)', pages[name].read().content, re.DOTALL)
    return found.group() if found else ""


def rows(html: str, number: int = 0) -> list[list[str]]:
    """Texts of the cells of a table."""
    table = re.findall(r"<tbody>(.*?)</tbody>", html)[number]
    cells = [re.findall(r"<td>(.*?)</td>", row) for row in table.split("<tr>")[1:]]
    return [[re.sub("<small>.*?</small>|<[^>]+>", "", cell) for cell in row] for row in cells]


def test_each_source_says_how_it_is_known():
    html = section(
        "datasets:\n  report:\n    edges:\n      crm.shop.orders: {origin: [dbt, sql]}\n      crm.shop.audit: sql\n"
    )
    assert rows(html) == [
        ["audit", "only observed", "sql"],
        ["rates", "only declared", ""],
        ["orders", "declared and observed", "dbt, sql"],
    ]
    assert "<pre><code>sources:\n  crm.shop.audit:</code></pre>" in html
    assert "catalogue/sales/crm/shop.yaml" in html


def test_where_nothing_was_observed_there_is_nothing():
    assert section("datasets:\n  orders:\n    edges:\n      crm.shop.rates: sql\n") == ""


def test_where_nobody_declares_anything_it_is_one_sentence():
    html = section(
        "datasets:\n  audit:\n    edges: {crm.shop.orders: {origin: dbt, columns: {id: id}}}\n", name="audit"
    )
    assert "What it comes from is only observed, by dbt; nobody declares any." in html and "<table" not in html
    assert "<code>sources:\n  crm.shop.orders:</code>" in html


def test_where_both_agree_it_is_one_sentence():
    html = section("datasets:\n  report:\n    edges: {crm.shop.orders: dbt, crm.shop.rates: sql}\n")
    assert "All 2 sources are declared, and observed by dbt, sql." in html and "<table" not in html


@pytest.mark.parametrize(
    ("columns", "wanted"),
    [
        ("{net: net, tax: tax}", []),
        ("{net: net, tax: net}", [["tax", "orders.net", "only observed"], ["tax", "orders.tax", "only declared"]]),
        ("{net: id, tax: tax}", [["net", "orders.id", "only observed"], ["net", "orders.net", "only declared"]]),
        ("{gross: {from: [net, tax]}, tax: tax}", []),  # by way of its own columns
        ("{gross: id, tax: tax}", [["gross", "orders.id", "only observed"]]),
    ],
)
def test_columns_are_told_where_they_differ(columns: str, wanted: list[list[str]]):
    html = section(
        "datasets:\n  report:\n    edges:\n"
        f"      crm.shop.orders: {{origin: sql, columns: {columns}}}\n"
        "      crm.shop.rates: {origin: sql, columns: {tax: rate}}\n"
    )
    found = rows(html, 1) if html.count("<table") > 1 else []
    assert sorted(found) == sorted(wanted)


def test_a_source_outside_the_catalogue_is_told_by_its_name():
    html = section('datasets:\n  report:\n    edges: {"raw.<b>.x": sql, crm.shop.orders: sql, crm.shop.rates: sql}\n')
    assert rows(html)[0] == ["raw.&lt;b&gt;.x", "only observed", "sql"]
    assert "<b>.x" not in html


def test_the_files_of_the_demo_are_as_an_importer_writes_them(demo_root):
    book = read_book(WorkingTree(demo_root))
    files = sorted({one.file for one in book.observations.values()})
    assert len(files) >= 3
    for file in files:
        assert seen_in(book, file).content() == (demo_root / file).read_bytes()
    standings = {edge.standing for key in book.observations for edge in book.lineage.edges_into(key).values()}
    assert standings == {"declared", "observed", "both"}
