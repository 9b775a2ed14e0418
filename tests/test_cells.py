"""Cells: any value of any field comes back from its cell, through the bytes of a workbook, and old cells mean what they meant."""

from __future__ import annotations

import copy

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lakebook.book import read_book
from lakebook.exporters import ExportError
from lakebook.exporters._workbook_in_book import schema_workbook
from lakebook.model.dataset import Column, Dataset, Refresh
from lakebook.model.reference import Link, Reference
from lakebook.readers.excel_workbook import excel_workbook
from lakebook.settings import Settings
from lakebook.sources.in_memory import InMemory
from lakebook.syntax.cell_items import bare, item, one, read_items
from lakebook.syntax.workbook import read_workbook
from lakebook.syntax.workbook_state import not_shown
from lakebook.writers.cell_texts import MOST, CannotHoldError, cell_text

PATH = "catalogue/sales/crm/orders.xlsx"
GONE = {"", "~", "null", "Null", "NULL"}
"""Texts that mean "not given"."""
SPECIAL = [
    "; ",
    ";",
    ",",
    ": ",
    "=",
    '"',
    '""',
    "|",
    "\n",
    "\n\n",
    " ",
    "\t",
    "_x0041_",
    "_x4_",
    "_X0041_",
    "&",
    "<",
    "=1+1",
    "@",
]
SPECIAL += [
    "\x00",
    "\x01",
    "\x1f",
    "\x7f",
    "\x85",
    "\u00a0",
    "\u200b",
    "\u2028",
    "\u3000",
    "\ufeff",
    "😀",
    "#N/A",
    "(not shown here: x)",
]
LETTER = st.characters(exclude_categories=["Cs"], exclude_characters="\r\ufffe\uffff")
TEXT = st.lists(st.sampled_from(SPECIAL) | LETTER, max_size=8).map("".join)
WORD = TEXT.filter(lambda text: text not in GONE)
REFERENCES = st.lists(st.builds(Reference, WORD, st.just("") | WORD), max_size=3, unique=True)
WORDS = st.lists(WORD, max_size=3)
MAYBE = st.just("") | WORD


def datasets_named(names: st.SearchStrategy[str]) -> st.SearchStrategy[list[Dataset]]:
    """Datasets with any value in any field; what is a name in a file comes from *names*."""
    texts = st.dictionaries(names, TEXT, max_size=3)
    column = st.builds(
        Column,
        type=MAYBE, key=st.lists(st.sampled_from(["pk", "uk", "fk"]), unique=True).map(tuple), required=st.booleans(),
        title=MAYBE, description=MAYBE, references=MAYBE, from_=REFERENCES.map(tuple), classification=MAYBE,
        personal=WORDS.map(tuple), term=MAYBE, values=texts, unit=MAYBE, example=MAYBE, formerly=WORDS.map(tuple),
        tags=WORDS.map(tuple), ignore=texts, extra=texts,
    )  # fmt: skip
    dataset = st.builds(
        Dataset,
        kind=WORD, layer=MAYBE, location=MAYBE, url=MAYBE, title=MAYBE, description=MAYBE, custodian=MAYBE,
        classification=MAYBE, personal=WORDS, retention=MAYBE, successor=MAYBE, terms=WORDS, tags=WORDS, product=MAYBE,
        status=st.sampled_from(["draft", "active", "deprecated", "retired"]), sources=REFERENCES, formerly=WORDS,
        refresh=st.none() | st.builds(Refresh, trigger=st.sampled_from(["", "batch", "event", "manual"]), when=MAYBE),
        links=st.lists(st.builds(Link, title=MAYBE, url=WORD), max_size=2), ignore=texts, extra=texts,
        columns=st.dictionaries(names, column, max_size=3),
    )  # fmt: skip
    return st.dictionaries(names, dataset, min_size=1, max_size=3).map(_named)


def _named(found: dict[str, Dataset]) -> list[Dataset]:
    for name, dataset in found.items():
        dataset.name = name
        dataset.columns = {key: msgspec.structs.replace(column, name=key) for key, column in dataset.columns.items()}
    return list(found.values())


def through_a_workbook(datasets: list[Dataset]) -> list[Dataset]:
    """What is read from the workbook of these datasets."""
    records = excel_workbook(PATH, schema_workbook(read_book(InMemory({})), datasets), Settings())
    assert not records.findings, records.findings
    for dataset in records.datasets:
        dataset.domain = dataset.system = dataset.schema = dataset.file = dataset.sheet = dataset.cell = ""
    return records.datasets


@settings(max_examples=60, deadline=None)
@given(datasets_named(WORD))
def test_any_dataset_comes_back_from_a_workbook(datasets: list[Dataset]):
    wanted = copy.deepcopy(datasets)
    assert through_a_workbook(datasets) == wanted


@settings(max_examples=300, deadline=None)
@given(TEXT, st.sampled_from(["\n;", "\n;,"]), st.lists(st.tuples(TEXT, st.none() | TEXT), max_size=4))
def test_texts_and_items_come_back(text: str, partings: str, items: list[tuple[str, str | None]]):
    assert bare(one(text)) == text
    for mark in (": ", "="):
        written = [
            item(name, partings, mark) if note is None else f"{item(name, partings, mark)}{mark}{item(note, partings)}"
            for name, note in items
        ]
        assert list(read_items("\n".join(written), partings, mark)) == items


@pytest.mark.parametrize(
    ("field", "value", "cell"),
    [
        ("tags", ["a", "b c"], "a, b c"),
        ("tags", ["a;b", "c"], '"a;b", c'),
        ("tags", ['say "a"', '"quoted"'], 'say "a", """quoted"""'),
        ("key", ("pk", "fk"), "pk, fk"),
        ("required", True, "yes"),
        ("required", False, ""),
        ("formerly", ["a, b", "c"], "a, b\nc"),
        ("values", {"1": "open", "2": "", "a=b": "x; y"}, '1 = open\n2 =\n"a=b" = "x; y"'),
        ("extra", {"rule": "a: b", "of: it": " x"}, 'rule: a: b\n"of: it": " x"'),
        ("sources", [Reference("erp.a"), Reference("erp.b", "all; daily")], 'erp.a\nerp.b: "all; daily"'),
        ("links", [Link(title="Wiki", url="https://x"), Link(url="https://y")], "Wiki: https://x\nhttps://y"),
        ("refresh", Refresh(trigger="batch", when="02:00"), "batch | 02:00"),
        ("refresh", Refresh(when="batch"), "| batch"),
        ("description", '"Net" is before tax', '"Net" is before tax'),
        ("description", '"Net"', '"Net"'),
        ("description", " a", '" a"'),
        ("description", "=1+1", "=1+1"),
        ("title", "(not shown here: x)", '"(not shown here: x)"'),
    ],
)
def test_what_a_cell_looks_like(field: str, value: object, cell: str):
    assert cell_text(field, value) == cell


@pytest.mark.parametrize(
    ("cell", "mark", "items"),
    [
        ('"quoted tag"; other', "", [('"quoted tag"', None), ("other", None)]),
        (' a ;; "b" c ; ', "", [("a", None), ('"b" c', None)]),
        ("http://x: y", ": ", [("http://x", "y")]),
        ("erp.a:b\nerp.c: d: e", ": ", [("erp.a:b", None), ("erp.c", "d: e")]),
        ('1 = "on"; 2=off', "=", [("1", '"on"'), ("2", "off")]),
        ('"open', "", [('"open', None)]),
    ],
)
def test_cells_of_before_mean_what_they_meant(cell: str, mark: str, items: list[tuple[str, str | None]]):
    assert list(read_items(cell, "\n;", mark)) == items


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("description", "x" * 40_000, "40,000 characters"),
        ("description", "😀" * 20_000, "40,000 characters"),
        ("description", "a\rb", "a carriage return"),
        ("title", "a\ud800", r"the character '\\ud800'"),
        ("title", "a\uffff", r"the character '\\uffff'"),
        ("sources", [Reference("a"), Reference("a")], "'a' given twice"),
    ],
)
def test_what_no_cell_can_hold_is_said(field: str, value: object, why: str):
    with pytest.raises(CannotHoldError, match=why):
        cell_text(field, value)


def test_a_workbook_that_would_lose_something_is_refused():
    dataset = Dataset(name="order", columns={"note": Column(name="note", description="x" * (MOST + 1))})
    with pytest.raises(ExportError, match=r"cannot hold order\.note description: 32,768 characters"):
        schema_workbook(read_book(InMemory({})), [dataset])
    assert through_a_workbook([Dataset(name="order", description="x" * MOST)])[0].description == "x" * MOST


def test_one_source_may_be_named_twice_with_two_notes():
    dataset = Dataset(name="order", sources=[Reference("a", "x"), Reference("a", "y")])
    assert through_a_workbook([dataset]) == [dataset]


def test_cells_are_texts_whatever_they_hold():
    texts = [
        "=cmd|' /C calc'!A0",
        "+1",
        "-x",
        "@SUM(A1)",
        "00123",
        "1e3",
        "true",
        "#REF!",
        "2026-10-31",
        "\x01",
        "_x0041_",
    ]
    columns = {f"c{n}": Column(name=f"c{n}", example=text) for n, text in enumerate(texts)}
    content = schema_workbook(read_book(InMemory({})), [Dataset(name="order", columns=columns)])
    sheet = next(sheet for sheet in read_workbook(content).sheets if sheet.name == "Columns")
    place = sheet.rows[0].cells.index("Example")
    assert [row.cells[place] for row in sheet.rows[1:]] == texts and not sheet.troubles


def test_not_shown_stays_apart_from_what_people_write():
    assert bare(one(not_shown("x"))) == not_shown("x") != one(not_shown("x"))
