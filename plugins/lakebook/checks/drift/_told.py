"""What ``lakebook drift`` found."""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.diagnostics import Finding


def told(book: Book, check: str) -> Iterable[Finding]:
    """What was found for one check; nothing where no source was asked."""
    return [finding for finding in book.drift or () if finding.check == check]
