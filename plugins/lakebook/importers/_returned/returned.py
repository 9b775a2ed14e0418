"""A workbook that we exported comes back: what somebody changed in it, as parts to be merged three-way.

A row whose hash still fits was not touched and is not looked at. Of every other row the record is read, blank cells
as absent fields; what the sheet does not show stays as the workbook's base has it.
"""

from __future__ import annotations

from lakebook.diagnostics import Finding, Location
from lakebook.importers import Imported, Place
from lakebook.importers._returned.book_words import BookWords
from lakebook.importers._returned.cells import Cells
from lakebook.importers._returned.dataset_trees import dataset_parts
from lakebook.importers._returned.headings import notes_on_headings
from lakebook.importers._returned.made_from import Base, read_base
from lakebook.importers._returned.rows import ReturnedRow, ReturnedSheet
from lakebook.importers._returned.sheets import copies, find_sheet
from lakebook.importers._returned.sorted_rows import Sorted
from lakebook.importers._returned.sorting import sort_rows
from lakebook.importers._returned.term_trees import term_parts
from lakebook.model.dataset import Column, Dataset
from lakebook.model.domain import Term
from lakebook.readers._sheet_table import fold
from lakebook.syntax.workbook import Workbook
from lakebook.syntax.workbook_state import FORMAT, State

_SHEETS = {"datasets": Dataset, "columns": Column, "terms": Term}
_MOST_NAMED = 5


def returned(path: str, workbook: Workbook, state: State, place: Place, *, accept_deletes: bool) -> Imported:
    """What came back; with ``errors``, nothing of it can be taken."""
    imported = Imported(asks=True, parts=[], errors=[], notes=[], told=[], saves={}, datasets=[], facts={})
    if state.format != FORMAT:
        _refuse(imported, path, f"the workbook is of format {state.format or 'none'}; this program reads {FORMAT}",
                "export a new one with this version, and carry the changes over")  # fmt: skip
        return imported
    base = read_base(place.book, state)
    if state.blobs and len(base.missing) == len(state.blobs):
        title = state.book or state.repository or "another book"
        _refuse(imported, path, f"the workbook was exported from another book ('{title}')",
                "import it there; or delete its hidden sheets and write a system of this book in its rows")  # fmt: skip
        return imported
    if base.lost:
        imported.notes.append(_lost(path, base.lost))
    sheets = _sheets(path, workbook, state, imported, BookWords(place.book))
    rows = sort_rows(sheets, base, state, imported.errors)
    if not imported.errors:
        _take(imported, place, base, rows, accept_deletes)
    return imported


def _sheets(
    path: str, workbook: Workbook, state: State, imported: Imported, words: BookWords
) -> dict[type, ReturnedSheet]:
    found: dict[type, ReturnedSheet] = {}
    for title, names in state.headings.items():
        kind = _SHEETS.get(fold(title))
        sheet = find_sheet(path, workbook, title, names, imported)
        if kind is None or sheet is None:
            continue
        found[kind] = one = ReturnedSheet(path, sheet, kind, names, words)
        for trouble in sheet.troubles:
            where = Location(path, sheet=sheet.name, cell=trouble.cell)
            imported.errors.append(Finding(where, trouble.message, trouble.hint))
        imported.errors += one.findings
        imported.notes += notes_on_headings(one)
        if not one.has_ids:
            message = f"the hidden column _id is gone from sheet {sheet.name}: rows are known by their names"
            hint = "what was renamed counts as deleted and new"
            imported.notes.append(Finding(Location(path, sheet=sheet.name), message, hint))
    imported.errors += copies(path, workbook, {one.table.sheet.name for one in found.values()})
    return found


def _take(imported: Imported, place: Place, base: Base, rows: Sorted, accept_deletes: bool) -> None:
    cells: dict[tuple[str, ...], tuple[ReturnedSheet, object]] = {}
    parts = dataset_parts(place.book, base, rows, imported.errors, cells, accept_deletes=accept_deletes)
    parts += term_parts(place.book, base, rows, imported.errors, cells, accept_deletes=accept_deletes)
    imported.parts = [] if imported.errors else [part for part in parts if part.theirs != part.base]
    imported.cells = Cells(cells)
    imported.told.append(rows.summary())
    imported.notes += [_renamed_term(rows, row) for row in rows.renamed_terms]
    if rows.gone:
        imported.notes.append(_gone(rows, accept_deletes))


def _gone(rows: Sorted, accept_deletes: bool) -> Finding:
    named = ", ".join(rows.gone[:_MOST_NAMED])
    more = f" and {len(rows.gone) - _MOST_NAMED} more" if len(rows.gone) > _MOST_NAMED else ""
    are = "row is" if len(rows.gone) == 1 else "rows are"
    if accept_deletes:
        return Finding(Location(rows.path), f"{len(rows.gone)} {are} gone: {named}{more}")
    hint = "--accept-deletes deletes what they describe"
    return Finding(Location(rows.path), f"{len(rows.gone)} {are} gone, and nothing is deleted: {named}{more}", hint)


def _renamed_term(rows: Sorted, row: ReturnedRow) -> Finding:
    message = f"a term gets no other name in a workbook: '{row.name}' is new, and the old one counts as gone"
    return Finding(rows.sheets[Term].cell(row.row, "name"), message, "see what refers to it with lakebook check")


def _lost(path: str, files: list[str]) -> Finding:
    named = ", ".join(files[:_MOST_NAMED]) + (" and others" if len(files) > _MOST_NAMED else "")
    message = (
        f"Git does not have what the workbook was made from ({named}): changed rows are compared with the book alone"
    )
    hint = "blanks of the book are filled; type 'git fetch --unshallow' where the clone is shallow"
    return Finding(Location(path), message, hint)


def _refuse(imported: Imported, path: str, message: str, hint: str) -> None:
    imported.errors.append(Finding(Location(path), message, hint))
