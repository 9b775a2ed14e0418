"""What the search box finds: the index as data, and real queries typed into the demo's own box."""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lakebook.search.document import Document, Labels
from lakebook.search.folding import fold, humanised, words, words_of_name
from lakebook.search.index import build_index


def contents(files: dict[str, bytes], path: str):
    """What a browser makes of a file of the index."""
    text = files[f"{path}.js"].decode()
    head, tail = f'lakebookSearch("{path}",', ")\n"
    assert text.startswith(head) and text.endswith(tail)
    return json.loads(text[len(head) : -len(tail)])


def dataset(name: str, *columns: str, title: str = "", **more: str) -> Document:
    return Document(
        kind="table",
        title=title or name,
        address=f"datasets/crm/core/{name}/",
        path=("crm", "core", name),
        columns=columns,
        **more,
    )


DOCUMENTS = [
    dataset("orders", "order_id", "customer_id", summary="What was ordered.", status="active", domain="sales"),
    dataset("old_orders", "order_id", status="deprecated", successor="datasets/crm/core/orders/", domain="sales"),
    dataset("stock_cover", title="Stock cover", text="Days until a warehouse is empty", layer="gold"),
    Document(kind="product", title="Forecast", address="products/forecast/", name="forecast", status="draft"),
]
LABELS = Labels(domains={"sales": "Sales"}, systems={"crm": ("Customers", "sales")}, layers=("bronze", "gold"))


def test_names_hold_what_the_first_key_needs():
    names = contents(build_index(DOCUMENTS, LABELS, directories=True), "names")
    assert names["names"] == ["old_orders", "orders", "stock_cover"]
    assert names["titles"] == ["", "", ""]
    assert names["systems"] == [["crm", "Customers", 0]]
    assert names["schemas"] == [[0, "core", 3]]
    assert names["successors"] == [[0, 1]]
    assert names["facets"]["domain"] == [["sales", "Sales"]]
    assert names["domain"] == [0, 2, -1, 1]
    assert names["pages"][0][1:4] == ["Forecast", "products/forecast/", "forecast"]


def test_columns_are_counted_and_found():
    files = build_index(DOCUMENTS, LABELS, directories=True)
    assert contents(files, "columns/0") == {"names": ["customer_id", "order_id"], "counts": [1, 2]}
    assert contents(files, "postings/0") == [[1], [0, 1]]


def test_words_of_descriptions_lead_to_documents():
    files = build_index(DOCUMENTS, LABELS, directories=True)
    found = contents(files, "words/0")
    numbers = dict(zip(found["words"], found["docs"], strict=True))
    assert numbers["warehouse"] == [2 * 2]
    assert numbers["forecast"] == [2 * 3 + 1]
    assert "a" not in numbers and "is" not in numbers


def test_the_order_of_documents_does_not_matter():
    shuffled = DOCUMENTS.copy()
    random.Random(3).shuffle(shuffled)
    labels = build_index(DOCUMENTS, LABELS, directories=True)
    assert build_index(shuffled, LABELS, directories=True) == labels
    changed = [*DOCUMENTS[:-1], Document(kind="product", title="Foresight", address="products/forecast/")]
    build = contents(build_index(changed, LABELS, directories=True), "names")["build"]
    assert build != contents(labels, "names")["build"]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("customerID_2", ["customer", "id", "2"]),
        ("XMLFileName", ["xml", "file", "name"]),
        ("stock-cover.v1", ["stock", "cover", "v", "1"]),
        ("Größe", ["grosse"]),
    ],
)
def test_names_are_taken_apart(name: str, found: list[str]):
    assert words_of_name(name) == found


def test_prose_keeps_what_can_be_looked_for():
    assert words("The Façade of 12 presses is in a 1234567 state") == ["facade", "12", "presses", "state"]
    assert humanised("press_cycleEnded") == "Press cycle ended"


@given(st.text())
def test_folding_twice_is_folding_once(text: str):
    assert fold(fold(text)) == fold(text)


def _column(parts: list[str], number: int) -> str:
    return f"{parts[number % 13]}_{parts[number // 13 % 13]}_{number // 169}"


@pytest.mark.parametrize(("distinct", "most"), [(12_000, 150_000), (142_000, 700_000)])
def test_what_the_first_query_loads_is_small(distinct: int, most: int):
    """10,000 datasets and 200,000 columns: names, columns, two files of words, one of postings, ten of details."""
    chance = random.Random(5)
    parts = [
        "order",
        "customer",
        "invoice",
        "plant",
        "machine",
        "batch",
        "material",
        "supplier",
        "shipment",
        "price",
        "stock",
        "press",
        "mould",
    ]
    said = "Amount in the currency of the contract, before tax, as first posted and never changed afterwards."
    documents = [
        Document(
            kind=chance.choice(["table", "view", "topic"]),
            title=f"{chance.choice(parts)} {chance.choice(parts)} {n}",
            address=f"datasets/system_{n // 125}/schema_{n // 25 % 5}/{chance.choice(parts)}_{n:05}/",
            path=(f"system_{n // 125:02}", f"schema_{n // 25 % 5}", f"{chance.choice(parts)}_{n:05}"),
            summary=said,
            columns=tuple({_column(parts, (n * 20 + c) % distinct) for c in range(20)}),
            domain=f"domain_{n // 500}",
            layer=chance.choice(["bronze", "silver", "gold"]),
            classification=chance.choice(["internal", "confidential"]),
            custodian=f"person.{n // 250}",
            status=chance.choice(["active"] * 9 + ["deprecated"]),
        )
        for n in range(10_000)
    ]
    files = build_index(documents, Labels(), directories=True)
    sizes = {path: len(gzip.compress(content)) for path, content in files.items()}

    def largest(kind: str, count: int) -> int:
        return sum(sorted((size for path, size in sizes.items() if path.startswith(kind)), reverse=True)[:count])

    first = (
        sizes["names.js"]
        + largest("columns", 99)
        + largest("words", 2)
        + largest("postings", 1)
        + largest("details", 10)
    )
    assert first <= most, {kind: largest(kind, 1) for kind in ("names", "columns", "words", "postings", "details")}
    assert max(map(len, files.values())) <= 1_000_000


# In the browser ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sites(demo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo book, built with addresses that are folders (``web``) and with files (``disk``)."""
    folder = tmp_path_factory.mktemp("demo")
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795478400", "NO_MKDOCS_2_WARNING": "1"}
    for name, option in (("web", "--use-directory-urls"), ("disk", "--no-directory-urls")):
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", option, "-d", str(folder / name)]
        done = subprocess.run(
            command, cwd=demo_root, env=environment, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr
    return folder


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def web(sites: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(sites / "web")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def type_query(page, query: str) -> list[tuple[str, str]]:
    """Title and link of the results in Material's own box, once the second answer is there."""
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.fill(".md-search__input", "")
    page.type(".md-search__input", query)
    page.wait_for_selector(".md-search-result__item a")
    page.wait_for_timeout(400)
    return page.evaluate(
        "[...document.querySelectorAll('.md-search-result__item')].map(item => ["
        "item.querySelector('h1').firstElementChild || item.querySelector('h1').firstChild ? "
        "item.querySelector('h1').innerHTML.replace(/<small.*/, '') : '', item.querySelector('a').getAttribute('href')])"
    )


QUERIES = [
    ("tyre_genealogy", "datasets/factory_lake/silver/tyre_genealogy/"),
    ("erp.sd.sales_order_lines", "datasets/erp/sd/sales_order_lines/"),
    ("sd.sales_order_lines", "datasets/erp/sd/sales_order_lines/"),
    ("sales_order_lines.material_no", "datasets/erp/sd/sales_order_lines/#column-material_no"),
    ("mes.curing.cures.press_id", "datasets/mes/curing/cures/#column-press_id"),
    ("press.telemetry.v2", "datasets/presses/topics/press.telemetry.v2/"),
    ("materialNo", "#column-material_no"),
    ("inês carvalho", "people/ines.carvalho/"),
    ("ines", "people/ines.carvalho/"),
    ("custmer_360", "datasets/sales_lake/gold/customer_360/"),
    ("demand forecast", "demand"),
    ("adr-0012", "decisions/adr-0012/"),
]


@pytest.mark.parametrize(("query", "target"), QUERIES)
def test_the_first_result_of_a_query(web: str, page, query: str, target: str):
    page.goto(web)
    link = type_query(page, query)[0][1].replace(web, "")
    path, _, fragment = link.partition("#")
    assert target in f"{path.partition('?')[0]}#{fragment}" if "#" in target else target in path, link


def test_what_matched_is_marked_and_enter_opens_it(web: str, page):
    page.goto(web)
    title, _ = type_query(page, "genealogy")[0]
    assert title == "tyre_<mark>genealogy</mark>"
    page.keyboard.press("Enter")
    page.wait_for_url("**/datasets/factory_lake/silver/tyre_genealogy/**")


def test_a_deprecated_dataset_stands_below_its_successor(web: str, page):
    page.goto(web)
    links = [link for _, link in type_query(page, "release")]
    places = [
        next(n for n, link in enumerate(links) if name in link) for name in ("compound_release", "batch_release/")
    ]
    assert places[0] < places[1]


def test_nothing_is_loaded_before_the_first_key(web: str, page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(web)
    page.wait_for_timeout(300)
    assert not [url for url in asked if "lakebook-search" in url]
    type_query(page, "orders")
    assert [url for url in asked if "lakebook-search/names.js" in url]


def test_the_search_page_keeps_its_query_in_the_address(web: str, page):
    page.goto(f"{web}search/?q=domain:quality+yield")
    page.wait_for_selector(".lb-finder__results li")
    links = page.eval_on_selector_all(
        ".lb-finder__results li a", "links => links.map(link => link.getAttribute('href'))"
    )
    assert any("first_pass_yield" in link for link in links)
    page.fill(".lb-finder input", "cures")
    page.wait_for_function("new URL(location).searchParams.get('q') === 'cures'")


def test_from_disk_it_searches_without_a_worker(sites: Path, page):
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.goto((sites / "disk/index.html").as_uri())
    links = [link for _, link in type_query(page, "tyre_genealogy")]
    assert links[0].partition("?")[0].endswith("datasets/factory_lake/silver/tyre_genealogy.html")
    assert not trouble
