"""A sheet read as the mapping file says; what the two contradict each other in is a trouble, by its line there."""

from __future__ import annotations

from collections.abc import Iterator

from lakebook.importers._layout.header_row import kind_of, texts_of
from lakebook.importers._layout.saved_mapping import NOT_A_FIELD, SavedMapping, SavedSheet
from lakebook.importers._layout.sheet_layout import Heading, LeftOut, SheetLayout, Table
from lakebook.importers._layout.tables import tables_of
from lakebook.readers._findings import Trouble
from lakebook.syntax.workbook import Row, Sheet, Workbook

_LOOKED_AT = 100
"""Rows below the headings that tell whether they are some."""


def as_saved(sheet: Sheet, saved: SavedSheet, troubles: list[Trouble]) -> SheetLayout | LeftOut:
    """The layout that the mapping describes; a header row that has moved is looked for."""
    if not sheet.rows:
        return LeftOut(sheet.name, "empty")
    remarks: list[str] = []
    headers = _headers(sheet, saved, remarks, troubles)
    if not headers:
        return LeftOut(sheet.name, "its headings are not where the mapping says")
    tables = tables_of(sheet, sorted(headers), saved.rows, saved.headings)
    layout = SheetLayout(sheet, saved.rows, tables, remarks=remarks)
    remarks += _absent(saved, tables)
    needed = "name" if saved.rows == "columns" else "dataset"
    if all(table.index(needed) < 0 for table in tables):
        return LeftOut(sheet.name, f"no heading is mapped to '{needed}'")
    troubles += _wrong(sheet.name, saved, tables)
    return layout


def at_odds(workbook: Workbook, saved: SavedMapping) -> Iterator[Trouble]:
    """What the mapping says about sheets that are not there, and says twice."""
    names = {sheet.name for sheet in workbook.sheets}
    for part, listed in (("sheets", saved.sheets), ("left_out", saved.left_out)):
        for name in listed:
            if name not in names:
                message = f"the file has no sheet '{name}', which stands under '{part}'"
                hint = f"its sheets are {', '.join(map(repr, sorted(names)))}"
                yield Trouble("field_unknown", (part, name), message, hint)
    for name in saved.left_out:
        if name in saved.sheets:
            message = f"sheet '{name}' stands under 'sheets' and under 'left_out': it is read"
            yield Trouble("key_duplicated", ("left_out", name), message, "delete one of the two")


def _headers(sheet: Sheet, saved: SavedSheet, remarks: list[str], troubles: list[Trouble]) -> list[int]:
    """Indexes of the rows of headings, one for each number of the mapping; empty where one is not found."""
    by_number = {row.number: index for index, row in enumerate(sheet.rows)}
    found: list[int] = []
    for number in map(int, saved.header):
        at = by_number.get(number, -1)
        if at < 0 or at in found or not _holds(sheet.rows[at], saved.headings):
            below = range(max(found, default=-1) + 1, len(sheet.rows))
            moved = next((index for index in below if _holds(sheet.rows[index], saved.headings)), -1)
            if moved >= 0:
                there = sheet.rows[moved].number
                remarks.append(f"row {number} does not hold the headings of the mapping; row {there} does")
                at = moved
            elif at < 0 or at in found or not _may_be(sheet.rows, at, saved):
                troubles.append(_no_headings(sheet.name, number, at, found))
                return []
        found.append(at)
    return found


def _no_headings(sheet: str, number: int, at: int, found: list[int]) -> Trouble:
    said = "is blank" if at < 0 else "is named twice" if at in found else "holds none of the headings of the mapping"
    hint = "write the number of the row that holds the headings; of several tables, one for each"
    message = f"row {number} of sheet '{sheet}' {said}, and no other row holds them"
    return Trouble("value_malformed", ("sheets", sheet, "header"), message, hint)


def _holds(row: Row, headings: dict[str, str]) -> bool:
    """Whether headings for most fields of the mapping stand in the row."""
    texts = set(texts_of(row))
    labelled = {
        label: field
        for label, field in headings.items()
        if field not in NOT_A_FIELD and not label.startswith("column ")
    }
    there = {field for label, field in labelled.items() if label in texts}
    return len(there) * 2 > len(set(labelled.values())) or not labelled


def _may_be(rows: list[Row], at: int, saved: SavedSheet) -> bool:
    """Whether the row holds some heading of the mapping, or is one of headings by itself."""
    is_known = any(text in saved.headings for text in texts_of(rows[at]) if text)
    return is_known or kind_of(rows[at], rows[at + 1 : at + 1 + _LOOKED_AT]) == saved.rows


def _absent(saved: SavedSheet, tables: list[Table]) -> Iterator[str]:
    """Headings of the mapping that the sheet has no more, each with the one that is taken for it."""
    headings = [heading for table in tables for heading in table.headings]
    there = {heading.label for heading in headings}
    for label, field in saved.headings.items():
        if label in there or any(saved.headings.get(other) == field for other in there if field not in NOT_A_FIELD):
            continue
        said = f"'{label}' of the mapping is not among the headings"
        instead = next((heading for heading in headings if heading.field == field), None)
        if field == "ignore":
            yield said
        elif field == "extra" or instead is None:
            yield f"{said}: what the book has from it stays"
        else:
            yield f"{said}: '{instead.text}' ({instead.cell}) is taken for it"


def _wrong(sheet: str, saved: SavedSheet, tables: list[Table]) -> Iterator[Trouble]:
    """Two headings of one table for one field; rows without a dataset."""
    for label, field in saved.headings.items():
        earlier = [other for other in _before(label, saved.headings) if saved.headings[other] == field]
        if field not in NOT_A_FIELD and any(_has(table.headings, label, earlier) for table in tables):
            hint = "write extra for all but one of them"
            message = f"two headings are mapped to '{field}'"
            yield Trouble("key_duplicated", ("sheets", sheet, "headings", label), message, hint)
    homeless = next((table for table in tables if table.index("dataset") < 0), None)
    if saved.rows == "columns" and saved.dataset_from == "heading" and homeless is not None:
        message = f"'dataset_from: heading', and no heading of row {homeless.header} is mapped to 'dataset'"
        hint = "map one to dataset, or write 'dataset_from: sheet', file, above or name"
        yield Trouble("field_missing", ("sheets", sheet), message, hint)


def _before(label: str, headings: dict[str, str]) -> list[str]:
    labels = list(headings)
    return labels[: labels.index(label)]


def _has(headings: list[Heading], label: str, others: list[str]) -> bool:
    """Whether both the heading and one of the others stand in the table."""
    there = {heading.label for heading in headings}
    return label in there and any(other in there for other in others)
