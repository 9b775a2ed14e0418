"""Aspects of entities in a file, in the words of today's interface, whichever way they were written down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lakebook.importers._documents.documents import Document
from lakebook.importers._foreign_text import maps, scalar
from lakebook.syntax import Unreadable
from lakebook.syntax.foreign_yaml import Foreign, parse_foreign

Fields = dict[str, Foreign]

_WRAPPED = frozenset(["string", "array", "map", "boolean", "int", "long", "float", "double"])
"""Kinds that Avro writes around a value."""


class Aspect(NamedTuple):
    """One thing that is said of an entity."""

    urn: str
    name: str
    """Such as ``schemaMetadata``."""
    fields: Fields
    document: Document
    entry: Fields
    """What it stands in, which has a line."""


def aspects_in(document: Document) -> Iterator[Aspect]:
    """All aspects of a file."""
    for entry in maps(document.value):
        snapshot = _inside(entry.get("proposedSnapshot")) or _snapshot(entry)
        if snapshot:
            urn = scalar(snapshot.get("urn"))
            for wrapped in maps(snapshot.get("aspects")):
                for name, value in wrapped.items():
                    if isinstance(value, dict):
                        yield Aspect(urn, _aspect_name(name), value, document, value)
        elif scalar(entry.get("entityUrn")) and scalar(entry.get("aspectName")):
            value = _proposed(entry.get("aspect"))
            if value is not None:
                yield Aspect(scalar(entry.get("entityUrn")), scalar(entry.get("aspectName")), value, document, entry)


def bare(value: Foreign) -> Foreign:
    """A value without the kind that Avro writes around it: ``{"string": "x"}`` is ``x``."""
    if isinstance(value, dict) and len(value) == 1:
        kind, inner = next(iter(value.items()))
        if kind in _WRAPPED:
            return inner
    return value


def text(value: Foreign) -> str:
    """A text without the kind around it."""
    return scalar(bare(value))


def each(value: Foreign) -> list[Fields]:
    """Maps of a list without the kind around it."""
    inner = bare(value)
    return [one for item in (inner if isinstance(inner, list) else []) if isinstance(one := bare(item), dict)]


def words(value: Foreign) -> list[str]:
    """Texts of a list without the kinds around them."""
    inner = bare(value)
    return [said for item in (inner if isinstance(inner, list) else []) if (said := text(item))]


def _snapshot(entry: Fields) -> Fields:
    """A snapshot that stands alone."""
    return entry if "urn" in entry and isinstance(entry.get("aspects"), list) else {}


def _inside(value: Foreign) -> Fields:
    """What stands under the name of a class."""
    if isinstance(value, dict) and "urn" not in value and len(value) == 1:
        value = next(iter(value.values()))
    return value if isinstance(value, dict) else {}


def _proposed(value: Foreign) -> Fields | None:
    """An aspect in JSON, written out or as a text."""
    if not isinstance(value, dict):
        return None
    inner = value.get("json", value.get("value", value))
    if isinstance(inner, str):
        try:
            inner = parse_foreign(inner.encode()).value
        except Unreadable:
            return None
    return inner if isinstance(inner, dict) else None


def _aspect_name(name: str) -> str:
    last = name.rpartition(".")[2]
    return last[:1].lower() + last[1:]
