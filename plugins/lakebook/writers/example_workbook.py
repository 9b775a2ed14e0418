"""A small workbook written down as text, for the examples of the checks and for tests."""

from __future__ import annotations

import csv
import io
import re

_MERGED = re.compile(r"# Merged:\s*(?P<cells>[A-Z]+\d+:[A-Z]+\d+)\s*$")
_SHEET = re.compile(r"# Sheet:\s*(?P<name>.*?)\s*(?P<hidden>\(hidden\))?\s*$")


def workbook_from_text(text: str) -> bytes:
    """The .xlsx that *text* stands for.

    Each line ``# Sheet: NAME`` (or ``# Sheet: NAME (hidden)``) starts a sheet; the lines below it are its rows
    as CSV. A value such as ``#NAME?`` becomes an error cell, one that starts with ``=`` a formula; a line such as
    ``# Merged: A1:C1`` merges cells of the sheet.

    Raises:
        ValueError: a row stands above the first sheet.
    """
    import openpyxl  # here, so that only who writes a workbook loads it

    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    rows: list[str] = []
    merges: list[tuple[str, str]] = []
    sheet = None
    for line in [*text.splitlines(keepends=True), "# Sheet:"]:
        if (merged := _MERGED.match(line)) and sheet is not None:
            merges.append((sheet.title, merged["cells"]))
            continue
        match = _SHEET.match(line)
        if match is None:
            rows.append(line)
            continue
        for cells in csv.reader(rows):
            if sheet is None:
                raise ValueError("a row stands above the first '# Sheet:' line")
            sheet.append([cell or None for cell in cells])
        rows = []
        if match["name"]:
            sheet = workbook.create_sheet(match["name"])
            sheet.sheet_state = "hidden" if match["hidden"] else "visible"
    for title, span in merges:
        workbook[title].merge_cells(span)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()
