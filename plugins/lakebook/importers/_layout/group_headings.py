"""Headings above headings: ``Foreign key`` merged above ``Table`` and ``Column``."""

from __future__ import annotations

from collections.abc import Callable

from lakebook.importers._layout.heading_meaning import meaning
from lakebook.importers._layout.heading_parts import speaks_of
from lakebook.importers._layout.headings_list import NOTHING, Meaning
from lakebook.syntax.workbook import Row, Sheet

_POINTING = frozenset({"references", "references_dataset", "references_column", "fk"})

_KNOWN = 2
"""Headings by which a row is one of them, below others of which some are merged."""


def groups_above(sheet: Sheet, row: Row) -> dict[int, str]:
    """Column of the sheet -> the text merged above its heading and others, where that makes it another thing.

    One text alone that speaks of a source is the title of the sheet.
    """
    found: dict[int, str] = {}
    for first, left, last, right in sheet.merged:
        if last == row.number - 2 and right > left:
            above = next((other.cells for other in sheet.rows if other.number == first + 1), [])
            text = above[left] if left < len(above) else ""
            is_one_of_several = len(above) - above.count("") > 1
            if _is_telling(text) or (is_one_of_several and speaks_of("sources", text)):
                found.update(dict.fromkeys(range(left, right + 1), text))
    return found


def is_above_headings(sheet: Sheet, at: int) -> bool:
    """Whether the row's texts are merged above several of the next, which then holds the headings.

    Where others stand beside them that are merged above nothing, two of the next row must be known as headings.
    """
    if at + 2 >= len(sheet.rows):
        return False
    row, lower = sheet.rows[at], sheet.rows[at + 1]
    above = row.number - 1
    if lower.number != row.number + 1 or any(first <= above < last for first, _, last, _ in sheet.merged):
        return False
    split = {
        column
        for first, left, last, right in sheet.merged
        if first == last == above and right > left
        for column in range(left, right + 1)
    }
    texts = [text for text in lower.cells if text]
    are_given = {column for column, text in enumerate(lower.cells) if text}
    alone = {column for column, text in enumerate(row.cells) if text} - split
    return (
        bool(split)
        and split | alone <= are_given
        and len(set(texts)) == len(texts)
        and not any(text.isdigit() for text in texts)
        and (not alone or sum(bool(meaning(text).fields) for text in texts) >= _KNOWN)
    )


def _is_telling(text: str) -> bool:
    fields = meaning(text).fields
    return speaks_of("business", text) or bool(fields and fields <= _POINTING)


def grouped(what: Meaning, heading: str, group: str, meaning_of: Callable[[str], Meaning]) -> Meaning:
    """What a heading means below that of its group: the table of a source is no dataset, nor that of a foreign key."""
    if not group:
        return what
    if speaks_of("sources", group):
        return NOTHING
    both = meaning_of(f"{group} {heading}")
    is_title = "title" in both.fields and "name" in what.fields
    return both if is_title or (both.fields and both.fields <= _POINTING) else what
