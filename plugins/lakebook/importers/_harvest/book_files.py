"""Files of a book by their places: they count where nothing can be read of them, too."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lakebook.book import Book
from lakebook.diagnostics import Finding
from lakebook.importers._fit import is_of_catalogue
from lakebook.importers._merge import blocking

_OBSERVED = (".observed.yaml", ".observed.yml")


def schema_places(book: Book) -> Iterator[tuple[str, str, str, str]]:
    """Path, domain, system and schema of each file that describes datasets, or is to."""
    folder = book.settings.folders.catalogue
    for path in sorted(book.source.paths(folder)):
        parts = path.removeprefix(f"{folder}/").split("/")
        if len(parts) in (3, 4) and is_of_catalogue(path, book.settings) and not path.lower().endswith(_OBSERVED):
            yield path, parts[0], parts[1], posixpath.splitext(parts[2])[0] if len(parts) == 3 else parts[2]


def domain_of_system(book: Book, system: str) -> str:
    """The domain that a system stands in, by its records or else by its folder; empty where it is new."""
    known = book.catalogue.systems.get(system)
    if known is not None:
        return known.domain
    return next((domain for _, domain, name, _ in schema_places(book) if name == system), "")


def broken_files(book: Book) -> dict[str, Finding]:
    """Files that hold more than could be read: path -> what is wrong first."""
    found: dict[str, Finding] = {}
    for finding in book.records.findings:
        path = finding.location.path
        if finding.check in blocking(path):
            hint = f"{finding.hint or 'correct it'}, then import again"
            found.setdefault(path, Finding(finding.location, finding.message, hint))
    return found


def broken_observed(book: Book, system: str) -> list[Finding]:
    """What is wrong with files of what was observed, of one system or of any."""
    folder = book.settings.folders.catalogue
    return [
        finding
        for path, finding in broken_files(book).items()
        if path.lower().endswith(_OBSERVED) and system in ("", *path.removeprefix(f"{folder}/").split("/")[1:2])
    ]
