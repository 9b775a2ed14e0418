"""The file of whom the data concerns: what the impact page puts beside the whole graph."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from test_impact import FILES

from lakebook.book import Book, read_book
from lakebook.pages._lineage.concerned_file import concerned_script
from lakebook.pages.impact import impact
from lakebook.site.context import SiteContext
from lakebook.sources.in_memory import InMemory
from lakebook.sources.working_tree import WorkingTree

TODAY = datetime.date(2026, 11, 24)


def book_of(**changed: str) -> Book:
    return read_book(InMemory({**FILES, **changed}), today=TODAY)


def script(book: Book, directories: bool = True) -> bytes:
    return concerned_script(book, SiteContext(book.settings.repository, directories))


def said(book: Book, directories: bool = True) -> dict[str, Any]:
    text = script(book, directories).decode()
    assert text.startswith("__concerned(") and text.endswith(")\n") and text.count("\n") == 1
    return json.loads(text[len("__concerned(") : -2])


def test_products_say_what_they_read_where_they_are_seen_and_whom_to_tell():
    book = book_of()
    found = said(book)
    ids = sorted(book.catalogue.datasets)
    by_id = {product[0]: product for product in found["products"]}
    _, title, status, url, reads, surfaces, told = by_id["on-name"]
    assert (title, status, url) == ("On name", "active", "products/on-name/")
    assert [(ids[read[0]], *read[1:]) for read in reads] == [("crm.core.named", "who")]
    assert surfaces == [["dashboard", "On name board", "company", ""]]
    people = [(found["contacts"][place], role) for place, role in told]
    assert people == [
        (["person", "ann", "Ann Durand", "ann@example.org", "", "", "people/ann/"], "business contact"),
        (
            ["person", "cleo", "Cleo Roux", "cleo@example.org", "", "", "people/cleo/"],
            "deputy of the technical contact",
        ),
        (["team", "data", "Data", "", "", "#data", "teams/data/"], "team"),
    ]
    assert said(book, directories=False)["contacts"][0][-1] == "people/ann.html"


def test_each_dataset_has_who_answers_for_it_and_its_status():
    schema = FILES["catalogue/sales/crm/core.yaml"].replace(
        "    title: Base\n", "    title: Base\n    custodian: bob\n"
    )
    book = book_of(**{"catalogue/sales/crm/core.yaml": f"{schema}    status: deprecated\n"})
    found = said(book)
    ids = sorted(book.catalogue.datasets)
    who = [[(found["contacts"][place][1], role) for place, role in found["answers"][a]] for a in found["a"]]
    assert who[ids.index("crm.core.base")] == [("cleo", "deputy of the custodian")]
    assert who[ids.index("crm.core.far")] == [("ann", "custodian")]
    statuses = {key: found["statuses"][place] for key, place in zip(ids, found["s"], strict=True)}
    assert statuses["crm.core.base"] == "active" and "deprecated" in statuses.values()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//", "http://[x"])
def test_an_address_that_is_not_safe_is_left_out(url: str):
    wid = FILES["wids/on-all.md"].replace("audience: company", f"audience: company, url: '{url}'")
    found = said(book_of(**{"wids/on-all.md": wid}))
    assert [product[5][0][3] for product in found["products"] if product[0] == "on-all"] == [""]


def test_nothing_in_it_ends_the_script():
    wid = FILES["wids/on-all.md"].replace("title: =On all", "title: '</script><!--\u2028'")
    content = script(book_of(**{"wids/on-all.md": wid}))
    assert b"<" not in content and b"\xe2\x80\xa8" not in content


def test_it_is_the_same_again(demo_root):
    first, second = (script(read_book(WorkingTree(demo_root), today=TODAY)) for _ in range(2))
    assert first == second


def test_a_book_that_lists_its_lineage_has_no_such_page():
    small = {"lakebook.yaml": "title: A\ndrawn_lineage: 2\n"}
    book = book_of(**small)
    assert list(impact(book, SiteContext(book.settings.repository, True))) == []
