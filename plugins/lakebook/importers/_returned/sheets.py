"""The sheets of a returned workbook: under their own name, or under another one that somebody gave them."""

from __future__ import annotations

from lakebook.diagnostics import Finding, Location
from lakebook.importers import Imported
from lakebook.readers._sheet_table import fold
from lakebook.syntax.workbook import Sheet, Workbook
from lakebook.syntax.workbook_state import HASH, ID

_ENOUGH = 0.6
"""Share of the headings by which a sheet under another name is known."""


def find_sheet(path: str, workbook: Workbook, title: str, headings: list[str], imported: Imported) -> Sheet | None:
    """The sheet that was exported as *title*; None, with a note, where it is gone."""
    named = [sheet for sheet in workbook.sheets if fold(sheet.name) == fold(title)]
    if named:
        if not named[0].rows:
            imported.errors.append(
                Finding(Location(path, sheet=named[0].name), "the sheet is empty", "put its headings and rows back")
            )
        return named[0] if named[0].rows else None
    alike = [sheet for sheet in workbook.sheets if _is_like(sheet, headings)]
    if len(alike) == 1:
        message = f"sheet {title} is gone; '{alike[0].name}' has its headings, and is read for it"
        imported.notes.append(Finding(Location(path, sheet=alike[0].name), message))
        return alike[0]
    message = f"sheet {title} is gone: nothing that stood on it is changed"
    imported.notes.append(Finding(Location(path), message, f"call it {title} again if it has another name now"))
    return None


def _is_like(sheet: Sheet, headings: list[str]) -> bool:
    there = _headings(sheet)
    known = [name for name in headings if fold(name) in there]
    return fold(ID) in there and fold(HASH) in there and len(known) >= _ENOUGH * max(len(headings), len(there) - 3)


def _headings(sheet: Sheet) -> set[str]:
    return {fold(cell) for cell in sheet.rows[0].cells if cell} if sheet.rows else set()


def copies(path: str, workbook: Workbook, read: set[str]) -> list[Finding]:
    """Findings about sheets that hold rows of ours and are not read: what was edited there would be lost."""
    found = []
    for sheet in workbook.sheets:
        if sheet.name not in read and {fold(ID), fold(HASH)} <= _headings(sheet):
            hint = "copy what you changed to the sheet it comes from, and delete this one"
            message = f"sheet '{sheet.name}' is a copy of one that was exported, and is not read"
            found.append(Finding(Location(path, sheet=sheet.name), message, hint))
    return found
