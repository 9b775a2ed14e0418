"""Workbooks as text with places. The only door to python-calamine; the guard looks first."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable
from typing import Any

import msgspec

from lakebook.syntax import SyntaxTrouble, Unreadable
from lakebook.syntax._sheet_scan import column_letters
from lakebook.syntax.workbook_guard import guard_workbook

OUTER_BLANKS = " \t\r\n\x0b\x0c\x85\u00a0\u200b\u2060\ufeff\u202f\u2007\u3000"
"""Blanks that people cannot see at the ends of a text; taken off."""

_OFTEN = 40
"""Shorter texts (names of tables, types, yes) stand in many cells; one of each is held."""


class Row(msgspec.Struct, gc=False):
    """A row that is not blank."""

    number: int
    """Counted from 1, as the sheet shows it."""
    cells: list[str]
    """Text of each cell from column A on; empty for a blank one."""

    def reference(self, index: int) -> str:
        """A1 notation of the cell at this index, such as ``D17``."""
        return f"{column_letters(index + 1)}{self.number}"


class Sheet(msgspec.Struct):
    """A worksheet."""

    name: str
    visible: bool
    rows: list[Row]
    """Those that are not blank."""
    troubles: list[SyntaxTrouble]
    """Its error cells, which read as blank."""
    merged: list[tuple[int, int, int, int]] = []
    """Merged cells: first row, first column, last row, last column, all from 0. Their text stands in the first cell."""


class Workbook(msgspec.Struct):
    """The worksheets in the order of their tabs; sheets that are charts are left out."""

    sheets: list[Sheet]


def read_workbook(content: bytes) -> Workbook:
    """Every value of an .xlsx or .xlsm, as the text a person would have typed into YAML.

    Whole numbers lose their ``.0``, dates are ISO 8601, truth is ``true`` or ``false``, line ends are
    ``\\n``, blanks at the ends (also no-break ones) go. A formula gives its last result.

    Raises:
        Unreadable: what the guard refuses, and what python-calamine cannot read.
    """
    errors = guard_workbook(content)
    try:
        return Workbook(_sheets(content, errors))
    except Exception as error:  # calamine raises its own errors, and OSError, ValueError for some files
        raise _unreadable(error) from None
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # a panic in Rust is no Exception
            raise _unreadable(error) from None
        raise


def _unreadable(error: BaseException) -> Unreadable:
    hint = "open it in Excel, save it as .xlsx and try again"
    said = " ".join(str(error).split())[:120]
    return Unreadable(SyntaxTrouble("workbook_unreadable", f"the workbook cannot be read: {said}", hint))


def _sheets(content: bytes, errors: list[SyntaxTrouble]) -> list[Sheet]:
    import python_calamine as calamine  # here, so that commands that read no workbook do not load it

    found = []
    with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        for listed in book.sheets_metadata:
            if listed.typ == calamine.SheetTypeEnum.WorkSheet:
                sheet = book.get_sheet_by_name(listed.name)
                rows = rows_of(sheet.iter_rows(), sheet.start[1] if sheet.start else 0)
                mine = [error for error in errors if error.sheet == listed.name]
                merged = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
                found.append(
                    Sheet(listed.name, listed.visible == calamine.SheetVisibleEnum.Visible, rows, mine, merged)
                )
    return found


def rows_of(values: Iterable[list[Any]], blank: int = 0) -> list[Row]:
    """The rows that are not blank, as text; *blank* columns stand before the first of *values*."""
    left = [""] * blank
    rows = []
    said: dict[str, str] = {}
    for number, row in enumerate(values, 1):
        texts = [_text(value) if value != "" else "" for value in row]
        cells = [said.setdefault(text, text) if len(text) < _OFTEN else text for text in texts]
        if any(cells):
            rows.append(Row(number, left + cells if left else cells))
    return rows


def _text(value: Any) -> str:
    if isinstance(value, str):
        text: str = value
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text.strip(OUTER_BLANKS)
    if type(value) is bool:
        return "true" if value else "false"
    if type(value) is float and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)
