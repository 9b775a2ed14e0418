"""Foreign files -> our YAML. One format, one file.

An importer is a module of this room holding a function of its own name, decorated with ``@importer``. It
takes ``(path, content, place)`` and its own options, and gives back what the file holds as an Imported; it
writes no file, prints nothing, and opens none but what lies beside a sheet. What it has no field for goes to
``extra:``; what it could not understand is a note, and a file it cannot take at all raises Unreadable.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import click
import msgspec

from lakebook.book import Book
from lakebook.diagnostics import Finding, Location
from lakebook.model.dataset import Dataset
from lakebook.writers.record_trees import Tree


class Place(msgspec.Struct, frozen=True):
    """Where the datasets go, and the book that is there already."""

    book: Book
    domain: str
    system: str
    schema: str = ""
    """Given by the user; empty when the importer is to suggest one."""


class Part(msgspec.Struct, kw_only=True):
    """What comes in for one file of the catalogue, as trees (see ``writers/record_trees.py``)."""

    path: str
    """The file, relative to the book's root; it may not be there yet."""
    theirs: Tree
    """What the source says: ``{"datasets": {name: fields}}``, or ``{"terms": {name: fields}}`` for a domain's file."""
    base: Tree | None = None
    """What the source started from; None where that is not known."""


class Imported(msgspec.Struct, kw_only=True):
    """What one file holds."""

    parts: list[Part] = []
    """What comes in, where the source knows its files; ``datasets`` is empty then."""
    errors: list[Finding] = []
    """What a person must correct first: with any of these, nothing of the file is written."""
    asks: bool = False
    """Whether what differs from the book is for a person to decide; else the book's word stands, and is listed."""
    cells: Mapping[tuple[str, ...], Location] = {}
    """``("orders", "columns", "id", "type")`` -> where the source says it; with the file in front in ``parts``."""

    datasets: list[Dataset] = []
    """With names and columns; domain, system and schema are set by the command."""
    base: list[Dataset] | None = None
    """What the source said the last time; None where that is not known."""
    schema: str = ""
    """Name for the schema that the file suggests; any text."""
    schema_from: str = ""
    """Where that name comes from, in words, such as ``the contract's name``."""
    told: list[str] = []
    """Lines for the person who imports: how the file was understood."""
    saves: dict[str, bytes] = {}
    """Files to write beside the source, whatever comes of it: path -> content."""
    remembers: dict[str, bytes] = {}
    """The same once the import is done."""
    notes: list[Finding] = []
    """What was not understood, renamed or kept in ``extra:`` only, with its place in the file."""
    facts: dict[str, str] = {}
    """What the file says about more than its datasets: the domain, the team; for a person to put where it belongs."""


class Sheets(msgspec.Struct, frozen=True, kw_only=True):
    """Of an importer whose files come from people: they may be handed in again, and what differs is asked."""

    endings: tuple[str, ...]
    """Of the files that a drop folder is searched for, in lower case."""
    place: Callable[[str, bytes], tuple[str, str, str] | None]
    """Path and content -> domain, system and schema of the file, all empty where its rows say it; None for unknown.

    Raises:
        Unreadable: what stands beside the file and should say it is broken.
    """


class Importer(Protocol):
    """A decorated importer function."""

    options: Sequence[click.Parameter]
    """Options of its own, given to it by name."""
    sheets: Sheets | None
    """Set where its files come from people."""
    __name__: str

    def __call__(self, path: str, content: bytes, place: Place, **options: Any) -> Imported:
        """What the file holds.

        Raises:
            Unreadable: the file is broken, or not of this format.
        """
        ...


def importer(*options: click.Parameter, sheets: Sheets | None = None) -> Callable[[Callable[..., Imported]], Importer]:
    """Mark a function as an importer with these options of its own."""

    def mark(function: Callable[..., Imported]) -> Importer:
        function.options = options  # type: ignore[attr-defined]
        function.sheets = sheets  # type: ignore[attr-defined]
        return function  # type: ignore[return-value]

    return mark
