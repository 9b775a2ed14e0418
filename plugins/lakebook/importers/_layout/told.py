"""The mapping in words, with cells: what the command prints."""

from __future__ import annotations

from collections.abc import Iterator

from lakebook.importers._layout.layouts import Layouts
from lakebook.importers._layout.remarks import Remarks
from lakebook.importers._layout.sheet_layout import Heading, SheetLayout, Table

_FROM = {"sheet": "the name of the sheet", "file": "the name of the file", "name": "so says the mapping"}
_MOST = 20
_MOST_UNMAPPED = 60


def told(layouts: Layouts, remarks: Remarks, notes: list[str]) -> list[str]:
    """All there is to say, sheet by sheet; *notes* are lines about the mapping file."""
    lines = list(notes)
    shown: dict[tuple[tuple[str, str, str], ...], str] = {}
    for layout in layouts.sheets:
        lines += _sheet(layout, shown)
        lines += [f"  {line}" for line in (*layout.remarks, *remarks.lines(layout.sheet.name), *_errors(layout))]
    by_reason: dict[str, list[str]] = {}
    for left in layouts.left_out:
        by_reason.setdefault(left.reason, []).append(f"'{left.name}'")
    lines += [
        f"left out: sheet{'s' if len(names) > 1 else ''} {', '.join(names)}: {reason}"
        for reason, names in by_reason.items()
    ]
    return lines


def _sheet(layout: SheetLayout, shown: dict[tuple[tuple[str, str, str], ...], str]) -> Iterator[str]:
    name = layout.sheet.name
    for number, table in enumerate(layout.tables):
        row = "a dataset" if layout.kind == "datasets" else "a column"
        yield f"sheet '{name}', headings in row {table.header}, each row {row}{_name(layout, table)}"
        key = tuple((heading.cell.rstrip("0123456789"), heading.text, heading.field) for heading in table.headings)
        if key in shown:
            yield f"  headings as in {shown[key] if number == 0 else 'the table above'}"
        else:
            shown[key] = f"sheet '{name}'"
            yield from (f"  {line}" for line in _headings(table.headings))


def _headings(headings: list[Heading]) -> Iterator[str]:
    """A line a heading; of very many that are not mapped, the first ones and the number."""
    unmapped = 0
    for heading in headings:
        unmapped += not heading.field
        if heading.field or unmapped <= _MOST_UNMAPPED:
            yield _heading(heading)
    if unmapped > _MOST_UNMAPPED:
        yield f"and {unmapped - _MOST_UNMAPPED:,} more headings -> not mapped (kept in extra)"


def _name(layout: SheetLayout, table: Table) -> str:
    if layout.kind == "datasets":
        return ""
    if layout.dataset_from == "heading":
        owner = next(heading for heading in table.headings if heading.field == "dataset")
        return f", its dataset in column {owner.cell.rstrip('0123456789')}"
    where = f"in {table.name_cell}" if table.name_cell else _FROM.get(layout.dataset_from, "the name of the sheet")
    return f" of dataset '{table.name}' ({where})"


def _heading(heading: Heading) -> str:
    text = heading.text if len(heading.text) <= 60 else f"{heading.text[:57]}..."
    if heading.field in ("", "extra", "ignore"):
        said = {"": "not mapped (kept in extra)", "extra": "extra", "ignore": "not kept"}[heading.field]
        return f"{heading.cell} {text!r} -> {said}" if text else f"{heading.cell} without a heading -> {said}"
    return (
        f"{text} ({heading.cell}) -> {heading.field}"
        if text
        else f"{heading.cell} without a heading -> {heading.field}"
    )


def _errors(layout: SheetLayout) -> Iterator[str]:
    """Cells in error, grouped by what they show."""
    cells: dict[str, list[str]] = {}
    for trouble in layout.sheet.troubles:
        cells.setdefault(trouble.message, []).append(trouble.cell)
    for message, found in cells.items():
        more = f" and {len(found) - _MOST:,} more" if len(found) > _MOST else ""
        yield f"{', '.join(found[:_MOST])}{more}: {message}"
