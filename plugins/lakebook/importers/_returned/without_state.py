"""A workbook that we exported, without the hidden sheet that says what it was made from; or one of its sheets as CSV.

Its rows say themselves where they belong. What they were made from nobody knows: they are compared with the book alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from lakebook.diagnostics import Finding, Location
from lakebook.importers import Imported, Place
from lakebook.importers._returned.returned import returned
from lakebook.readers._sheet_table import fold
from lakebook.syntax.cell_items import bare
from lakebook.syntax.workbook import Sheet, Workbook
from lakebook.syntax.workbook_state import HASH, ID, State, parts_of, row_id

_NAMES = ("Datasets", "Columns", "Terms")


def is_ours(workbook: Workbook) -> bool:
    """Whether a sheet has headings that only our own workbooks have."""
    return any(_kind(sheet) for sheet in workbook.sheets)


def returned_without_state(path: str, workbook: Workbook, place: Place, *, accept_deletes: bool) -> Imported:
    """What its rows say, compared with the book alone; none of them counts as deleted."""
    sheets = [sheet for sheet in workbook.sheets if _kind(sheet)]
    named = {_kind(sheet): sheet for sheet in sheets}
    if len(named) < len(sheets):
        twice = next(sheet.name for sheet in sheets if named[_kind(sheet)] is not sheet)
        where = Location(path, sheet=twice)
        return Imported(
            errors=[Finding(where, f"there are two sheets of {_kind(sheets[-1])}", "delete one of them")], asks=True
        )
    if errors := [*_elsewhere(path, sheets, place), *_renamed(path, sheets)]:
        return Imported(errors=errors, asks=True)
    owners = dict.fromkeys(owner for sheet in sheets for owner in _owners(sheet))
    there = place.book.catalogue.datasets
    known = [owner for owner in owners if ".".join(owner) in there]
    state = State(
        blobs={there[".".join(owner)].file: "" for owner in known},
        datasets=[row_id(owner) for owner in known],
        headings={kind: [] for kind in _NAMES if kind in named},  # no row has the hash of none: each counts as changed
    )
    renamed = Workbook([Sheet(kind, True, sheet.rows, sheet.troubles) for kind, sheet in named.items()])
    imported = returned(path, renamed, state, place, accept_deletes=accept_deletes)
    message = "it was exported by lakebook, and what it was made from is lost: its hidden sheet is gone"
    hint = "all of its rows are compared with the book alone; hand in the exported .xlsx itself where you have it"
    others = imported.notes[1:] if known else imported.notes  # the first says that Git does not have it
    imported.notes = [Finding(Location(path), message, hint), *others]
    imported.told = [line.replace(" changed", " compared") for line in imported.told]
    return imported


def _kind(sheet: Sheet) -> str:
    """Which of our sheets it is, whatever its name; empty for any other."""
    headings = {fold(text) for text in sheet.rows[0].cells} if sheet.rows else set()
    if not headings & {fold(ID), fold(HASH)} or "name" not in headings:
        return ""
    if {"definition", "domain"} <= headings:
        return "Terms"
    if not {"system", "schema"} <= headings:
        return ""
    return "Columns" if "dataset" in headings else "Datasets"


def _owners(sheet: Sheet) -> Iterator[tuple[str, str, str]]:
    """System, schema and dataset that the rows name, as they are now or as their ``_id`` has it."""
    if _kind(sheet) == "Terms":
        return
    headings = [fold(text) for text in sheet.rows[0].cells]
    at = [headings.index(name) for name in ("system", "schema", "dataset" if "dataset" in headings else "name")]
    mark = headings.index(fold(ID)) if fold(ID) in headings else -1
    for row in sheet.rows[1:]:
        system, schema, name = (bare(row.cells[index]) if index < len(row.cells) else "" for index in at)
        yield system, schema, name
        was = parts_of(row.cells[mark])[0][:3] if -1 < mark < len(row.cells) else ()
        if len(was) == 3:
            yield was


def _renamed(path: str, sheets: list[Sheet]) -> Iterator[Finding]:
    """Rows with another name than their ``_id`` has: without what they were made from they would stand there twice."""
    for sheet in sheets:
        headings = [fold(text) for text in sheet.rows[0].cells]
        name, mark = headings.index("name"), headings.index(fold(ID)) if fold(ID) in headings else -1
        for row in sheet.rows[1:]:
            called, was = (bare(row.cells[at]) if -1 < at < len(row.cells) else "" for at in (name, mark))
            parents, column = parts_of(was)
            old = column or parents[-1]
            if old not in ("", called):
                message = f"'{called}' was '{old}': without the hidden sheet nothing can be renamed"
                hint = f"write '{old}' again, and rename it in the book; or clear its _id, and it comes in as a new one"
                yield Finding(Location(path, sheet=sheet.name, cell=row.reference(name)), message, hint)


def _elsewhere(path: str, sheets: list[Sheet], place: Place) -> Iterator[Finding]:
    """Rows of another system than the one that was asked for."""
    for sheet in sheets:
        found = {owner[0] for owner in _owners(sheet) if owner[0]} if place.system else set()
        if found - {place.system}:
            message = f"its rows say system '{sorted(found - {place.system})[0]}', --system says '{place.system}'"
            hint = "leave --domain and --system out: the rows say where they belong; or change the column 'system'"
            yield Finding(Location(path, sheet=sheet.name), message, hint)
