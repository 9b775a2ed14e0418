"""Each check finds its fault in the demo book, and finds nothing else there: one change, one name."""

from __future__ import annotations

import pytest
from conftest import ROOT
from mutations import MUTATIONS, TODAY, Files

from lakebook.book import read_book
from lakebook.checks._run import all_checks, run_checks
from lakebook.diagnostics import Diagnostic
from lakebook.readers._cache import Cache
from lakebook.sources.in_memory import InMemory

CHECKS = all_checks()
ALSO: dict[str, tuple[set[str], str]] = {
    "workbook_dataset_unknown": (
        {"dataset_without_description"},
        "the row is kept, as a dataset that no other row could describe",
    ),
}
"""Check -> what the same change cannot but raise as well, and why."""


@pytest.fixture(scope="module")
def demo(demo_root) -> Files:
    folders = ("catalogue", "wids", "adrs", "docs")
    found = [path for folder in folders for path in (demo_root / folder).rglob("*") if path.is_file()]
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (*found, demo_root / "lakebook.yaml")}


@pytest.fixture(scope="module")
def parsed(tmp_path_factory) -> Cache:
    return Cache(tmp_path_factory.mktemp("parsed"))


def _found(files: Files, parsed: Cache) -> list[Diagnostic]:
    return run_checks(read_book(InMemory(dict(files)), today=TODAY, cache=parsed))


def test_the_demo_raises_nothing(demo: Files, parsed: Cache):
    assert [str(diagnostic) for diagnostic in _found(demo, parsed)] == []


def test_every_check_has_its_change():
    assert set(MUTATIONS) == set(CHECKS)
    assert all(reason and others <= set(CHECKS) for others, reason in ALSO.values())


@pytest.mark.parametrize("name", MUTATIONS)
def test_one_change_raises_one_check(demo: Files, parsed: Cache, name: str):
    files = dict(demo)
    for mutate in MUTATIONS[name]:
        mutate(files)
    found = _found(files, parsed)
    others, _ = ALSO.get(name, (set(), ""))
    assert {diagnostic.name for diagnostic in found} == {name} | others, "\n".join(map(str, found))
    mine = [diagnostic for diagnostic in found if diagnostic.name == name]
    assert all(diagnostic.hint for diagnostic in mine), "nothing says what to type"
    assert not any(diagnostic.message.endswith(".") or "\n" in diagnostic.message for diagnostic in mine)
