"""What a good book looks like: one check, one file.

A check is a module of this room (in the folder of its family) holding a function of its own name,
decorated with ``@check``. The module's docstring is the check's page on the site, what
``lakebook explain`` prints, and its test: see ``checks/_page.py``.

What a reader could not take travels as findings that name a check; such a check has nothing to do
but hand them on: ``return book.findings_of("key_duplicated")``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Protocol

from lakebook.book import Book
from lakebook.diagnostics import Finding, Severity

FAMILIES = {
    "FIL": "Files",
    "CAT": "Catalogue",
    "OWN": "Ownership",
    "LIN": "Lineage",
    "WID": "Products",
    "ADR": "Decisions",
    "SEC": "Security and privacy",
    "XLS": "Workbooks",
    "SITE": "Site",
}


class Check(Protocol):
    """A decorated check function."""

    code: str
    """Family and number, such as ``OWN002``."""
    severity: Severity
    """Severity unless the book's settings say otherwise."""
    page: str
    """The module's docstring."""
    __name__: str

    def __call__(self, book: Book) -> Iterable[Finding]: ...


def check(code: str, severity: Severity = Severity.error) -> Callable[[Callable[[Book], Iterable[Finding]]], Check]:
    """Mark a function as the check with this code."""

    def mark(function: Callable[[Book], Iterable[Finding]]) -> Check:
        function.code = code  # type: ignore[attr-defined]
        function.severity = severity  # type: ignore[attr-defined]
        function.page = sys.modules[function.__module__].__doc__ or ""  # type: ignore[attr-defined]
        return function  # type: ignore[return-value]

    return mark
