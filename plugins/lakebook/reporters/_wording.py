"""Words that several reports use, and text from files made harmless for what takes it."""

from __future__ import annotations

import re
from urllib.parse import quote

from lakebook.diagnostics import Diagnostic, Location

_SURROGATES = re.compile(r"[\ud800-\udfff]")
_NO_BYTES = re.compile(r"[\ud800-\udc7f\udd00-\udfff]")


def sentence(diagnostic: Diagnostic) -> str:
    """What is wrong and what to type, in one line."""
    hint = f"; {diagnostic.hint}" if diagnostic.hint else ""
    return plain(f"{in_workbook(diagnostic.location)}{diagnostic.message}{hint}")


def in_workbook(location: Location) -> str:
    """``sheet Columns, cell D17: `` where a report cannot point there; empty for a text file."""
    if not location.sheet:
        return ""
    return f"sheet {location.sheet}, cell {location.cell}: " if location.cell else f"sheet {location.sheet}: "


def plain(text: str) -> str:
    """*text* without the half characters that stand for bytes of a file name that is not UTF-8."""
    return _SURROGATES.sub("\ufffd", text)


def address(path: str) -> str:
    """*path* as a relative URI; a file name that is not UTF-8 by its bytes."""
    return quote(_NO_BYTES.sub("\ufffd", path).encode("utf-8", "surrogateescape"), safe="/")


def count(number: int, word: str) -> str:
    """``1 error``, ``2 errors``, ``2 info``."""
    return f"{number:,} {word if number == 1 or word == 'info' else f'{word}s'}"


def known_left(number: int) -> str:
    """What is said of findings that the baseline holds."""
    return "1 known finding left" if number == 1 else f"{number:,} known findings left"
