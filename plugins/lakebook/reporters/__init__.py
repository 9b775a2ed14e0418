"""Diagnostics for people and machines. A reporter maps fields and decides nothing.

A reporter is a module of this room holding a function of its own name: ``(diagnostics, book) -> text``. It is given all
diagnostics of a run, in the order of places; those that the baseline holds are marked as ``known``. The first line of
its docstring says what it writes; ``lakebook check --format NAME=FILE`` writes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from lakebook.book import Book
from lakebook.diagnostics import Diagnostic


class Reporter(Protocol):
    """A reporter's function."""

    def __call__(self, diagnostics: Iterable[Diagnostic], book: Book) -> str:
        """The report."""
        ...
