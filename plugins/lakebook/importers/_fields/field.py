"""A tree of fields -> columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from lakebook.diagnostics import Location
from lakebook.importers._foreign_text import free_name
from lakebook.importers._harvest.note_list import NoteList
from lakebook.model.dataset import Column
from lakebook.writers.file_names import tidy_name

DEEPEST = 20
"""Levels of fields inside of fields."""
MOST = 5_000
"""Columns of one dataset."""


class Field(msgspec.Struct, kw_only=True):
    """A field of a record, with those inside of it."""

    column: Column
    """By its own name alone."""
    brackets: str = ""
    """``[]`` where it is a list of what is inside, ``{}`` where it is a map to that, ``[][]`` for lists of lists."""
    inside: Iterable[Field] = ()
    """May be made while it is read, so that a schema that multiplies itself costs no more than it is asked for."""
    location: Location = Location("")


def columns_of(fields: Iterable[Field], subject: str, notes: NoteList) -> dict[str, Column]:
    """Columns of every level by name, each before those inside of it. *subject* is the dataset, in notes.

    What is inside of a field that may be empty is not required.
    """
    found: dict[str, Column] = {}
    taken: set[str] = set()
    for column, location in _flattened(fields, "", True, 1, subject, notes):
        if len(found) == MOST:
            message = f"{subject} has more than {MOST:,} columns; the rest is left out"
            notes.add(location, message, "describe it in parts")
            break
        free = free_name(column.name, taken)
        if free != column.name:
            message = f"{subject} has '{column.name}' twice (case aside); the second is '{free}' here"
            notes.add(location, message, "rename it")
            column.name = free
        taken.add(free.lower())
        found[free] = column
    return found


def _flattened(
    fields: Iterable[Field], prefix: str, filled: bool, depth: int, subject: str, notes: NoteList
) -> Iterator[tuple[Column, Location]]:
    for number, field in enumerate(fields, 1):
        column = field.column
        name = tidy_name(column.name)
        if not name:
            name = f"unnamed_{number}"
            notes.add(field.location, f"a field of {subject} has no name; it is '{prefix}{name}' here", "name it")
        column.name = prefix + name
        column.formerly = tuple(prefix + old for old in map(tidy_name, column.formerly) if old)
        column.required = column.required and filled
        yield column, field.location
        if depth < DEEPEST:
            inner = f"{column.name}{field.brackets}."
            yield from _flattened(
                field.inside, inner, column.required or bool(field.brackets), depth + 1, subject, notes
            )
        elif next(iter(field.inside), None) is not None:
            notes.add(field.location, f"{subject} is nested deeper than {DEEPEST} levels; the rest is left out")
