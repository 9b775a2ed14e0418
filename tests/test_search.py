"""The search index as data; ``test_search_box.py`` asks it in a browser."""

from __future__ import annotations

import gzip
import json
import random

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


def test_successors_are_documents_of_any_kind():
    log = [
        Document(kind="decision", title="Old", address="decisions/1/", status="superseded", successor="decisions/2/"),
        Document(kind="decision", title="New", address="decisions/2/"),
        Document(kind="page", title="Home", address=""),
    ]
    names = contents(build_index([*DOCUMENTS, *log], LABELS, directories=True), "names")
    old, new = ([page[1] for page in names["pages"]].index(title) + 3 for title in ("Old", "New"))
    assert names["successors"] == [[0, 1], [old, new]]


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


def test_a_book_of_100_000_datasets_has_no_file_too_large_to_load():
    documents = [
        Document(
            kind="table",
            title=f"Dataset {n}",
            address=f"datasets/system_{n // 1000}/schema/name_of_a_dataset_{n:06}/",
            path=(f"system_{n // 1000:03}", "schema", f"name_of_a_dataset_{n:06}"),
        )
        for n in range(100_000)
    ]
    documents += [
        Document(kind="product", title=f"A product that plans {n}", address=f"products/p-{n}/", name=f"p-{n}")
        for n in range(9_000)
    ]
    files = build_index(documents, Labels(), directories=True)
    assert max(map(len, files.values())) <= 1_000_000
    names = contents(files, "names")
    assert names["names"] == names["pages"] == [] and names["parts"] == {"names": 7, "pages": 3}
    whole = [name for number in range(7) for name in contents(files, f"names/{number}")]
    assert whole == sorted(document.path[2] for document in documents[:100_000])
    assert sum(len(contents(files, f"pages/{number}")) for number in range(3)) == 9_000
