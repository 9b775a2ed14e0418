"""What a workbook of the book holds beside its datasets, and YAML has no place for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lakebook.book import Book
from lakebook.exporters._workbook_in_book import schema_workbook
from lakebook.model.dataset import Dataset
from lakebook.readers._sheet_table import fold
from lakebook.syntax.workbook import read_workbook
from lakebook.syntax.workbook_comments import comments_of
from lakebook.syntax.workbook_state import SHEET
from lakebook.writers._workbook_losses import lost_parts

_READ = {"datasets", "columns", fold(SHEET), "lists"}
"""Sheets, and those that Lakebook writes for itself."""
_MOST_NAMED = 3
_MOST_LETTERS = 40


def left_behind(book: Book, content: bytes, datasets: Sequence[Dataset]) -> list[str]:
    """Comments, sheets, pictures and the like, each in a few words; what Lakebook itself has put there is none."""
    ours = schema_workbook(book, datasets[:1])
    known = {text for _, text in comments_of(ours)}
    comments = [(cell, text) for cell, text in comments_of(content) if text and text not in known]
    sheets = _sheets(ours)
    others = [f"the sheet '{name}'" for name, texts in _sheets(content).items() if texts and texts != sheets.get(name)]
    return [*_said(comments), *others, *(f"{what} ({part})" for what, part in lost_parts(content))]


def _sheets(content: bytes) -> dict[str, list[list[str]]]:
    """The texts of sheets that are not read, row by row."""
    return {
        sheet.name: [[text for text in row.cells if text] for row in sheet.rows]
        for sheet in read_workbook(content).sheets
        if fold(sheet.name) not in _READ
    }


def _said(comments: Sequence[tuple[str, str]]) -> Iterator[str]:
    if comments:
        named = [f"{cell}: {_short(text)!r}" for cell, text in comments[:_MOST_NAMED]]
        more = f" and {len(comments) - _MOST_NAMED:,} more" if len(comments) > _MOST_NAMED else ""
        yield f"{len(comments):,} comment{'s' if len(comments) > 1 else ''} ({'; '.join(named)}{more})"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST_LETTERS else f"{line[: _MOST_LETTERS - 3]}..."
