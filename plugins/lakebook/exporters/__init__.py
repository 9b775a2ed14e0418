"""The book for other tools. One format, one file.

An exporter is a module of this room holding a function of its own name, ``(book) -> Export``. It is
found by its file name; ``lakebook export`` lists it with the first line of its docstring, and writes what
it gives back: one file, or several by path. It opens no file and prints nothing. Where the file has a fixed
place in the repository, ``@belongs_at`` says it. ``@exporter`` gives it options of its own, and what the
checks found; what it cannot write as asked it says by raising ExportError.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeAlias

import click
import msgspec

from lakebook.book import Book

Files: TypeAlias = str | bytes | Mapping[str, str | bytes]
"""One file's content, or relative path (forward slashes) -> content. Text is written as UTF-8."""


class Noted(msgspec.Struct, frozen=True):
    """Files, and what the user is told about them."""

    files: Files
    notes: tuple[str, ...] = ()
    """One line each."""


Export: TypeAlias = Files | Noted


class ExportError(Exception):
    """It cannot be written as asked; ``str`` says why and ``hint`` what to type."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class Exporter(Protocol):
    """An exporter function. One without a decorator has none of these attributes."""

    options: Sequence[click.Parameter]
    """Options of its own, given to it by name."""
    wants_findings: bool
    """Whether it is given ``findings``, the diagnostics of all checks."""
    ending: str
    """What its one file's name has to end in, such as ``.xlsx``; empty where programs do not mind."""
    place: str
    """Where its one file lies, relative to the root of the book; empty where it is printed."""
    __name__: str

    def __call__(self, book: Book, **given: Any) -> Export:
        """What the other tool reads.

        Raises:
            ExportError: it cannot be written as asked.
        """
        ...


def belongs_at(place: str) -> Callable[[Callable[[Book], Export]], Exporter]:
    """Mark an exporter whose one file lies at *place*, relative to the root of the book, unless told otherwise."""

    def mark(function: Callable[[Book], Export]) -> Exporter:
        function.place = place  # type: ignore[attr-defined]
        return function  # type: ignore[return-value]

    return mark


def exporter(
    *options: click.Parameter, findings: bool = False, ending: str = ""
) -> Callable[[Callable[..., Export]], Exporter]:
    """Mark an exporter with options of its own and the *ending* of its file; with *findings*, the checks run first."""

    def mark(function: Callable[..., Export]) -> Exporter:
        function.options = options  # type: ignore[attr-defined]
        function.wants_findings = findings  # type: ignore[attr-defined]
        function.ending = ending  # type: ignore[attr-defined]
        return function  # type: ignore[return-value]

    return mark
