"""What a record's text gets wrong: troubles, and the findings with their place that they become."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from lakebook.diagnostics import Finding, Location, exchange
from lakebook.syntax import SyntaxTrouble
from lakebook.syntax.strict_yaml import Document, KeyPath


class Trouble(msgspec.Struct, frozen=True):
    """One thing a record's text gets wrong."""

    check: str
    keys: KeyPath
    """Where, seen from the top of the file."""
    message: str
    hint: str = ""
    wrong: str = ""
    """Word that stands there, where nothing but *right* can be meant."""
    right: str = ""


Troubles = list[Trouble]


def from_syntax(path: str, trouble: SyntaxTrouble) -> Finding:
    """A finding about the text of the file *path*."""
    location = Location(path, trouble.line, trouble.column, trouble.sheet, trouble.cell)
    return Finding(location, trouble.message, trouble.hint, check=trouble.check)


def from_troubles(
    path: str, document: Document, troubles: Iterable[Trouble], subject: str = "", first_line: int = 1
) -> list[Finding]:
    """Findings about records of the file *path*; *first_line* is where its YAML starts."""
    found = []
    for trouble in troubles:
        line, column = document.position(trouble.keys)
        location = Location(path, line + first_line - 1, column)
        field = ".".join(str(key) for key in trouble.keys)
        is_key = bool(trouble.keys) and trouble.keys[-1] == trouble.wrong
        repairs = exchange(location, trouble.wrong, trouble.right, key=is_key)
        found.append(Finding(location, trouble.message, trouble.hint, subject, field, trouble.check, repairs=repairs))
    return found
