"""A workbook's shape -> the bytes of an .xlsx. openpyxl makes the frame; the rows are poured into it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lakebook.writers._workbook_rows import Rows, letters, poured, row_xml
from lakebook.writers.workbook_shape import Prose, Table, WorkbookShape

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST_ROWS = 1_048_575
"""Rows of a table, the headings not counted."""
_LISTS = "_lists"
_LINE = 15
"""Height of one line, in points."""
_HEIGHTS = {"title": 32, "lead": 20, "heading": 24}
"""Of lines of their kind, in points."""
_FIRST = {
    "title": "title", "lead": "lead", "heading": "section", "text": "fact", "grey": "grey",
    "required": "sample_required", "optional": "sample_optional", "finding": "finding",
}  # fmt: skip
"""Kind of line -> style of its first cell."""
_MOST_LINES = 8
"""A taller row would fill the screen: the rest of it is seen when the cell is opened."""


def workbook_bytes(shape: WorkbookShape, date: str) -> bytes:
    """The .xlsx; the same shape and *date* (``2026-11-24``) give the same bytes.

    Raises:
        ValueError: a table has more rows than a sheet.
    """
    import openpyxl  # here, so that only who writes a workbook loads it

    from lakebook.writers._workbook_lists import add_lists
    from lakebook.writers._workbook_styles import styles

    workbook = openpyxl.Workbook()
    style = styles(workbook)
    workbook.remove(workbook.worksheets[0])
    workbook.properties.creator = "Lakebook"
    workbook.properties.title = shape.title
    made: list[Rows] = []
    for sheet in shape.sheets:
        frame = workbook.create_sheet(sheet.name)
        if isinstance(sheet, Table):
            made.append(_table(frame, sheet, style))
        elif isinstance(sheet, Prose):
            made.append(_prose(frame, sheet, style))
        else:
            frame.sheet_state = "veryHidden"
            made.append(_plain(sheet.rows))
    tables = [sheet for sheet in shape.sheets if isinstance(sheet, Table)]
    if lists := add_lists(workbook, tables, _LISTS):
        made.append(_plain(lists))
    workbook.active = shape.opened
    for index, frame in enumerate(workbook.worksheets):
        frame.sheet_view.tabSelected = index == shape.opened
    content = io.BytesIO()
    workbook.save(content)
    parts = {f"xl/worksheets/sheet{number}.xml": rows for number, rows in enumerate(made, 1)}
    return poured(content.getvalue(), parts, f"{date}T00:00:00Z")


def _table(frame: Worksheet, table: Table, style: dict[str, int]) -> Rows:
    """Set the frame of a table; its rows."""
    from lakebook.writers._workbook_frame import frame_table

    if table.count > MOST_ROWS:
        raise ValueError(f"{table.count:,} rows for sheet {table.name}; a sheet holds {MOST_ROWS:,}")
    frame_table(frame, table, style)
    names = letters(len(table.columns))
    return Rows(f"A1:{names[-1]}{table.count + 1}", _table_rows(table, style, names))


def _table_rows(table: Table, style: dict[str, int], names: list[str]) -> Iterator[str]:
    tops = [style["required" if column.required else "heading"] for column in table.columns]
    yield row_xml(1, [column.heading for column in table.columns], tops, names, height=2 * _LINE)
    set_as = [style[column.kind] for column in table.columns]
    wrapped = [(at, column.width) for at, column in enumerate(table.columns) if column.kind != "text"]
    for number, texts in enumerate(table.rows, 2):
        lines = max([_lines(texts[at], width) for at, width in wrapped if texts[at]], default=1)
        yield row_xml(number, texts, set_as, names, height=_LINE * min(lines, _MOST_LINES) if lines > 1 else 0)


def _lines(text: str, width: int) -> int:
    """Lines that a wrapped text takes, about."""
    if "\n" not in text:
        return -(-len(text) // width)
    return sum(-(-len(part) // width) or 1 for part in text.split("\n"))


def _prose(frame: Worksheet, sheet: Prose, style: dict[str, int]) -> Rows:
    from lakebook.writers._workbook_frame import frame_prose

    frame_prose(frame, sheet)
    names = letters(len(sheet.widths))
    rows = []
    for number, line in enumerate(sheet.lines, 1):
        height = _HEIGHTS.get(line.kind) or _LINE * max(
            [_lines(text, width) for text, width in zip(line.texts, sheet.widths, strict=False)], default=1
        )
        rows.append(row_xml(number, line.texts, [style[_FIRST[line.kind]], *[style["plain"]] * 9], names, height + 3))
    return Rows(f"A1:{names[-1]}{len(sheet.lines)}", rows)


def _plain(rows: Any) -> Rows:
    """Rows without any style."""
    listed = [list(row) for row in rows]
    names = letters(max([len(row) for row in listed], default=1))
    made = [row_xml(number, row, [0] * len(row), names) for number, row in enumerate(listed, 1)]
    return Rows(f"A1:{names[-1]}{max(len(listed), 1)}", made)
