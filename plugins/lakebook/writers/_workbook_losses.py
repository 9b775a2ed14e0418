"""What a workbook may hold that openpyxl does not write again."""

from __future__ import annotations

import io
import re
import zipfile

from lakebook.writers.splice import SpliceError

_LOST = {
    "xl/media/": "a picture",
    "xl/charts/": "a chart",
    "xl/vbaProject.bin": "a macro",
    "xl/pivotTables/": "a pivot table",
    "xl/threadedComments/": "comments with answers",
    "xl/slicers/": "a slicer",
    "xl/timelines/": "a timeline",
    "xl/queryTables/": "a query",
    "xl/connections.xml": "a query",
    "xl/ctrlProps/": "a form control",
    "xl/activeX/": "a form control",
    "xl/embeddings/": "an embedded file",
    "xl/diagrams/": "a diagram",
}
_DRAWING = re.compile(r"xl/drawings/drawing[^/]*\.xml")
_ANCHOR = re.compile(rb"<(?:\w+:)?(?:twoCell|oneCell|absolute)Anchor\b")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_EXTENSIONS = {
    b"x14:dataValidation ": "a drop-down of the newer kind, with its list on another sheet",
    b"x14:conditionalFormatting ": "a conditional format of the newer kind, such as data bars or icons",
    b"x14:sparklineGroup ": "a sparkline",
}


def refuse_lost(content: bytes) -> None:
    """Refuse a workbook with something that would be lost.

    Raises:
        SpliceError: it says what, and in which part.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            what = next((what for start, what in _LOST.items() if name.startswith(start)), "")
            if _DRAWING.fullmatch(name) and _ANCHOR.search(archive.read(name)):  # LibreOffice writes some without any
                what = "a drawing"
            if _SHEET.fullmatch(name):
                sheet = archive.read(name)
                what = next((what for tag, what in _EXTENSIONS.items() if b"<" + tag in sheet), "")
            if what:
                raise SpliceError(f"the workbook holds {what} ({name}), which would be lost")
