"""The law that builds rely on: while a dataset's surroundings stay the same, so do its page and what checks find in it."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from itertools import chain
from typing import Any

import msgspec
import pytest

from lakebook import discovery
from lakebook.book import Book, read_book
from lakebook.checks._memory import Memory
from lakebook.checks._run import all_checks, run_checks
from lakebook.model.dataset import Column, Dataset
from lakebook.pages import Article, Heading
from lakebook.pages._lineage.column_file import column_script
from lakebook.pages._lineage.graph_file import graph_script
from lakebook.pages._lineage.neighbourhood import around
from lakebook.pages._lineage.nodes import Nodes
from lakebook.readers import Records
from lakebook.settings import Settings
from lakebook.site.context import SiteContext
from lakebook.sources.overlay import Overlay
from lakebook.sources.working_tree import WorkingTree

TODAY = datetime.date(2026, 11, 24)
KINDS = ("people", "teams", "domains", "systems", "datasets", "products", "decisions", "grants")
SEEN = {
    "sales_lake/silver": """datasets:
  order_line:
    edges:
      erp.sd.sales_orders: {origin: sql, columns: {order_no: order_no}}
      erp.sd.invoice_lines: {origin: dbt, columns: {material_no: material_no, ordered_qty: invoiced_qty}}
  customer: {edges: {crm.core.accounts: openlineage, crm.core.contacts: sql}}
""",
    "sales_lake/gold": """datasets:
  order_intake_daily: {edges: {erp.fi.customers: sql, nowhere.at.all: sql}}
""",
}
"""What importers saw, beside the demo book."""
EACH = 3
"""Records of a kind in which one field is changed."""


@pytest.fixture(scope="module")
def demo(demo_root) -> Book:
    files = {f"catalogue/sales/{place}.observed.yaml": text.encode() for place, text in SEEN.items()}
    return read_book(Overlay(WorkingTree(demo_root), files), today=TODAY)


class _NoProse:
    """Such articles hold no Markdown."""

    def render(self, text: str, path: str, line: int, source: str) -> tuple[str, list[Heading]]:
        return "", []


def _pages(book: Book) -> dict[str, tuple[tuple[object, ...], Article]]:
    """Address of each page that says what it is made from -> what decides whether it is made again; what it says."""
    context = SiteContext(book.settings.repository, True)
    context.prose = _NoProse()
    pages = {
        page.address: ((page.made_from, page.title, page.path, page.line), page.read())
        for kind in discovery.load_all("lakebook.pages").values()
        for page in kind(book, context)
        if page.made_from
    }
    return pages | _lineage_data(book, context)


def _lineage_data(book: Book, context: SiteContext) -> dict[str, tuple[tuple[object, ...], Article]]:
    """The same of what the lineage view is given."""
    nodes, edges = Nodes(book, context), book.lineage.column_edges
    graph = graph_script(book.catalogue, book.lineage, nodes, context).decode()
    found = {"whole graph": ((book.surroundings.of_all_lineage(),), Article(graph))}
    for key, dataset in book.catalogue.datasets.items():
        made_from = (book.surroundings.of(dataset), book.surroundings.around(dataset))
        found[f"around {key}"] = made_from, Article(around(book.lineage, nodes, key, "../"))
        found[f"columns of {key}"] = made_from[:1], Article(column_script(edges, nodes, dataset).decode())
    return found


def _findings(book: Book) -> dict[str, set[str]]:
    """Dataset -> checks that find something in it."""
    found: dict[str, set[str]] = {}
    for check in all_checks().values():
        for finding in check(book) if check.by_dataset else ():
            found.setdefault(finding.subject, set()).add(check.__name__)
    return found


def _with(book: Book, kind: str, place: int, record: object) -> Book:
    """The same book with another record in the place of one."""
    listed = list(getattr(book.records, kind))
    listed[place] = record
    records: Records = msgspec.structs.replace(book.records, **{kind: listed})
    return Book(book.source, book.settings, records, book.today)


def _other(value: Any, chance: random.Random, seen: list[Any]) -> Any:
    """Another value for a field: one that a second record has, else one that nobody has."""
    different = [one for one in seen if one != value]
    if different and chance.random() < 0.7:
        return chance.choice(different)
    changed: dict[type, Any] = {
        bool: lambda: not value,
        int: lambda: value + 1,
        str: lambda: f"{value} changed".strip(),
        datetime.date: lambda: value + datetime.timedelta(1),
        type(None): lambda: TODAY - datetime.timedelta(9),
    }
    if type(value) in changed:
        return changed[type(value)]()
    return type(value)() if value else chance.choice(different or [value])


def _changed(book: Book, kind: str) -> Iterator[tuple[str, Book]]:
    """Each field of some records of the kind changed, one at a time."""
    chance = random.Random(f"7 {kind}")
    listed = getattr(book.records, kind)
    for field in listed[0].__struct_fields__:
        seen = [getattr(record, field) for record in listed]
        for place in chance.sample(range(len(listed)), min(EACH, len(listed))):
            record = msgspec.structs.replace(listed[place], **{field: _other(seen[place], chance, seen)})
            yield f"{field} of {listed[place].id}", _with(book, kind, place, record)


def _changed_columns(book: Book) -> Iterator[tuple[str, Book]]:
    chance = random.Random("7 columns")
    listed = [dataset for dataset in book.records.datasets if dataset.columns]
    columns = list(chain.from_iterable(dataset.columns.values() for dataset in listed))
    for field in Column.__struct_fields__:
        seen = [getattr(column, field) for column in columns]
        for dataset in chance.sample(listed, EACH):
            name = chance.choice(list(dataset.columns))
            column = dataset.columns[name]
            column = msgspec.structs.replace(column, **{field: _other(getattr(column, field), chance, seen)})
            record = msgspec.structs.replace(dataset, columns={**dataset.columns, name: column})
            yield (
                f"{field} of {dataset.id}.{name}",
                _with(book, "datasets", book.records.datasets.index(dataset), record),
            )


def _without_some(book: Book) -> Iterator[tuple[str, Book]]:
    chance = random.Random("7 without")
    for kind in KINDS:
        listed = getattr(book.records, kind)
        for gone in chance.sample(listed, min(4, len(listed))):
            records = msgspec.structs.replace(book.records, **{kind: [one for one in listed if one is not gone]})
            yield f"without {gone.id}", Book(book.source, book.settings, records, book.today)


def _other_settings(book: Book) -> Iterator[tuple[str, Book]]:
    for field in Settings.__struct_fields__:
        value = getattr(book.settings, field)
        other = {"title": "Other", "severities": {"SEC001": "off"}, "decisions": "compat"}.get(field)
        other = other or (tuple(reversed(value)) if isinstance(value, tuple) else value)
        yield field, Book(book.source, msgspec.structs.replace(book.settings, **{field: other}), book.records, TODAY)
    yield "today", Book(book.source, book.settings, book.records, TODAY + datetime.timedelta(4000))


CHANGES = {
    **{kind: lambda book, kind=kind: _changed(book, kind) for kind in (*KINDS, "observations")},
    "columns": _changed_columns,
    "gone": _without_some,
    "settings": _other_settings,
}


@pytest.fixture(scope="module")
def before(demo: Book) -> tuple[dict[str, Any], dict[str, set[str]]]:
    return _pages(demo), _findings(demo)


@pytest.mark.parametrize("what", CHANGES)
def test_what_the_surroundings_do_not_see_changes_nothing(demo: Book, before: tuple[Any, Any], what: str):
    pages_before, found_before = before
    seen_changes = 0
    for title, book in CHANGES[what](demo):
        for address, (key, article) in _pages(book).items():
            known = pages_before.get(address)
            if known is None or known[1] == article:
                continue
            seen_changes += 1
            assert known[0] != key, f"{title}: the page {address} says something else and would not be made again"
        found = _findings(book)
        for dataset in book.catalogue.datasets.values():
            if found.get(dataset.id) != found_before.get(dataset.id):
                assert _key(book, dataset) != _key(demo, demo.catalogue.datasets.get(dataset.id)), (
                    f"{title}: {dataset.id}"
                )
    assert seen_changes or what in ("teams", "settings"), "no page showed any of these changes: nothing was tested"


def _key(book: Book, dataset: Dataset | None) -> tuple[bytes, bytes] | None:
    return (book.surroundings.all_records, book.surroundings.of(dataset)) if dataset else None


def test_a_change_is_seen_by_the_dataset_and_its_neighbours_alone(demo: Book):
    place, changed = next(
        (place, one) for place, one in enumerate(demo.records.datasets) if demo.lineage.targets_of(one.id)
    )
    book = _with(demo, "datasets", place, msgspec.structs.replace(changed, description="Something else."))
    every = demo.catalogue.datasets
    differ = {
        key for key in every if demo.surroundings.of(every[key]) != book.surroundings.of(book.catalogue.datasets[key])
    }
    near = {changed.id, *demo.lineage.sources_of(changed.id), *demo.lineage.targets_of(changed.id)}
    pointing = {one.id for one in every.values() for c in one.columns.values() if changed.name in c.references}
    assert {changed.id, *demo.lineage.targets_of(changed.id)} <= differ <= near | pointing
    assert len(differ) < len(every) / 4


def test_checks_with_a_memory_find_what_checks_without_one_find(demo: Book):
    memory = Memory()
    assert run_checks(demo, memory=memory) == run_checks(demo)
    assert len(memory.sound) == len(demo.catalogue.datasets) and not memory.doubtful(demo)
    for kind in ("datasets", "people", "domains"):
        for title, book in list(_changed(demo, kind))[:25]:
            assert run_checks(book, memory=memory) == run_checks(book), title


def test_a_check_that_names_no_record_lets_nothing_be_taken_for_sound(demo: Book):
    memory = Memory()
    memory.learn(demo, {"nobody.knows.this"})
    assert len(memory.doubtful(demo)) == len(demo.catalogue.datasets)
