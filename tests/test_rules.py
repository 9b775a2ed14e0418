"""Each check finds its fault in the demo book, and finds nothing else there: one change, one name."""

from __future__ import annotations

import re
from itertools import pairwise

import markdown
import networkx as nx
import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from mutations import MUTATIONS, TODAY, Files

from lakebook.book import read_book
from lakebook.checks import FAMILIES, OF_SOURCES
from lakebook.checks._circles import circles
from lakebook.checks._memory import Memory
from lakebook.checks._page import read_page
from lakebook.checks._run import all_checks, run_checks
from lakebook.checks._source_example import drift_of_example
from lakebook.checks.lineage._types import what_is_lost
from lakebook.diagnostics import Diagnostic
from lakebook.pages import Heading
from lakebook.pages.check import check as check_pages
from lakebook.readers._cache import Cache
from lakebook.site.context import SiteContext
from lakebook.sources.in_memory import InMemory
from lakebook.syntax.cut_texts import cut_texts

CHECKS = all_checks()
ALSO: dict[str, tuple[set[str], str]] = {
    "workbook_dataset_unknown": (
        {"dataset_without_description"},
        "the row is kept, as a dataset that no other row could describe",
    ),
}
"""Check -> what the same change cannot but raise as well, and why."""
IMPORTED = b"spaces: [crm.core]\ndatasets:\n  accounts:\n    seen: {database: {columns: {account_id: bigint}}}\n"
"""What an import from a database leaves behind."""


@pytest.fixture(scope="module")
def demo(demo_root) -> Files:
    folders = ("catalogue", "wids", "adrs", "docs")
    found = [path for folder in folders for path in (demo_root / folder).rglob("*") if path.is_file()]
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (*found, demo_root / "lakebook.yaml")}


@pytest.fixture(scope="module")
def parsed(tmp_path_factory) -> Cache:
    return Cache(tmp_path_factory.mktemp("parsed"))


def _found(files: Files, parsed: Cache, target: Files | None = None, database: Files | None = None) -> list[Diagnostic]:
    """*target*: the book these files are to be merged into; *database*: what the database they describe holds."""
    book = read_book(InMemory(dict(files)), today=TODAY, cache=parsed)
    book.target = read_book(InMemory(dict(target)), today=TODAY, cache=parsed) if target else None
    book.drift = drift_of_example(book, database) if database else None
    return run_checks(book)


def test_the_demo_raises_nothing(demo: Files, parsed: Cache):
    assert [str(diagnostic) for diagnostic in _found(demo, parsed)] == []


def test_the_demo_compared_with_itself_has_not_drifted(demo: Files, parsed: Cache):
    assert [str(diagnostic) for diagnostic in _found(demo, parsed, database=demo)] == []


def test_every_check_has_its_change():
    assert set(MUTATIONS) == set(CHECKS)
    assert all(reason and others <= set(CHECKS) for others, reason in ALSO.values())


@pytest.mark.parametrize("name", MUTATIONS)
def test_one_change_raises_one_check(demo: Files, parsed: Cache, name: str):
    files = dict(demo)
    for mutate in MUTATIONS[name]:
        mutate(files)
    if CHECKS[name].code.startswith(OF_SOURCES):
        seen = {} if name != "schema_not_compared" else {"catalogue/sales/crm/core.observed.yaml": IMPORTED}
        found = _found(demo | seen, parsed, database=files)
    else:
        found = _found(files, parsed, demo if name == "policy_changed" else None)
    others, _ = ALSO.get(name, (set(), ""))
    assert {diagnostic.name for diagnostic in found} == {name} | others, "\n".join(map(str, found))
    mine = [diagnostic for diagnostic in found if diagnostic.name == name]
    assert all(diagnostic.hint for diagnostic in mine), "nothing says what to type"
    assert not any(diagnostic.message.endswith(".") or "\n" in diagnostic.message for diagnostic in mine)


# Pages


class _Prose:
    def render(self, text: str, path: str, line: int, source: str) -> tuple[str, list[Heading]]:
        return markdown.markdown(text), []


def test_every_code_has_a_page_and_every_page_a_code():
    book = read_book(InMemory({}), today=TODAY)
    context = SiteContext(book.settings.repository, True)
    context.prose = _Prose()
    pages = {page.address: page.read() for page in check_pages(book, context)}
    assert pages.keys() == {"checks/", *(f"checks/{check.code.lower()}/" for check in CHECKS.values())}
    for name, check in CHECKS.items():
        page = read_page(check)
        assert page.verdict and page.reason, name
        assert name in pages[f"checks/{check.code.lower()}/"].content and check.code in pages["checks/"].content
        assert {example.fails for example in page.examples} == {True, False}, name
        assert all(check.code in example.output for example in page.examples if example.fails), name


def test_the_documentation_names_no_code_that_is_gone():
    codes = {check.code for check in CHECKS.values()}
    families = "|".join(FAMILIES)
    for path in (*(ROOT / "docs").rglob("*.md"), *(ROOT / "adrs").glob("*.md"), ROOT / "README.md"):
        named = set(re.findall(rf"\b(?:{families})\d{{3}}\b", path.read_text(encoding="utf-8").upper()))
        assert not {one for one in named if not one.startswith("ADR")} - codes, path


# Severities by folder

ORDERS = "datasets:\n  order: {}\n"
TWO = {"catalogue/legacy/crm/orders.yaml": ORDERS, "catalogue/legacy/erp/lines.yaml": ORDERS}


def _weights(settings: str, name: str = "dataset_without_description") -> dict[str, str]:
    book = read_book(InMemory({**TWO, "lakebook.yaml": settings}), today=TODAY)
    return {found.subject: found.severity.value for found in run_checks(book, [CHECKS[name]])}


@pytest.mark.parametrize(
    ("settings", "crm", "erp"),
    [
        ("", "warning", "warning"),
        ("overrides: [{below: catalogue/legacy/crm, severities: {CAT004: error}}]", "error", "warning"),
        ("overrides: [{below: catalogue/legacy/crm/, severities: {CAT004: off}}]", None, "warning"),
        ("overrides: [{below: catalogue/legacy/crm/orders.yaml, severities: {CAT004: info}}]", "info", "warning"),
        ("overrides: [{below: catalogue/legacy/cr, severities: {CAT004: info}}]", "warning", "warning"),
        ("overrides: [{below: catalogue/legacy/crm, severities: {CAT005: off}}]", "warning", "warning"),
        (
            "severities: {CAT004: off}\noverrides: [{below: catalogue/legacy/erp, severities: {CAT004: error}}]",
            None,
            "error",
        ),
        (
            "overrides:\n- {below: catalogue/legacy/erp, severities: {CAT004: error}}\n"
            "- {below: catalogue, severities: {dataset_without_description: off}}",
            None,
            "error",
        ),
    ],
)
def test_the_deepest_folder_that_names_a_check_decides(settings: str, crm: str | None, erp: str | None):
    said = {"crm.orders.order": crm, "erp.lines.order": erp}
    assert _weights(f"{settings}\n") == {subject: weight for subject, weight in said.items() if weight}


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (
            "{below: catalogue, severities: {CAT004: loud}}",
            "2:3: error FIL005 option 'overrides': invalid enum value 'loud'",
        ),
        ("{below: catalogue, checks: {CAT004: off}}", "2:3: error FIL005 option 'overrides': unknown field 'checks'"),
        ("{severities: {CAT004: off}}", "2:3: error FIL005 option 'overrides': object missing required field `below`"),
        ("catalogue", "2:3: error FIL005 option 'overrides': expected `object`, got `str`"),
        ("{below: catalogue, severities: {CAT999: off}}", "2:35: warning FIL013 there is no check 'CAT999'"),
        ("{below: catalog, severities: {CAT004: off}}", "2:4: warning FIL016 there is nothing below 'catalog'"),
    ],
)
def test_an_override_that_cannot_be_taken_is_told_and_the_others_count(entry: str, message: str):
    settings = f"overrides:\n- {entry}\n- {{below: catalogue/legacy/crm, severities: {{CAT004: info}}}}\n"
    book = read_book(InMemory({**TWO, "lakebook.yaml": settings}), today=TODAY)
    said = [str(found) for found in run_checks(book) if found.location.path == "lakebook.yaml"]
    assert len(said) == 1 and said[0].startswith(f"lakebook.yaml:{message}"), said
    assert _weights(settings)["crm.orders.order"] == "info"


# What is silenced


@pytest.mark.parametrize(
    ("record", "unused"),
    [
        ("ignore: {CAT004: Nobody knows.}", False),
        ("ignore: {dataset_without_description: Nobody knows.}", False),
        ("description: Orders.\n    ignore: {CAT004: Nobody knows.}", True),
        ("ignore: {CAT006: Nobody knows.}", True),
        ("ignore: {ignore_unused: For once.}", False),
        ("ignore: {CAT999: No such check.}", False),
        ('ignore: {CAT006: ""}', False),
        ("columns: {id: {type: int, classification: secret, ignore: {CAT005: Renamed.}}}", False),
        ("columns: {id: {type: int, ignore: {CAT005: Renamed.}}}", True),
        ("classification: secret\n    columns: {id: {type: int, ignore: {CAT005: Renamed.}}}", True),
    ],
)
def test_an_ignore_is_unused_where_its_check_finds_nothing(record: str, unused: bool):
    book = read_book(InMemory({"catalogue/sales/crm/orders.yaml": f"datasets:\n  order:\n    {record}\n"}), today=TODAY)
    found = run_checks(book, [CHECKS["ignore_unused"]])
    assert bool(found) is unused
    assert all("delete the entry" in diagnostic.hint for diagnostic in found)


def test_a_check_that_is_off_still_tells_whether_it_is_silenced_in_vain():
    files = {**TWO, "lakebook.yaml": "severities: {CAT004: off}\n"}
    files["catalogue/legacy/crm/orders.yaml"] = "datasets:\n  order:\n    ignore: {CAT004: Nobody knows.}\n"
    assert run_checks(read_book(InMemory(files), today=TODAY), [CHECKS["ignore_unused"]]) == []


def test_with_a_memory_an_ignore_becomes_unused_when_its_fault_is_repaired(demo: Files, parsed: Cache):
    memory = Memory()
    files = {
        **demo,
        "catalogue/sales/crm/extra.yaml": b"datasets:\n  note:\n    ignore: {CAT004: Later., CAT013: Later.}\n",
    }
    for _ in range(2):
        book = read_book(InMemory(dict(files)), today=TODAY, cache=parsed)
        assert run_checks(book, memory=memory) == run_checks(book) == []
    files["catalogue/sales/crm/extra.yaml"] += b"    description: Notes.\n"
    book = read_book(InMemory(dict(files)), today=TODAY, cache=parsed)
    assert run_checks(book, memory=memory) == run_checks(book)
    assert [found.name for found in run_checks(book, memory=memory)] == ["ignore_unused"]


# Texts that are cut


@pytest.mark.parametrize(
    ("line", "cut"),
    [
        ("description: Number # of items", True),
        ("description: Number  # of items", False),
        ('description: "Number # of items"', False),
        ("description: Number#of items", False),
        ("status: active # for now", False),
        ("retention: ten years # by law", True),
        ("columns:\n      id: bigint pk | Number # of items", True),
        ("terms:\n      - order # nobody knows", False),
        ("sources:\n      a.b.c: all rows # of today", True),
        ("description: >-\n      Number # of items", False),
        ("description: Größe der Bestellung # in Stück", True),
        ("description: Several\n      lines # of text", True),
    ],
)
def test_a_text_is_cut_at_one_blank_and_a_sign(line: str, cut: bool):
    content = f"# a # b\ndatasets:\n  order:\n    {line}\n"
    assert bool(cut_texts(content.encode())) is cut
    assert bool(cut_texts(content.replace("\n", "\r\n").encode())) is cut


# Types


@pytest.mark.parametrize(
    ("source", "target", "lost"),
    [
        ("varchar(40)", "varchar(20)", True),
        ("VARCHAR2(40)", "nvarchar(40)", False),
        ("varchar(40)", "string", False),
        ("string", "varchar(20)", False),
        ("varchar", "varchar(20)", False),
        ("text", "int", True),
        ("varchar(10)", "date", True),
        ("bigint", "int", True),
        ("int", "bigint", False),
        ("int", "decimal(9,0)", True),
        ("int", "decimal(12,2)", False),
        ("numeric(12,2)", "numeric(12,4)", True),
        ("numeric(12,2)", "numeric(14,4)", False),
        ("numeric(12,2)", "bigint", True),
        ("decimal(9)", "int", False),
        ("number", "int", False),
        ("integer", "smallint", False),
        ("double", "int", True),
        ("float", "real", False),
        ("timestamp", "date", True),
        ("date", "timestamp", False),
        ("array<int>", "int", False),
        ("varchar(40)", "my_type", False),
        ("", "int", False),
    ],
)
def test_types_are_compared_only_where_it_is_sure(source: str, target: str, lost: bool):
    assert bool(what_is_lost(source, target)) is lost


# Circles


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.lists(st.sampled_from("abcdefgh"), max_size=3)))
def test_circles_are_found_and_are_circles(steps: dict[str, list[str]]):
    found = list(circles(steps))
    for circle in found:
        assert all(after in steps[one] for one, after in pairwise([*circle, circle[0]]))
        assert circle[0] == min(circle) or any(min(circle) in other for other in found)
    graph = nx.DiGraph([(one, after) for one, afters in steps.items() for after in afters])
    graph.remove_nodes_from([one for circle in found for one in circle])
    assert nx.is_directed_acyclic_graph(graph)
    assert len({one for circle in found for one in circle}) == sum(map(len, found))
