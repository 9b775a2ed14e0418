"""A field's value -> the text of its cell, which ``readers/excel_workbook`` reads as the same value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lakebook.model.dataset import TRIGGERS, Refresh
from lakebook.model.in_cells import MARKS, REFERENCES, partings
from lakebook.model.reference import Link, Reference
from lakebook.syntax.cell_items import item, one

MOST = 32_767
"""Letters of one cell, counted as Excel does: in UTF-16."""
_IN_NO_CELL = re.compile("[\r\ud800-\udfff\ufffe\uffff]")


class CannotHoldError(ValueError):
    """No cell can hold this; the message says why, such as ``40,000 characters``."""


def cell_text(field: str, value: Any) -> str:
    """The cell of the field (named as in YAML) with this value; empty for a value that says nothing.

    Raises:
        CannotHoldError: a workbook would lose some of it.
    """
    if not value and not isinstance(value, Refresh):
        return ""
    if value is True:
        return "yes"
    text = _text(field, value)
    refuse_unholdable(text)
    return text


def refuse_unholdable(text: str) -> None:
    """Raise CannotHoldError where no cell can hold *text*."""
    length = len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
    if length > MOST:
        raise CannotHoldError(f"{length:,} characters")
    if found := _IN_NO_CELL.search(text):
        raise CannotHoldError("a carriage return" if found[0] == "\r" else f"the character {found[0]!a}")


def _text(field: str, value: Any) -> str:
    if isinstance(value, str):
        return one(value)
    if isinstance(value, Refresh):
        return _refresh(value)
    parted, mark = partings(field), MARKS.get(field, "")
    if isinstance(value, Mapping):
        return "\n".join(_noted(name, note, parted, mark) for name, note in value.items())
    if field in REFERENCES:
        return _references(value, parted, mark)
    if field == "links":
        return "\n".join(_link(link, parted, mark) for link in value)
    return (", " if "," in parted else "\n").join(item(word, parted) for word in value)


def _noted(name: str, note: str, parted: str, mark: str) -> str:
    """One name and its note; ``=`` stands between blanks, and is there without a note, too."""
    behind = item(note, parted) if note else ""
    if mark == "=":
        return f"{item(name, parted, mark)} = {behind}".rstrip(" ")
    return f"{item(name, parted, mark)}{mark}{behind}" if note else item(name, parted, mark)


def _references(references: Sequence[Reference], parted: str, mark: str) -> str:
    if twice := _twice(references):
        raise CannotHoldError(f"'{twice.target}' given twice")
    return "\n".join(_noted(one.target, one.note, parted, mark) for one in references)


def _twice(references: Iterable[Reference]) -> Reference | None:
    seen: set[Reference] = set()
    for reference in references:
        if reference in seen:
            return reference
        seen.add(reference)
    return None


def _link(link: Link, parted: str, mark: str) -> str:
    return _noted(link.title, link.url, parted, mark) if link.title else item(link.url, parted, mark)


def _refresh(refresh: Refresh) -> str:
    """The trigger, the words, or both with a bar between them."""
    when = one(refresh.when) if refresh.when else ""
    if not when and refresh.trigger:
        return refresh.trigger
    if refresh.trigger or not when or "|" in when or when in TRIGGERS or when != refresh.when:
        return f"{refresh.trigger} | {when}".strip()
    return when
