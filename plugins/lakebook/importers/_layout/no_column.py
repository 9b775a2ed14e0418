"""Rows below headings that are no columns: notes, totals, units, and words that explain the headings."""

from __future__ import annotations

import re

from lakebook.importers._layout.cell_words import is_blank, words
from lakebook.importers._layout.heading_meaning import meaning
from lakebook.importers._layout.heading_text import folded
from lakebook.importers._layout.sheet_layout import Table
from lakebook.syntax.workbook import Row
from lakebook.writers.file_names import tidy_name

AGAIN = "the headings again"
_MOST_WORDS = 8
_LONGEST_NAME = 80
_NUMBER = re.compile(r"[\d\s.,%-]+")
_TOTALS_IN = 5
"""Rows at the end of a table among which its totals stand."""


def why_no_column(table: Table, row: Row, name: str, headings: list[str]) -> str:
    """Why a row is no column; empty where it is one. *headings* are in lower case."""
    reason = _why_no_name(row, name, headings)
    if reason:
        return reason
    if row is table.rows[0] and _explains(table, row, name):
        return "it explains the headings"
    return "a total, not a column" if _is_total(table, row, name) and row in table.rows[-_TOTALS_IN:] else ""


def _why_no_name(row: Row, name: str, headings: list[str]) -> str:
    if not name:
        return "no column name"
    if name.lstrip("# ").lower() in headings and [text.lstrip("# ").lower() for text in row.cells if text] == headings:
        return AGAIN
    if (
        is_blank(name)
        or not tidy_name(name)
        or "\n" in name
        or len(name) > _LONGEST_NAME
        or name.count(" ") >= _MOST_WORDS
    ):
        return "not a name"
    if (
        len(row.cells) - row.cells.count("") == 1
        and len(row.cells) > 2
        and (name.count(" ") > 1 or name[0] in "*(" or name[-1] in ":.")
    ):
        return "a line of text, not a column"
    return ""


def _explains(table: Table, row: Row, name: str) -> bool:
    """Whether the row below the headings says what to write: its name is a heading, or all of it is in brackets."""
    kind = table.index("type")
    if "name" in meaning(name).sure and not (-1 < kind < len(row.cells) and row.cells[kind]):
        return True
    return all(text[0] in "([<" and text[-1] in ")]>" for text in row.cells if text)


def _is_total(table: Table, row: Row, name: str) -> bool:
    """Whether a row counts the others: ``Total``, no type though others have one, and nothing beside it but numbers."""
    kind, at = table.index("type"), table.index("name")
    if kind < 0 or (kind < len(row.cells) and row.cells[kind]) or folded(name.split()[0]) not in words("total"):
        return False
    return all(_NUMBER.fullmatch(text) for index, text in enumerate(row.cells) if text and index != at)
