"""What a workbook of the book holds beside its datasets, and YAML has no place for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lakebook.exporters._workbook_fields import COLUMNS, DATASETS, PLACES, about
from lakebook.exporters._workbook_read_me import read_me_in_book
from lakebook.readers._sheet_table import fold
from lakebook.syntax.workbook import Sheet, read_workbook
from lakebook.syntax.workbook_comments import comments_of
from lakebook.syntax.workbook_state import SHEET
from lakebook.writers._workbook_losses import lost_parts

_READ = {"datasets", "columns", fold(SHEET), "lists"}
"""Sheets, and those that Lakebook writes for itself."""
_MOST_NAMED = 3
_MOST_LETTERS = 40


def left_behind(content: bytes) -> list[str]:
    """Comments, sheets, pictures and the like, each in a few words; what Lakebook itself has put there is none."""
    ours = tuple(about(kind, field) for kind in (DATASETS, COLUMNS) for field in (*PLACES, *kind.fields))
    comments = [(cell, text) for cell, text in comments_of(content) if text and not text.startswith(ours)]
    others = [f"the sheet '{sheet.name}'" for sheet in read_workbook(content).sheets if _is_of_people(sheet)]
    return [*_said(comments), *others, *(f"{what} ({part})" for what, part in lost_parts(content))]


def _is_of_people(sheet: Sheet) -> bool:
    """Whether somebody has written on a sheet that is not read; the first line of our Read me names the schema."""
    if fold(sheet.name) in _READ or not sheet.rows:
        return False
    ours = [list(line.texts) for line in read_me_in_book("").lines if line.texts]
    return fold(sheet.name) != "readme" or [[text for text in row.cells if text] for row in sheet.rows][1:] != ours[1:]


def _said(comments: Sequence[tuple[str, str]]) -> Iterator[str]:
    if comments:
        named = [f"{cell}: {_short(text)!r}" for cell, text in comments[:_MOST_NAMED]]
        more = f" and {len(comments) - _MOST_NAMED:,} more" if len(comments) > _MOST_NAMED else ""
        yield f"{len(comments):,} comment{'s' if len(comments) > 1 else ''} ({'; '.join(named)}{more})"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST_LETTERS else f"{line[: _MOST_LETTERS - 3]}..."
