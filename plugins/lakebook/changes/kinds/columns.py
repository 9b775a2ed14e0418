"""Columns that are new, gone or renamed, and what each holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from lakebook.changes.change import Change, Kind, Rank
from lakebook.changes.comparison import Comparison
from lakebook.changes.records import changed, removed, shown
from lakebook.changes.sql_types import compare
from lakebook.model.dataset import Column, Dataset

ADDED = Kind("column_added", Rank.notable, "new column")
REMOVED = Kind("column_removed", Rank.breaking, "column removed")
RENAMED = Kind("column_renamed", Rank.breaking, "column renamed")
NARROWED = Kind("column_type_narrowed", Rank.breaking, "type narrowed")
CHANGED = Kind("column_type_changed", Rank.breaking, "type changed")
WIDENED = Kind("column_type_widened", Rank.notable, "type widened")
STATED = Kind("column_type_stated", Rank.notable, "type stated")
UNSTATED = Kind("column_type_no_longer_stated", Rank.notable, "type no longer stated")
RESPELT = Kind("column_type_respelt", Rank.editorial, "type spelt otherwise")
PRIMARY_KEY = Kind("column_primary_key_changed", Rank.breaking, "primary key changed")
KEY = Kind("column_key_changed", Rank.notable, "key changed")
REQUIRED = Kind("column_required_added", Rank.notable, "now required")
OPTIONAL = Kind("column_required_removed", Rank.breaking, "no longer required: it may be empty")
UNIT = Kind("column_unit_changed", Rank.breaking, "unit changed")
UNIT_STATED = Kind("column_unit_stated", Rank.editorial, "unit stated")
VALUE_ADDED = Kind("column_value_added", Rank.notable, "new code")
VALUE_REMOVED = Kind("column_value_removed", Rank.notable, "code removed")
VALUE_EDITED = Kind("column_value_edited", Rank.editorial, "meaning of a code edited")
FIELDS = {
    "references": Kind("column_references_changed", Rank.notable, "column it points to changed"),
    "term": Kind("column_term_changed", Rank.editorial, "term changed"),
    "title": Kind("column_title_edited", Rank.editorial, "title edited"),
    "description": Kind("column_description_edited", Rank.editorial, "description edited"),
    "example": Kind("column_example_edited", Rank.editorial, "example edited"),
    "tags": Kind("column_tags_changed", Rank.editorial, "tags changed"),
    "extra": Kind("column_extra_changed", Rank.editorial, "further details changed"),
}
_TYPES = {"narrowed": NARROWED, "changed": CHANGED, "widened": WIDENED, "same": RESPELT}


class _Of(msgspec.Struct, frozen=True):
    """A column in both states."""

    comparison: Comparison
    dataset: Dataset
    old: Column
    new: Column
    touches: tuple[tuple[str, str], ...]

    def change(self, kind: Kind, field: str, **said: Any) -> Change:
        keys = ("columns", self.new.name, field) if field else ("columns", self.new.name)
        touches = self.touches if kind.rank is Rank.breaking else ()
        return changed(self.comparison, kind, self.dataset, *keys, part=self.new.name, touches=touches, **said)


def columns(comparison: Comparison) -> Iterable[Change]:
    """Changes of the columns of datasets that are in both states."""
    for old, new in comparison.changed_datasets:
        if old.columns != new.columns:
            yield from _of_dataset(comparison, old, new)


def _of_dataset(comparison: Comparison, old: Dataset, new: Dataset) -> Iterator[Change]:
    found = comparison.columns(old, new)
    for column in found.added:
        place = ("columns", column.name)
        yield changed(comparison, ADDED, new, *place, part=column.name, after=column.type)
    for column in found.removed:
        said = {"part": column.name, "before": column.type, "touches": ((old.id, column.name),)}
        gone = removed(comparison, REMOVED, old, "columns", column.name, **said)
        yield msgspec.structs.replace(gone, subject=new.id, title=new.title)
    for pair in found.renamed:
        of = _Of(comparison, new, pair.before, pair.after, ((old.id, pair.before.name),))
        yield of.change(RENAMED, "", before=pair.before.name, after=pair.after.name, note=pair.how)
    for before, after in found.both:
        if before is not after and before != after:
            of = _Of(comparison, new, before, after, ((old.id, before.name),))
            yield from _type(of)
            yield from _rules(of)
            yield from _values(of)
            yield from _fields(of)


def _type(of: _Of) -> Iterator[Change]:
    old, new = of.old.type, of.new.type
    if old == new:
        return
    kind = STATED if not old else UNSTATED if not new else _TYPES[compare(old, new)]
    yield of.change(kind, "type", before=old, after=new)


def _rules(of: _Of) -> Iterator[Change]:
    old, new = of.old, of.new
    if sorted(old.key) != sorted(new.key):
        primary = ("pk" in old.key) != ("pk" in new.key)
        yield of.change(PRIMARY_KEY if primary else KEY, "key", before=shown(old.key), after=shown(new.key))
    if old.required != new.required:
        yield of.change(REQUIRED if new.required else OPTIONAL, "required")
    if old.unit != new.unit:
        yield of.change(UNIT if old.unit else UNIT_STATED, "unit", before=old.unit, after=new.unit)


def _values(of: _Of) -> Iterator[Change]:
    old, new = of.old.values, of.new.values
    added = [code for code in new if code not in old]
    gone = [code for code in old if code not in new]
    edited = [code for code in new if code in old and old[code] != new[code]]
    if added:
        yield of.change(VALUE_ADDED, "values", after=", ".join(added))
    if gone:
        yield of.change(VALUE_REMOVED, "values", before=", ".join(gone))
    for code in edited:
        yield of.change(VALUE_EDITED, "values", before=f"{code}: {old[code]}", after=f"{code}: {new[code]}")


def _fields(of: _Of) -> Iterator[Change]:
    for field, kind in FIELDS.items():
        old, new = getattr(of.old, field), getattr(of.new, field)
        if old != new:
            yield of.change(kind, field, before=shown(old), after=shown(new))
