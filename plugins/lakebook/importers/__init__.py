"""Foreign files -> our YAML. One format, one file.

An importer is a module of this room holding a function of its own name, decorated with ``@importer``. It
takes ``(path, content, place)`` and its own options, and gives back what the file holds as an Imported; it
opens no file, writes none and prints nothing. What it has no field for goes to ``extra:``; what it could
not understand is a note, and a file it cannot take at all raises Unreadable.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import click
import msgspec

from lakebook.book import Book
from lakebook.diagnostics import Finding
from lakebook.model.dataset import Dataset


class Place(msgspec.Struct, frozen=True):
    """Where the datasets go, and the book that is there already."""

    book: Book
    domain: str
    system: str
    schema: str = ""
    """Given by the user; empty when the importer is to suggest one."""


class Imported(msgspec.Struct, kw_only=True):
    """What one file holds."""

    datasets: list[Dataset] = []
    """With names and columns; domain, system and schema are set by the command."""
    schema: str = ""
    """Name for the schema that the file suggests; any text."""
    schema_from: str = ""
    """Where that name comes from, in words, such as ``the contract's name``."""
    notes: list[Finding] = []
    """What was not understood, renamed or kept in ``extra:`` only, with its place in the file."""
    facts: dict[str, str] = {}
    """What the file says about more than its datasets: the domain, the team; for a person to put where it belongs."""


class Importer(Protocol):
    """A decorated importer function."""

    options: Sequence[click.Parameter]
    """Options of its own, given to it by name."""
    __name__: str

    def __call__(self, path: str, content: bytes, place: Place, **options: Any) -> Imported:
        """What the file holds.

        Raises:
            Unreadable: the file is broken, or not of this format.
        """
        ...


def importer(*options: click.Parameter) -> Callable[[Callable[..., Imported]], Importer]:
    """Mark a function as an importer with these options of its own."""

    def mark(function: Callable[..., Imported]) -> Importer:
        function.options = options  # type: ignore[attr-defined]
        return function  # type: ignore[return-value]

    return mark
