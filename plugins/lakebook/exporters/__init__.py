"""The book for other tools. One format, one file.

An exporter is a module of this room holding a function of its own name, ``(book) -> Export``. It is
found by its file name; ``lakebook export`` lists it with the first line of its docstring, and writes what
it gives back: one file, or several by path. It opens no file and prints nothing. Where the file has a fixed
place in the repository, ``@belongs_at`` says it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from lakebook.book import Book

Export = str | bytes | Mapping[str, str | bytes]
"""One file's content, or relative path (forward slashes) -> content. Text is written as UTF-8."""


class Exporter(Protocol):
    """An exporter function."""

    __name__: str

    def __call__(self, book: Book) -> Export:
        """What the other tool reads."""
        ...


def belongs_at(place: str) -> Callable[[Callable[[Book], Export]], Exporter]:
    """Mark an exporter whose one file lies at *place*, relative to the root of the book, unless told otherwise."""

    def mark(function: Callable[[Book], Export]) -> Exporter:
        function.place = place  # type: ignore[attr-defined]
        return function  # type: ignore[return-value]

    return mark
