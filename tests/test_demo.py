"""The demo book: large enough to be believed, clean, and whole."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from conftest import ROOT

from lakebook.book import Book, read_book
from lakebook.checks._run import run_checks
from lakebook.sources.working_tree import WorkingTree

TODAY = datetime.date(2026, 11, 24)


@pytest.fixture(scope="module")
def demo(demo_root: Path) -> Book:
    return read_book(WorkingTree(demo_root), today=TODAY)


def test_its_checks_are_clean(demo: Book):
    assert [str(found) for found in run_checks(demo)] == []


def test_it_is_a_company(demo: Book):
    catalogue = demo.catalogue
    assert {"sales", "manufacturing", "supply-chain", "quality", "finance", "people"} <= catalogue.domains.keys()
    assert len(catalogue.systems) >= 12
    assert len(catalogue.datasets) >= 80
    assert catalogue.column_count() >= 900
    assert all(column.description for dataset in catalogue.datasets.values() for column in dataset.columns.values())
    assert {dataset.layer for dataset in catalogue.datasets.values()} == {"", "bronze", "silver", "gold"}
    assert {"table", "topic", "file", "report", "dashboard"} <= {
        dataset.kind for dataset in catalogue.datasets.values()
    }
    assert len(demo.lineage.column_edges) > 500
    assert list(ROOT.glob("catalogue/*/*/*.xlsx"))


def test_its_products_and_decisions_are_in_all_states(demo: Book):
    assert len(demo.products) >= 14 and len(list(demo.decisions)) >= 14
    assert {product.status for product in demo.products.values()} == {
        "draft",
        "proposed",
        "active",
        "deprecated",
        "retired",
    }
    assert {"accepted", "proposed", "superseded"} <= {decision.status for decision in demo.decisions}
    assert sum("```mermaid" in product.body for product in demo.products.values()) >= 4


def test_who_has_left_is_named_by_nobody(demo: Book):
    people = demo.catalogue.people
    assert len(people) == 20
    (gone,) = [person.id for person in people.values() if person.has_left(TODAY)]
    naming = [path for path in _texts() if re.search(rf"\b{re.escape(gone)}\b", path.read_text(encoding="utf-8"))]
    assert [path.name for path in naming] == ["people.yaml"]


def _texts() -> list[Path]:
    return [
        *ROOT.glob("catalogue/**/*.yaml"),
        *ROOT.glob("wids/*.md"),
        *ROOT.glob("adrs/*.md"),
    ]
