"""Differences of two books by meaning: types, renames, inheritance, and the law that no edit goes unseen."""

from __future__ import annotations

import datetime
import importlib
import re
from collections.abc import Iterator

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from test_surroundings import KINDS, _changed, _changed_columns, _other_settings

from lakebook import discovery
from lakebook.book import Book, read_book
from lakebook.changes.change import Change, Kind, Rank
from lakebook.changes.difference import ROOM, difference
from lakebook.changes.policy import policy_changes
from lakebook.changes.sql_types import compare
from lakebook.sources.in_memory import InMemory
from lakebook.sources.working_tree import WorkingTree

TODAY = datetime.date(2026, 11, 24)
PLACES = {"path", "line", "file", "sheet", "cell", "index", "body_line", "sections"}
SAID_BY_OTHERS = {
    "decisions": {"raw_status", "dialect", "number"},
    "datasets": {"formerly"},
    "columns": {"formerly", "name"},
    "domains": {"id"},
}
"""Fields that no change has of its own: what they mean shows in another, or when something is renamed."""


def book_of(**files: str | bytes) -> Book:
    """A book of files named in short; ``a/b`` is a schema of the domain sales."""
    paths = {"settings": "lakebook.yaml", "domain": "catalogue/sales/domain.yaml", "people": "catalogue/people.yaml"}
    paths |= {"system": "catalogue/sales/crm/system.yaml", "core": "catalogue/sales/crm/core.yaml"}
    paths |= {"grants": "catalogue/sales/grants.yaml", "wid": "wids/churn.md", "other": "catalogue/care/crm/more.yaml"}
    return read_book(InMemory({paths[name]: text for name, text in files.items()}), today=TODAY)


def changes(before: dict[str, str], after: dict[str, str]) -> list[Change]:
    return difference(book_of(**before), book_of(**after))


def names(found: list[Change]) -> list[tuple[str, str, str]]:
    return [(one.kind.name, one.subject, one.part) for one in found]


def kinds() -> Iterator[Kind]:
    """Every kind of change that a module declares, by itself or in a table of fields."""
    for module in discovery.names(ROOM).values():
        for value in vars(importlib.import_module(module)).values():
            yield from (
                one for one in (value.values() if isinstance(value, dict) else [value]) if isinstance(one, Kind)
            )


@pytest.fixture(scope="module")
def demo(demo_root) -> Book:
    return read_book(WorkingTree(demo_root), today=TODAY)


# Laws ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [*KINDS, "columns"])
def test_no_edit_goes_unseen(demo: Book, kind: str):
    silent = PLACES | SAID_BY_OTHERS.get(kind, set())
    edited = list(_changed_columns(demo) if kind == "columns" else _changed(demo, kind))
    looked_at = [(what, other) for what, other in edited if what.partition(" ")[0] not in silent]
    looked_at = [(what, other) for what, other in looked_at if other.records != demo.records]
    looked_at = [(what, other) for what, other in looked_at if not _columns_say_the_same(demo, other, what)]
    assert len(looked_at) > 10
    unseen = [what for what, other in looked_at if not difference(demo, other)]
    assert not unseen


def _columns_say_the_same(demo: Book, other: Book, what: str) -> bool:
    """Whether `sources:` have changed, and the dataset is made of the same as before by what its columns say."""
    field, _, dataset = what.partition(" of ")
    sides = [set(book.lineage.declared_sources_of(dataset)) for book in (demo, other)]
    return field == "sources" and sides[0] == sides[1]


def test_no_setting_changes_unseen(demo: Book):
    for what, other in _other_settings(demo):
        if other.settings != demo.settings:
            assert what in {one.subject for one in policy_changes(demo, other) if one.of == "setting"}, what


@pytest.mark.parametrize("kind", KINDS)
def test_places_alone_mean_nothing(demo: Book, kind: str):
    for what, other in _changed(demo, kind):
        if what.partition(" ")[0] in ("line", "sheet", "cell", "body_line", "index"):
            assert difference(demo, other) == [], what


def test_kinds_have_names_of_their_own_and_are_documented():
    listed = {id(kind): kind for kind in kinds()}
    found = {kind.name: kind for kind in listed.values()}
    assert len(found) == len(listed) > 100
    text = (ROOT / "docs" / "reference" / "changes.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| ([a-z, ]+) \|", text, re.MULTILINE))
    assert rows == {name: f"{kind.rank}{', policy' if kind.policy else ''}" for name, kind in found.items()}


# Types ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "verdict", "back"),
    [
        ("int", "bigint", "widened", "narrowed"),
        ("varchar(40)", "varchar(20)", "narrowed", "widened"),
        ("timestamp", "date", "narrowed", "widened"),
        ("VARCHAR( 40 )", "varchar(40)", "same", "same"),
        ("int", "INTEGER", "same", "same"),
        ("numeric(14,2)", "decimal(15,2)", "widened", "narrowed"),
        ("numeric(14,2)", "numeric(14,3)", "narrowed", "narrowed"),
        ("int", "numeric(10)", "widened", "narrowed"),
        ("int", "numeric(9)", "narrowed", "widened"),
        ("varchar(10)", "text", "widened", "narrowed"),
        ("varchar(40)", "nvarchar(40)", "widened", "narrowed"),
        ("varchar2(40 char)", "varchar2(40 byte)", "changed", "changed"),
        ("smallint unsigned", "int", "widened", "narrowed"),
        ("int", "int unsigned", "narrowed", "narrowed"),
        ("int", "double precision", "widened", "narrowed"),
        ("bigint", "double", "narrowed", "changed"),
        ("real", "double", "widened", "narrowed"),
        ("timestamp(3)", "timestamp(6)", "widened", "narrowed"),
        ("timestamp with time zone", "timestamptz", "same", "same"),
        ("timestamp", "timestamptz", "changed", "changed"),
        ("boolean", "bool", "same", "same"),
        ("int", "varchar(20)", "changed", "changed"),
        ("varchar", "varchar(20)", "changed", "changed"),
        ("int8", "bigint", "changed", "changed"),
        ("float", "double", "changed", "changed"),
        ("numeric", "numeric(10,2)", "changed", "changed"),
        ("array<int>", "array<bigint>", "changed", "changed"),
        ("array<int>", "ARRAY < int >", "same", "same"),
        ("geometry(1)", "geometry(2)", "changed", "changed"),
    ],
)
def test_types(before: str, after: str, verdict: str, back: str):
    assert (compare(before, after), compare(after, before)) == (verdict, back)


@given(st.integers(1, 18), st.integers(1, 18), st.integers(0, 9), st.integers(0, 9))
def test_decimals_are_compared_by_the_digits_they_hold(first: int, second: int, behind: int, behind_too: int):
    old, new = (first, min(behind, first)), (second, min(behind_too, second))
    verdict = compare(f"decimal({old[0]},{old[1]})", f"numeric({new[0]},{new[1]})")
    holds = new[1] >= old[1] and new[0] - new[1] >= old[0] - old[1]
    assert (verdict in ("same", "widened")) == holds
    assert (verdict == "same") == (old == new)


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_may_stand_for_a_type(before: str, after: str):
    assert compare(before, before) == "same"
    assert compare(before, after) in ("same", "widened", "narrowed", "changed")


# Renames -------------------------------------------------------------------------------------------------------------

THREE = "columns: {id: int, name: text, since: date}"


def test_a_dataset_is_renamed_by_its_own_word_or_by_its_columns():
    for line, note in (("formerly: [a]", "it gives its old name"), ("title: A", "it has the same columns")):
        found = changes({"core": f"datasets: {{a: {{{THREE}}}}}"}, {"core": f"datasets: {{b: {{{line}, {THREE}}}}}"})
        (renamed,) = [one for one in found if one.kind.name == "dataset_renamed"]
        assert (renamed.before, renamed.after) == ("crm.core.a", "crm.core.b") and renamed.note.startswith(note)
        assert not {"dataset_added", "dataset_removed"} & {one.kind.name for one in found}


def test_a_dataset_that_may_have_become_two_is_not_renamed():
    found = changes(
        {"core": f"datasets: {{a: {{{THREE}}}}}"}, {"core": f"datasets: {{b: {{{THREE}}}, c: {{{THREE}}}}}"}
    )
    assert sorted(one.kind.name for one in found) == ["dataset_added", "dataset_added", "dataset_removed"]


def test_a_column_is_renamed_by_its_own_word_or_when_it_alone_is_alike():
    old = "datasets: {a: {columns: {x: int | How many., y: text}}}"
    for column in ("z: int | How many.", "z: {type: bigint, formerly: [x]}"):
        found = changes({"core": old}, {"core": f"datasets: {{a: {{columns: {{{column}, y: text}}}}}}"})
        assert ("column_renamed", "crm.core.a", "z") in names(found)
        assert not {"column_added", "column_removed"} & {one.kind.name for one in found}
    found = changes({"core": old}, {"core": "datasets: {a: {columns: {z: int, y: text}}}"})
    assert names(found) == [("column_removed", "crm.core.a", "x"), ("column_added", "crm.core.a", "z")]


def test_what_comes_from_a_renamed_dataset_is_not_cut():
    old = {"core": f"datasets: {{a: {{{THREE}}}, b: {{sources: [a], columns: {{n: {{from: a.name}}}}}}}}"}
    new = {
        "core": f"datasets: {{c: {{formerly: [a], {THREE}}}, b: {{sources: [c], columns: {{n: {{from: c.name}}}}}}}}"
    }
    assert [one.kind.name for one in changes(old, new)] == ["dataset_renamed"]


# Inheritance ---------------------------------------------------------------------------------------------------------


def test_what_is_inherited_is_said_once_where_it_was_changed():
    core = "datasets: {a: , b: , c: {custodian: eve, classification: restricted}}"
    old = {"domain": "title: Sales\ncustodian: ann\nclassification: confidential\n", "core": core}
    new = {"domain": "title: Sales\ncustodian: bob\nclassification: internal\n", "core": core}
    found = changes(old, new)
    assert names(found) == [("classification_lowered", "sales", ""), ("custodian_changed", "sales", "")]
    assert {one.note for one in found} == {"2 datasets inherit it"}
    assert found[0].touches == (("crm.core.a", ""), ("crm.core.b", ""))
    assert [one.kind.name for one in changes(new, old)] == ["classification_raised", "custodian_changed"]


def test_a_system_that_starts_to_say_it_itself_stands_between():
    old = {"domain": "title: Sales\ncustodian: ann\n", "system": "title: CRM\n", "core": "datasets: {a: }"}
    new = {**old, "system": "title: CRM\ncustodian: bob\n"}
    assert [(*one[:2], one[2]) for one in names(changes(old, new))] == [("custodian_changed", "crm", "")]
    same = {**old, "system": "title: CRM\ncustodian: ann\n"}
    assert names(changes(old, same)) == [("custodian_said_elsewhere", "crm", "")]


def test_a_dataset_that_moves_inherits_from_elsewhere():
    domains = {
        "catalogue/sales/domain.yaml": "custodian: ann\nclassification: restricted\n",
        "catalogue/care/domain.yaml": "custodian: bob\n",
    }
    before, after = (
        read_book(InMemory({**domains, f"catalogue/{domain}/crm/core.yaml": "datasets: {a: }"}), today=TODAY)
        for domain in ("sales", "care")
    )
    found = {one.kind.name: one for one in difference(before, after) if one.of == "dataset"}
    assert set(found) == {"dataset_moved", "custodian_changed", "classification_removed"}
    assert (found["custodian_changed"].before, found["custodian_changed"].after) == ("ann", "bob")
    assert found["custodian_changed"].note == "inherited"


@pytest.mark.parametrize(
    ("before", "after", "kind", "rank"),
    [
        ("until: 2027-01-01", "until: 2027-06-01", "grant_prolonged", "notable"),
        ("until: 2027-06-01", "until: 2027-01-01", "grant_shortened", "notable"),
        ("until: 2027-06-01", "until: 2026-11-23", "grant_ended", "breaking"),
        ("until: 2027-06-01, columns: [a]", "until: 2027-06-01, columns: [a, b]", "grant_widened", "notable"),
        ("until: 2027-06-01, columns: [a]", "until: 2027-06-01", "grant_widened", "notable"),
        ("until: 2027-06-01", "until: 2027-06-01, columns: [a]", "grant_narrowed", "breaking"),
    ],
)
def test_grants(before: str, after: str, kind: str, rank: str):
    old, new = (f"grants: [{{product: p, dataset: crm.core.a, purpose: Why, {said}}}]" for said in (before, after))
    core = {"core": "datasets: {a: {columns: {a: int, b: int}}}"}
    (found,) = changes({**core, "grants": old}, {**core, "grants": new})
    assert (found.kind.name, found.kind.rank, found.kind.policy) == (kind, Rank(rank), True)
    assert found in policy_changes(book_of(**core, grants=old), book_of(**core, grants=new))


def test_policy_is_what_decides_and_nothing_else():
    old = {"settings": "title: A\n", "domain": "title: Sales\n", "core": "datasets: {a: {columns: {x: int}}}"}
    new = {
        "settings": "title: A\nseverities: {OWN001: off}\n",
        "domain": "title: Sold\ncustodian: eve\n",
        "core": "datasets: {a: {ignore: {OWN001: Nobody does.}, columns: {x: {type: text, ignore: {CAT002: So}}}}}",
    }
    found = policy_changes(book_of(**old), book_of(**new))
    said = {(one.kind.name, one.subject, one.part, one.after) for one in found}
    assert said == {
        ("setting_changed", "severities", "", "OWN001: off"),
        ("custodian_named", "sales", "", "eve"),
        ("check_silenced", "crm.core.a", "", "OWN001"),
        ("check_silenced", "crm.core.a", "x", "CAT002"),
    }


def test_a_folder_without_its_file_has_no_place_and_one_that_lost_it_has_the_old_one():
    core = {"core": "datasets: {a: }"}
    (found, *_) = [one for one in changes({}, core) if one.kind.name == "system_added"]
    assert found.location.path == ""
    lost = changes({**core, "system": "title: CRM\nteam: data\n"}, core)
    assert {(one.kind.name, one.location.path, one.gone) for one in lost} == {
        ("system_title_edited", "catalogue/sales/crm/system.yaml", True),
        ("system_team_changed", "catalogue/sales/crm/system.yaml", True),
    }
