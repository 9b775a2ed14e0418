"""Workbooks as custodians hand them in: ours, with some cells edited, and one of their own layout."""

from __future__ import annotations

import random
import re
import zipfile
from pathlib import Path
from xml.etree.ElementTree import fromstring

from _bench.shape import SENTENCES, TYPES, Shape

HEADINGS = (
    "Table name",
    "Column name",
    "Data type",
    "Primary key",
    "Mandatory",
    "Description",
    "Remark of the steward",
)
"""Of the foreign layout: one sheet for all tables."""
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(rb'(<c r="([A-Z]+)(\d+)"[^>]*t="inlineStr"[^>]*><is><t[^>]*>)([^<]*)(</t>)')


def write_foreign(file: Path, shape: Shape, seed: int) -> int:
    """The columns of all datasets of *shape* in the foreign layout; the number of rows."""
    import openpyxl

    chance = random.Random(seed)
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("Data dictionary")
    sheet.append(["Data dictionary of the sales department"])
    sheet.append([])
    sheet.append(HEADINGS)
    for index in range(shape.datasets):
        table = shape.place(index)[3]
        for position, name in enumerate(shape.column_names(index)):
            key, kind = "yes" if position == 0 else "", TYPES[position % len(TYPES)]
            sheet.append(
                [table, name, kind, key, "yes", chance.choice(SENTENCES), f"seen {index}" if not position else ""]
            )
    workbook.save(file)
    return shape.datasets * len(shape.column_names(0))


def edit_cells(exported: Path, target: Path, count: int) -> int:
    """Copy a workbook of ours with *count* descriptions of the sheet ``Columns`` edited, evenly spread; how many were.

    The bytes of the sheet are edited: a library would take minutes and gigabytes for 200,000 rows.
    """
    with (
        zipfile.ZipFile(exported) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy,
    ):
        wanted = _part(source, "Columns")
        for part in source.infolist():
            content = source.read(part)
            if part.filename == wanted:
                content, edited = _edited(content, count)
            copy.writestr(part.filename, content)
    return edited


def _part(workbook: zipfile.ZipFile, sheet: str) -> str:
    """Name of the part that holds a sheet."""
    listed = fromstring(workbook.read("xl/workbook.xml")).iter()
    relation = next(one.get(_RELATION) for one in listed if one.tag.endswith("}sheet") and one.get("name") == sheet)
    targets = fromstring(workbook.read("xl/_rels/workbook.xml.rels"))
    return next(f"xl/{one.get('Target', '').removeprefix('/xl/')}" for one in targets if one.get("Id") == relation)


def _edited(sheet: bytes, count: int) -> tuple[bytes, int]:
    """The XML of a sheet with *count* cells below the heading ``description`` changed, and how many were."""
    letters = next(match[2] for match in _CELL.finditer(sheet) if match[4].strip().lower() == b"description")
    cells = [match for match in _CELL.finditer(sheet) if match[2] == letters and match[4].strip()][1:]
    chosen = cells[:: max(1, len(cells) // count)][:count]
    pieces, end = [], 0
    for number, match in enumerate(chosen, 1):
        pieces += [sheet[end : match.start(4)], b"Edited by the custodian, %d." % number]
        end = match.end(4)
    return b"".join([*pieces, sheet[end:]]), len(chosen)
