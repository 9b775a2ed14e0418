"""Everything of each diagnostic, for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from lakebook.book import Book
from lakebook.diagnostics import Diagnostic, Severity
from lakebook.reporters._repository import folder_in_repository, page_of_check
from lakebook.reporters._wording import plain

VERSION = 1
"""Goes up when a field changes its meaning or goes; new fields may come at any time."""


def json(diagnostics: Iterable[Diagnostic], book: Book) -> str:
    """One object: ``version``, ``failed``, ``counts``, what was read, and ``diagnostics``."""
    listed = list(diagnostics)
    new = Counter(one.severity for one in listed if not one.known)
    report = {
        "version": VERSION,
        "failed": any(one.fails for one in listed),
        "counts": {**{severity.value: new[severity] for severity in Severity}, "known": len(listed) - new.total()},
        "checked": {
            "datasets": len(book.catalogue.datasets),
            "products": len(book.products),
            "decisions": len(book.decisions),
        },
        "today": book.today.isoformat(),
        "folder": folder_in_repository(book),
        "diagnostics": [_fields(one, book) for one in listed],
    }
    return msgspec.json.format(msgspec.json.encode(report), indent=1).decode() + "\n"


def _fields(one: Diagnostic, book: Book) -> dict[str, str | int | bool]:
    place = one.location
    return {
        "code": one.code,
        "name": one.name,
        "severity": one.severity.value,
        "known": one.known,
        "path": plain(place.path),
        "line": place.line,
        "column": place.column,
        "sheet": plain(place.sheet),
        "cell": place.cell,
        "message": plain(one.message),
        "hint": plain(one.hint),
        "subject": plain(one.subject),
        "field": plain(one.field),
        "occurrence": one.occurrence,
        "fingerprint": one.fingerprint,
        "repairable": bool(one.repairs),
        "help": page_of_check(book, one.code),
    }
