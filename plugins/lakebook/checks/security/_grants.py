"""Grants, and where findings about them stand."""

from __future__ import annotations

from lakebook.book import Book
from lakebook.checks._place import place_of
from lakebook.diagnostics import Finding, Severity
from lakebook.model.grant import Grant


def at(book: Book, grant: Grant, key: str, message: str, hint: str, severity: Severity | None = None) -> Finding:
    """A finding at a field of the grant."""
    return Finding(place_of(book, grant, key), message, hint, grant.id, key, severity=severity)


def of_whom(grant: Grant) -> str:
    """What messages call the grant."""
    return f"the grant of '{grant.dataset}' to '{grant.product}'"
