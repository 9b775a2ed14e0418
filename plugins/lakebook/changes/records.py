"""Changes of the fields and lists of a record, as most kinds find them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from lakebook.book import Placed
from lakebook.changes.change import Change, Kind, Rank
from lakebook.changes.comparison import Comparison
from lakebook.model.dataset import Dataset
from lakebook.model.grant import Grant
from lakebook.model.person import Person
from lakebook.model.reference import Reference


def of(record: Placed) -> str:
    """What kind of record it is, in one word."""
    return type(record).__name__.lower()


def title_of(record: Placed) -> str:
    """Its title; empty where it has none."""
    if isinstance(record, Person):
        return record.name
    return "" if isinstance(record, Grant) else record.title


def shown(value: Any) -> str:
    """A field's value in one text; empty for none."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple) and not isinstance(value, Reference):
        return ", ".join(shown(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {shown(one)}" if one else key for key, one in value.items())
    if isinstance(value, Reference):
        return value.target
    if isinstance(value, datetime.date):
        return value.isoformat()
    return "" if value is None else str(value)


def changed(comparison: Comparison, kind: Kind, record: Placed, *keys: str | int, **said: Any) -> Change:
    """A change of *record*, which is in the state after, or of the field that *keys* lead to."""
    place = comparison.place(record, *keys)
    return Change(kind=kind, of=of(record), subject=record.id, title=title_of(record), location=place, **said)


def removed(comparison: Comparison, kind: Kind, record: Placed, *keys: str | int, **said: Any) -> Change:
    """A change of *record* that only the state before can show."""
    place = comparison.old_place(record, *keys)
    said |= {"of": of(record), "subject": record.id, "title": title_of(record), "gone": True}
    return Change(kind=kind, location=place, **said)


def field_changes(
    comparison: Comparison, old: Placed, new: Placed, kinds: Mapping[str, Kind], touches: str | None = None
) -> Iterator[Change]:
    """Changes of fields, each of its own kind; *touches* is the dataset that those downstream of it relied on."""
    names = {field.name: field.encode_name for field in msgspec.structs.fields(new)}
    for field, kind in kinds.items():
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            start = ((touches, ""),) if touches and kind.rank is Rank.breaking else ()
            said = {"before": shown(before), "after": shown(after), "touches": start}
            if getattr(new, "path", "-"):
                yield changed(comparison, kind, new, names[field], **said)
            else:  # a folder that has lost its file
                yield removed(comparison, kind, old, names[field], **said)


def list_changes(
    comparison: Comparison,
    old: Placed,
    new: Placed,
    field: str,
    items: tuple[Mapping[str, str], Mapping[str, str]],
    kinds: tuple[Kind, Kind],
) -> Iterator[Change]:
    """Entries of a list that are new or gone; *items* maps what an entry means to its words, before and after.

    *kinds* are those of an entry that is new and of one that is gone.
    """
    before, after = items
    for index, (key, words) in enumerate(after.items()):
        if key not in before:
            yield changed(comparison, kinds[0], new, field, index, after=words)
    for index, (key, words) in enumerate(before.items()):
        if key not in after:
            yield removed(comparison, kinds[1], old, field, index, before=words)


def meaning(comparison: Comparison, names: Iterable[str], *, old: bool, near: Dataset | None = None) -> dict[str, str]:
    """Identity that each name leads to, as of the state after -> the name; the name itself where it leads nowhere."""
    book = comparison.before if old else comparison.after
    found = {}
    for name in names:
        meant = book.catalogue.resolve(name, near)
        identity = meant.dataset.id if meant.dataset is not None else name
        identity = comparison.new_ids.get(identity, identity) if old else identity
        found[f"{identity}.{meant.column}" if meant.column else identity] = name
    return found
