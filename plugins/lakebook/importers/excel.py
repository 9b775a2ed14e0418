"""Sheets of people: a workbook that we exported, or a table of any layout."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import click

from lakebook.importers import Imported, Place, Sheets, importer
from lakebook.importers._returned import returned
from lakebook.syntax import SyntaxTrouble, Unreadable
from lakebook.syntax.workbook import Workbook, read_workbook
from lakebook.syntax.workbook_state import read_state

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")


@lru_cache(maxsize=1)
def _workbook(content: bytes) -> Workbook:
    """The workbook; the last one is kept, for its place is asked first."""
    return read_workbook(content)


def _place(_path: str, content: bytes) -> tuple[str, str, str] | None:
    return ("", "", "") if read_state(_workbook(content)) is not None else None


@importer(
    click.Option(["--accept-deletes"], is_flag=True, help="Delete what has no row any more in a workbook we exported."),
    sheets=Sheets(endings=ENDINGS, place=_place),
)
def excel(path: str, content: bytes, place: Place, *, accept_deletes: bool = False, **options: Any) -> Imported:
    """Sheets of people: a workbook that we exported, or a table of any layout."""
    workbook = _workbook(content)
    state = read_state(workbook)
    if state is not None:
        return returned(path, workbook, state, place, accept_deletes=accept_deletes)
    raise Unreadable(SyntaxTrouble("workbook_unreadable", "later"))
