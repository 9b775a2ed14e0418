"""What a workbook of the book holds beside its datasets, and YAML has no place for."""

from __future__ import annotations

from lakebook.exporters._workbook_fields import COLUMNS, DATASETS, PLACES, about
from lakebook.exporters._workbook_read_me import read_me_in_book
from lakebook.readers._sheet_table import fold
from lakebook.syntax.workbook import Sheet, read_workbook
from lakebook.syntax.workbook_comments import comments_of, named
from lakebook.syntax.workbook_state import SHEET
from lakebook.writers._workbook_losses import lost_parts

_READ = {"datasets", "columns", fold(SHEET), "lists"}
"""Sheets, and those that Lakebook writes for itself."""


def left_behind(content: bytes) -> list[str]:
    """Comments, sheets, pictures and the like, each in a few words; what Lakebook itself has put there is none."""
    ours = tuple(about(kind, field) for kind in (DATASETS, COLUMNS) for field in (*PLACES, *kind.fields))
    comments = [comment for comment in comments_of(content) if not comment.text.startswith(ours)]
    others = [f"the sheet '{sheet.name}'" for sheet in read_workbook(content).sheets if _is_of_people(sheet)]
    said = [named(comments)] if comments else []
    return [*said, *others, *(f"{what} ({part})" for what, part in lost_parts(content))]


def _is_of_people(sheet: Sheet) -> bool:
    """Whether somebody has written on a sheet that is not read; the first line of our Read me names the schema."""
    if fold(sheet.name) in _READ or not sheet.rows:
        return False
    ours = [list(line.texts) for line in read_me_in_book("").lines if line.texts]
    return fold(sheet.name) != "readme" or [[text for text in row.cells if text] for row in sheet.rows][1:] != ours[1:]
