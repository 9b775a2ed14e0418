"""Sheets of people: a workbook that we exported, or a table of any layout."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import click

from lakebook.importers import Imported, Place, Sheets, importer
from lakebook.importers._layout.foreign_sheet import foreign_sheet
from lakebook.importers._layout.mapping_path import ENDINGS
from lakebook.importers._layout.saved_mapping import saved_place
from lakebook.importers._returned.returned import returned
from lakebook.importers._returned.without_state import is_ours, returned_without_state
from lakebook.importers._unread_comments import unread_comments
from lakebook.syntax.table_file import read_table_file
from lakebook.syntax.workbook import Workbook
from lakebook.syntax.workbook_state import read_state


@lru_cache(maxsize=1)
def _workbook(path: str, content: bytes) -> Workbook:
    """The file, read once though both its place and its rows are asked for."""
    return read_table_file(path, content)


def _place(path: str, content: bytes) -> tuple[str, str, str] | None:
    workbook = _workbook(path, content)
    is_exported = read_state(workbook) is not None or is_ours(workbook)
    return ("", "", "") if is_exported else saved_place(path)


@importer(
    click.Option(["--accept-deletes"], is_flag=True, help="Delete what has no row any more."),
    sheets=Sheets(endings=ENDINGS, place=_place),
)
def excel(path: str, content: bytes, place: Place, *, accept_deletes: bool = False, **options: Any) -> Imported:
    """Sheets of people: a workbook that we exported, or a table of any layout."""
    workbook = _workbook(path, content)
    _workbook.cache_clear()  # 200,000 rows are too much to hold while the book is changed
    state = read_state(workbook)
    is_exported = state is not None or is_ours(workbook)
    if state is not None:
        imported = returned(path, workbook, state, place, accept_deletes=accept_deletes)
    elif is_exported:
        imported = returned_without_state(path, workbook, place, accept_deletes=accept_deletes)
    else:
        imported = foreign_sheet(path, content, workbook, place)
    imported.notes += unread_comments(path, content, is_exported=is_exported)
    return imported
