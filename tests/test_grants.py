"""Grants: read with every error at its place, counted only where their file may give, and shown where they matter."""

from __future__ import annotations

import datetime

import pytest

from lakebook.book import Book, read_book
from lakebook.checks._run import run_checks
from lakebook.sources.in_memory import InMemory

TODAY = datetime.date(2026, 11, 24)
WID = """---
id: churn
title: Churn
summary: Who leaves.
status: active
domain: sales
team: data
business_contact: ann
technical_contact: bob
reads: [crm.core.visits]
writes: []
surfaces: []
---
"""
FILES = {
    "catalogue/people.yaml": "people:\n  ann: Ann Durand\n  bob: Bob Martin\n",
    "catalogue/sales/domain.yaml": "title: Sales\ncustodian: ann\n",
    "catalogue/sales/crm/core.yaml": "datasets:\n  visits:\n    description: Visits.\n    columns: {id: int, who: text, note: text}\n",
    "catalogue/finance/erp/fi.yaml": "datasets:\n  ledger:\n    description: Postings.\n",
    "wids/churn.md": WID,
}
GRANT = {"product": "churn", "dataset": "crm.core.visits", "purpose": "Count them.", "until": "2027-01-31"}


def book_of(*grants: dict[str, str], path: str = "catalogue/sales/grants.yaml", text: str = "") -> Book:
    lines = "".join(
        "  - " + "\n    ".join(f"{key}: {value}" for key, value in grant.items()) + "\n" for grant in grants
    )
    return read_book(InMemory({**FILES, path: text or f"grants:\n{lines}"}), today=TODAY)


def said(book: Book) -> list[str]:
    return [str(found) for found in run_checks(book) if "grants.yaml" in found.location.path]


def test_a_grant_is_found_from_both_sides():
    book = book_of({**GRANT, "columns": "[id, who]", "adr": "adr-0001", "from": "2026-11-24"})
    (grant,) = book.grants
    assert book.grants.of_dataset("crm.core.visits") == book.grants.of_product("churn") == [grant]
    assert book.grants.between("churn", "crm.core.visits") == [grant]
    assert (grant.domain, grant.columns, grant.adr, grant.line) == ("sales", ["id", "who"], "adr-0001", 2)
    assert grant.covers("who") and not grant.covers("note")


@pytest.mark.parametrize(
    ("changed", "holds"),
    [
        ({}, True),
        ({"until": "2026-11-24"}, True),
        ({"until": "2026-11-23"}, False),
        ({"until": ""}, False),
        ({"from": "2026-11-25"}, False),
        ({"from": "2026-11-24"}, True),
    ],
)
def test_days_on_which_a_grant_holds(changed: dict[str, str], holds: bool):
    (grant,) = book_of({**GRANT, **changed}).grants
    assert grant.holds(TODAY) is holds


def test_nobody_grants_what_others_answer_for():
    for book in (
        book_of(GRANT, path="catalogue/finance/grants.yaml"),
        book_of({**GRANT, "dataset": "erp.fi.ledger"}),
        book_of({**GRANT, "dataset": "nowhere"}),
    ):
        assert len(book.grants) == 1
        assert not book.grants.of_product("churn") and not book.grants.of_dataset("erp.fi.ledger")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("grants:\n  churn: crm.core.visits\n", "1:1: error FIL005 'grants' takes a list"),
        ("grants: churn\n", "1:1: error FIL005 'grants' takes a list"),
        ("grant:\n  - {product: churn}\n", "1:1: error FIL003 unknown field 'grant'"),
        ("grants:\n  - {product: churn, purpose: x}\n", "2:5: error FIL004 required field 'dataset' is missing"),
        ("grants:\n  - {product: churn, dataset: a, purpose: x, until: soon}\n", "error FIL005"),
        ("grants:\n  - just words\n", "2:5: error FIL005"),
        ("grants:\n  - {product: churn, dataset: a, purpose: x, untill: 2027-01-01}\n", "unknown field 'untill'"),
        ("- a\n", "error FIL005"),
        ("domain: finance\ngrants: []\n", "1:1: error FIL009"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_place(text: str, message: str):
    found = said(book_of(text=text))
    assert any(message in one for one in found), found


def test_an_empty_file_is_no_trouble():
    assert said(book_of(text="grants:\n")) == [] and said(book_of(text="# none yet\ngrants: []\n")) == []
