"""Several things in one cell: items, names and notes, and the double quotes that keep them whole.

Items are parted by ``separators``, a name from its note by a ``mark``. What would be taken for something else stands
between double quotes, doubled inside, as in CSV: ``"a;b"``, ``"key: with colon": text``, ``""`` for nothing, ``" x"``.
Quotes that nothing asks for are part of the text, as they always were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lakebook.syntax.workbook import OUTER_BLANKS
from lakebook.syntax.workbook_state import is_not_shown

_BLANKS = OUTER_BLANKS + "\x1c\x1d\x1e\x1f\u1680\u2028\u2029\u205f" + "".join(map(chr, range(0x2000, 0x200B)))
_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?!")')


def bare(text: str) -> str:
    """What a cell that holds one text says."""
    match = _QUOTED.fullmatch(text)
    inner = match[1].replace('""', '"') if match else ""
    return inner if match and _asks_for_quotes(inner) else text


def one(text: str) -> str:
    """The cell that ``bare`` reads as *text*."""
    return _quoted(text) if _asks_for_quotes(text) else text


def _asks_for_quotes(text: str) -> bool:
    """Whether a cell with *text* alone would not be read as this text."""
    return not text or text != text.strip(_BLANKS) or is_not_shown(text) or bare(text) != text


def item(text: str, partings: str, mark: str = "") -> str:
    """*text* as an item, as a note, or (with the *mark* that may not stand in it) as a name in front of a note."""
    return _quoted(text) if _item_asks_for_quotes(text, partings, mark) else text


def _item_asks_for_quotes(text: str, partings: str, mark: str) -> bool:
    if not text or text[0] == '"' or text != text.strip(_BLANKS) or is_not_shown(text):
        return True
    return any(parting in text for parting in partings) or (mark != "" and mark in text)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def read_items(text: str, partings: str, mark: str = "") -> Iterator[tuple[str, str | None]]:
    """Items of a cell, parted by any letter of *partings*; blank ones are left out.

    With a *mark* each is a name and its note; the note is None where the mark is not there, and for items without one.
    """
    at = 0
    while at < len(text):
        name, at, marked = _part(text, at, partings, mark)
        if marked:
            note, at, _ = _part(text, at, partings, "")
            yield name or "", note or ""
        elif name is not None:
            yield name, None
        at += 1


def _part(text: str, at: int, partings: str, mark: str) -> tuple[str | None, int, bool]:
    """A name or a note (None where it is blank), the place behind it, and whether a mark ended it."""
    start = at
    while start < len(text) and text[start] in _BLANKS and text[start] not in partings:
        start += 1
    if match := _QUOTED.match(text, start):
        inner, end = match[1].replace('""', '"'), match.end()
        while end < len(text) and text[end] in _BLANKS and text[end] not in partings:
            end += 1
        marked = mark != "" and text.startswith(mark, end)
        if (marked or end >= len(text) or text[end] in partings) and _item_asks_for_quotes(inner, partings, mark):
            return inner, end + len(mark) if marked else end, marked
    end = min((place for parting in partings if (place := text.find(parting, at)) >= 0), default=len(text))
    marked_at = text.find(mark, at, end) if mark else -1
    if marked_at >= 0:
        return text[at:marked_at].strip(_BLANKS), marked_at + len(mark), True
    return text[at:end].strip(_BLANKS) or None, end, False
