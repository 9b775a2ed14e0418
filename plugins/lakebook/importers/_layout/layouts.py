"""A workbook -> the layout of each of its sheets, and the sheets that list neither columns nor datasets."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from lakebook.importers._foreign_text import free_name
from lakebook.importers._layout.as_saved import as_saved
from lakebook.importers._layout.cell_words import is_generic_sheet_name
from lakebook.importers._layout.header_row import header_rows, texts_of
from lakebook.importers._layout.heading_meaning import meaning
from lakebook.importers._layout.owners_by_cells import may_part_rows
from lakebook.importers._layout.resolve import meanings
from lakebook.importers._layout.saved_mapping import SavedMapping, SavedSheet
from lakebook.importers._layout.sheet_layout import LeftOut, SheetLayout, Table
from lakebook.importers._layout.tables import tables_of
from lakebook.readers._findings import Trouble
from lakebook.syntax.workbook import Row, Sheet, Workbook
from lakebook.writers.file_names import tidy_name

NO_HEADINGS = "no row of headings that names columns and describes them"
NO_NAMES = "most of its rows have no column name"
_DESCRIBED = frozenset(
    [
        "title", "description", "kind", "custodian", "refresh", "retention", "layer", "path", "url", "classification",
        "personal", "tags"
    ]
)  # fmt: skip
_TOLD_ENOUGH = 3
"""Fields by which a list is one of datasets, though its heading for their names may mean other things."""


class Layouts(msgspec.Struct):
    """How a workbook is read."""

    sheets: list[SheetLayout]
    left_out: list[LeftOut]
    troubles: list[Trouble] = []
    """What is wrong in the mapping, seen beside the sheets: nothing is read by it."""


def find_layouts(workbook: Workbook, stem: str, saved: SavedMapping | None = None) -> Layouts:
    """The layout of each sheet; *stem* is the file's name without its ending, *saved* what a person has corrected."""
    found = Layouts([], [], [])
    for sheet in workbook.sheets:
        said = saved.sheets.get(sheet.name) if saved else None
        if said is not None:
            layout: SheetLayout | LeftOut = as_saved(sheet, said, found.troubles)
        elif saved and sheet.name in saved.left_out:
            layout = LeftOut(sheet.name, saved.left_out[sheet.name] or "so says the mapping")
        else:
            layout = _layout(sheet)
        (found.sheets if isinstance(layout, SheetLayout) else found.left_out).append(layout)  # type: ignore[arg-type]
    _confirm_datasets(found, saved)
    for layout in found.sheets:
        if layout.kind == "columns":
            _name_tables(layout, found, stem, saved.sheets.get(layout.sheet.name) if saved else None)
    return found


def _layout(sheet: Sheet) -> SheetLayout | LeftOut:
    if not sheet.visible:
        return LeftOut(sheet.name, "hidden")
    if not sheet.rows:
        return LeftOut(sheet.name, "empty")
    headers, kind = header_rows(sheet)
    if not headers:
        return LeftOut(sheet.name, _reason(sheet.rows))
    tables = tables_of(sheet, headers, kind)
    said = [line for table in tables if kind == "columns" for line in may_part_rows(table)]
    layout = SheetLayout(sheet, kind, tables, remarks=said)
    reason = _unfit(layout)
    return LeftOut(sheet.name, reason) if reason else layout


def _unfit(layout: SheetLayout) -> str:
    """Why a sheet with headings lists no columns after all; empty where it does."""
    if not any(table.rows for table in layout.tables):
        return "headings without rows below them"
    if layout.kind == "datasets":
        return ""
    if any(_stand_side_by_side(table) for table in layout.tables):
        return "two tables stand side by side; write the name of each above its headings, or put one below the other"
    named = total = 0
    pairs = set()
    for table in layout.tables:
        name, owner = table.index("name"), table.index("dataset")
        for row in table.rows:
            text = row.cells[name] if -1 < name < len(row.cells) else ""
            total += 1
            named += bool(text)
            pairs.add((table.header, row.cells[owner] if -1 < owner < len(row.cells) else "", text))
    if named * 2 < total:
        return NO_NAMES
    return "its rows name the same columns again and again, as a list of codes does" if len(pairs) * 2 < named else ""


def _stand_side_by_side(table: Table) -> bool:
    """Whether the heading of the column names stands there twice."""
    texts = [heading.text.lower() for heading in table.headings if not heading.group]
    return any(heading.field == "name" and texts.count(heading.text.lower()) > 1 for heading in table.headings)


def _reason(rows: Sequence[Row]) -> str:
    """Why a sheet without headings of columns is left out, in words."""
    for row in rows[:15]:
        kinds = [kind for text in texts_of(row) if text for kind in meaning(text).sheets]
        for kind in dict.fromkeys(kinds):
            if kinds.count(kind) > 1 or kind == "a pivot table":
                return f"it looks like {kind}"
    if all(len(row.cells) - row.cells.count("") < 3 for row in rows):
        return "lines of text, or of 'key: value'"
    return NO_HEADINGS


def _confirm_datasets(found: Layouts, saved: SavedMapping | None) -> None:
    """Leave out lists of 'tables' that describe nothing, or are hardly such, and name no table of the other sheets."""
    names = {layout.sheet.name.lower() for layout in found.sheets if layout.kind == "columns"}
    for layout in found.sheets:
        for table in layout.tables if layout.kind == "columns" else ():
            at = table.index("dataset")
            names |= {row.cells[at].lower() for row in table.rows if -1 < at < len(row.cells)}
    for layout in list(found.sheets):
        if layout.kind == "columns" or (saved and layout.sheet.name in saved.sheets):
            continue
        fields = {heading.field for table in layout.tables for heading in table.headings}
        at = layout.tables[0].index("dataset")
        listed = [row.cells[at].lower() for row in layout.tables[0].rows if at < len(row.cells) and row.cells[at]]
        sure = any("dataset" in meaning(heading.text).sure for heading in layout.tables[0].headings)
        told = fields & _DESCRIBED
        spoken = any("dataset" in what.fields for what in meanings([one.text for one in layout.tables[0].headings]))
        is_list = (sure and told) or (spoken and "description" in told and len(told) >= _TOLD_ENOUGH)
        if not is_list and sum(name in names for name in listed) * 2 < len(listed):
            found.sheets.remove(layout)
            found.left_out.append(LeftOut(layout.sheet.name, NO_HEADINGS))


def _name_tables(layout: SheetLayout, found: Layouts, stem: str, saved: SavedSheet | None) -> None:
    """Say for each table what its dataset is called where no heading says so."""
    tables, sheet = layout.tables, layout.sheet
    if saved is not None:
        layout.dataset_from = saved.dataset_from
    elif all(_has_names(table) for table in tables):
        layout.dataset_from = "heading"
    elif all(table.name for table in tables):
        layout.dataset_from = "above"
    else:
        alone = sum(other.kind == "columns" for other in found.sheets) == 1
        layout.dataset_from = "file" if alone and is_generic_sheet_name(sheet.name) else "sheet"
    if layout.dataset_from == "above":
        return
    name = {"file": stem, "name": saved.dataset if saved else ""}.get(layout.dataset_from, sheet.name)
    taken: set[str] = set()
    for table in tables:
        table.about = {} if layout.dataset_from == "heading" else table.about
        table.name, table.name_cell = free_name(tidy_name(name), taken), ""
        taken.add(table.name.lower())


def _has_names(table: Table) -> bool:
    at = table.index("dataset")
    return at >= 0 and any(at < len(row.cells) and row.cells[at] for row in table.rows)
