"""What a workbook may hold that openpyxl does not write again, nor anything here carries over."""

from __future__ import annotations

import io
import re
import zipfile

from lakebook.writers._carried_parts import CARRIED
from lakebook.writers.splice import SpliceError

_LOST = {
    "xl/media/": "a picture",
    "xl/cellimages": "a picture",
    "xl/richdata/": "a picture in a cell, or a linked data type",
    "xl/charts/": "a chart",
    "xl/chartsheets/": "a chart",
    "xl/vbaproject": "a macro",
    "xl/macrosheets/": "a macro",
    "xl/dialogsheets/": "a dialogue",
    "xl/pivottables/": "a pivot table",
    "xl/pivotcache/": "a pivot table",
    "xl/threadedcomments/": "comments with answers",
    "xl/slicer": "a slicer",
    "xl/timeline": "a timeline",
    "xl/querytables/": "a query",
    "xl/connections.xml": "a query",
    "xl/model/": "a data model",
    "xl/ctrlprops/": "a form control",
    "xl/activex/": "a form control",
    "xl/featurepropertybag/": "a checkbox in a cell",
    "xl/embeddings/": "an embedded file",
    "xl/diagrams/": "a diagram",
    "xl/webextensions/": "an add-in",
    "xl/revisions/": "a history of its changes",
    "customui/": "a ribbon of its own",
    "_xmlsignatures/": "a signature",
}
"""Beginning of a part's name, in lower case -> what it is."""
_DRAWING = re.compile(r"xl/drawings/drawing[^/]*\.xml")
_ANCHOR = re.compile(rb"<(?:\w+:)?(?:twoCell|oneCell|absolute)Anchor\b")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_BEHIND_ROWS = {
    rb"x14:dataValidation\s": "a drop-down of the newer kind, with its list on another sheet",
    rb"x14:conditionalFormatting\s": "a conditional format of the newer kind, such as data bars or icons",
    rb"x14:sparklineGroup\s": "a sparkline",
    rb"(?:\w+:)?protectedRange\s": "a range that some may edit though the sheet is protected",
    rb"(?:\w+:)?customSheetView\s": "a view of its own",
}
_WRITTEN = re.compile(
    r"""\[content_types\]\.xml|(?:.*/)?_rels/[^/]*\.rels|.*/
    |docprops/(?:app|core|custom)\.xml
    |xl/(?:workbook|styles|sharedstrings)\.xml
    |xl/(?:worksheets|theme|tables|drawings|comments|externallinks)/[^/]+\.(?:xml|vml)
    |xl/comments[^/]*\.xml
    # remade by Excel, of one computer, or what Google and Excel put beside comments and formulas:
    |xl/calcchain\.xml|xl/metadata(?:\.xml)?|xl/commentsmeta\d*|.*/printersettings/.*|xl/persons/.*
    |docprops/thumbnail\..*|package/services/metadata/.*""",
    re.VERBOSE,
)
"""Parts, in lower case, that openpyxl writes, and those that nobody misses."""


def refuse_lost(content: bytes) -> None:
    """Refuse a workbook with something that would be lost.

    Raises:
        SpliceError: it says what, and in which part.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            what = _held_in(archive, name) or _helpers_in(archive, name)
            if not what and not _WRITTEN.fullmatch(name.lower()) and not name.lower().startswith(CARRIED):
                what = "a part that is not known here"
            if what:
                raise SpliceError(f"the workbook holds {what} ({name}), which would be lost")


def lost_parts(content: bytes) -> list[tuple[str, str]]:
    """What such a part is, once for each kind, and the first part of that kind."""
    found: dict[str, str] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if what := _held_in(archive, name):
                found.setdefault(what, name)
    return list(found.items())


def _held_in(archive: zipfile.ZipFile, name: str) -> str:
    """What a part is that nothing here writes again; empty for none."""
    folded = name.lower()
    if _DRAWING.fullmatch(folded) and _ANCHOR.search(archive.read(name)):  # LibreOffice writes some without any
        return "a drawing"
    return next((what for start, what in _LOST.items() if folded.startswith(start)), "")


def _helpers_in(archive: zipfile.ZipFile, name: str) -> str:
    """What helps to fill in a sheet, and stands behind its rows; empty for none."""
    if not _SHEET.fullmatch(name.lower()):
        return ""
    sheet = archive.read(name)
    behind = sheet[max(sheet.rfind(b"sheetData>"), 0) :]
    return next((what for tag, what in _BEHIND_ROWS.items() if re.search(b"<" + tag, behind)), "")
