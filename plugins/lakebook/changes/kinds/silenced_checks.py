"""Checks that records silence with ``ignore:``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from lakebook.book import Book
from lakebook.changes.change import Change, Kind, Rank
from lakebook.changes.comparison import Comparison
from lakebook.changes.records import changed, removed
from lakebook.model.dataset import Dataset
from lakebook.model.decision import Decision
from lakebook.model.domain import Domain
from lakebook.model.grant import Grant
from lakebook.model.product import Product
from lakebook.model.system import System

SILENCED = Kind("check_silenced", Rank.notable, "check silenced", policy=True)
HEARD = Kind("check_heard_again", Rank.notable, "check no longer silenced", policy=True)
REASON = Kind("check_reason_changed", Rank.notable, "reason to silence a check changed", policy=True)
_Silencing: TypeAlias = Domain | System | Dataset | Product | Decision | Grant
_Entry: TypeAlias = tuple[_Silencing, tuple[str, ...], str]
"""The record, where the entry stands below it, and the reason."""


def silenced_checks(comparison: Comparison) -> Iterable[Change]:
    """Entries of ``ignore:`` that are new, gone, or reasoned otherwise."""
    before = _entries(comparison.before, comparison.new_ids)
    after = _entries(comparison.after, {})
    for key, (record, keys, reason) in after.items():
        was = before.get(key)
        if was is None:
            yield changed(comparison, SILENCED, record, *keys, part=_part(keys), after=keys[-1], note=reason)
        elif was[2] != reason:
            yield changed(comparison, REASON, record, *keys, part=_part(keys), before=was[2], after=reason)
    for key, (record, keys, _) in before.items():
        if key not in after:
            yield removed(comparison, HEARD, record, *keys, part=_part(keys), before=keys[-1])


def _part(keys: tuple[str, ...]) -> str:
    return keys[1] if keys[0] == "columns" else ""


def _entries(book: Book, new_ids: dict[str, str]) -> dict[tuple[str, str, tuple[str, ...]], _Entry]:
    """By kind and identity of the record and the place below it."""
    return {
        (type(record).__name__, new_ids.get(record.id, record.id), keys): (record, keys, reason)
        for record, keys, reason in _silencing(book)
    }


def _silencing(book: Book) -> Iterator[_Entry]:
    records = book.records
    listed: tuple[Iterable[_Silencing], ...] = (
        records.domains, records.systems, records.datasets, records.products, records.decisions, records.grants,
    )  # fmt: skip
    for kind in listed:
        for record in kind:
            for check, reason in record.ignore.items():
                yield record, ("ignore", check), reason
            if isinstance(record, Dataset):
                for column in record.columns.values():
                    for check, reason in column.ignore.items():
                        yield record, ("columns", column.name, "ignore", check), reason
