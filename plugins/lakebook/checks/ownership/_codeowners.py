"""The CODEOWNERS files that are committed."""

from __future__ import annotations

from collections.abc import Iterator

from lakebook.book import Book
from lakebook.exporters._codeowners_lines import written_by
from lakebook.owners import CODEOWNERS


def files(book: Book) -> dict[str, str]:
    """Path -> text of each file in which a host looks for owners."""
    found = {}
    for path in CODEOWNERS:
        try:
            found[path] = book.source.read(path).decode("utf-8", "replace")
        except OSError:
            continue
    return found


def ours(book: Book) -> Iterator[tuple[str, str, str]]:
    """Path, text and exporter of each file that Lakebook wrote."""
    for path, text in files(book).items():
        if form := written_by(text):
            yield path, text, form
