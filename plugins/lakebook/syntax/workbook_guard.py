"""Look into an .xlsx before a reader does: what would crash it, fill the memory or be lost is told here.

python-calamine allocates a sheet as one block up to its furthest cell (a value in XFD1048576 aborts
the process) and gives error cells back as empty text. So the bytes are walked once first, with the
standard library alone, one chunk at a time, and what cannot be taken is refused by name.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from posixpath import join, normpath, split
from xml.parsers import expat

import msgspec

from lakebook.syntax import SyntaxTrouble, Unreadable
from lakebook.syntax._sheet_scan import SheetScan, StrayValueError

MOST_BYTES = 400 << 20
"""Unpacked size of all parts together, in bytes."""
MOST_RATIO = 100
"""Unpacked by packed size of one part, once it is larger than ``RATIO_FROM``; real sheets show 8 to 40."""
RATIO_FROM = 16 << 20
MOST_CELLS = 5_000_000
"""Cells of all sheets together, blank ones within the used areas counted."""
_CHUNK = 1 << 18
_WORKBOOK = "xl/workbook.xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_XLS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x10\x00", b"\x09\x08\x08\x00")
_SAVE = "open it in Excel and save it as .xlsx"
_UNLOCK = "remove the password (File, Info, Protect Workbook)"
_BROKEN = "open it in Excel, which offers to repair it, and save it again; or restore an older version"


class Reference(msgspec.Struct, frozen=True):
    """A sheet as the workbook lists it."""

    name: str
    part: str
    """Name of its part in the zip, in lower case."""


def guard_workbook(content: bytes) -> list[SyntaxTrouble]:
    """Error cells (``#REF!``, ``#N/A``, a formula without a value) of an .xlsx or .xlsm that is safe to read.

    Raises:
        Unreadable: it is not a workbook, is damaged, protected or hostile, or holds a value far from the rest.
    """
    _refuse_foreign(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _scan(archive, package_parts(archive))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        said = str(error)
        raise _refused(f"the workbook is damaged or cut short: {said[:1].lower()}{said[1:80]}", _BROKEN) from None


def _refused(message: str, hint: str, sheet: str = "", cell: str = "") -> Unreadable:
    return Unreadable(SyntaxTrouble("workbook_unreadable", message, hint, sheet=sheet, cell=cell))


def _refuse_foreign(content: bytes) -> None:
    """Refuse what the first bytes say is no zip, naming what it is."""
    if content.startswith(b"PK\x03\x04"):
        return
    head = content[:512].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not content:
        raise _refused("the file is empty", "save the workbook again, or delete the file")
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise _refused("the workbook is protected by a password", _UNLOCK)
        raise _refused("the workbook is in the old .xls format, or protected by a password", _SAVE)
    if content.startswith(_OLD_XLS):
        raise _refused("the workbook is in the old .xls format", _SAVE)
    if head.startswith(b"<"):
        kind = "HTML" if b"<html" in content[:4096].lower() or b"<table" in content[:4096].lower() else "XML"
        raise _refused(f"the file is {kind}, not a workbook, whatever its name says", _SAVE)
    raise _refused("the file is not a workbook", _SAVE)


def package_parts(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Parts by their name in lower case, as readers look them up; refuses sizes no real workbook has."""
    parts: dict[str, zipfile.ZipInfo] = {}
    for part in archive.infolist():
        name = part.filename.replace("\\", "/").lower().lstrip("/")
        if name in parts:
            raise _refused(f"the workbook is damaged: it holds {part.filename[:80]} twice", _BROKEN)
        if part.flag_bits & 1:
            raise _refused("the workbook is protected by a password", _UNLOCK)
        parts[name] = part
    total = sum(part.file_size for part in parts.values())
    if total > MOST_BYTES:
        message = f"the workbook unpacks to {total >> 20:,} MB; {MOST_BYTES >> 20} MB are taken"
        raise _refused(message, "split it into several workbooks")
    for part in parts.values():
        if part.file_size > RATIO_FROM and part.file_size > MOST_RATIO * max(part.compress_size, 1):
            ratio = part.file_size // max(part.compress_size, 1)
            message = f"{part.filename[:80]} unpacks to {ratio} times its size, as in a zip bomb"
            raise _refused(message, "copy the table into a new workbook")
    if not _workbooks(archive, parts):
        kind = "a binary workbook (.xlsb)" if "xl/workbook.bin" in parts else "a zip file, but not an Excel workbook"
        raise _refused(f"the file is {kind}", _SAVE)
    return parts


def _scan(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> list[SyntaxTrouble]:
    sheets = listed_sheets(archive, parts)
    shown = {sheet.part: sheet.name for sheet in sheets}
    if len(shown) < len(sheets):
        raise _refused("the workbook is damaged: two of its sheets share one part", _BROKEN)
    _count_cells(archive, [parts[part] for part in shown])
    area = 0
    errors: list[SyntaxTrouble] = []
    for name, part in parts.items():
        if not name.endswith((".xml", ".rels")) and name not in shown:
            continue
        scan = SheetScan()
        sheet = shown.get(name, "")
        try:
            _parse(archive, part, scan.parser if name in shown else _plain_parser())
        except StrayValueError as far:
            raise _far(sheet, far.cell, far.blank) from None
        area += scan.last_row * scan.last_column
        if area > MOST_CELLS:
            raise _too_many(area, sheet, scan.last_cell)
        errors += [_error_cell(sheet, cell, value) for cell, value in scan.errors]
        errors += [_no_value(sheet, cell) for cell in scan.formulas_without_value()]
    return errors


def _error_cell(sheet: str, cell: str, value: str) -> SyntaxTrouble:
    message = f"{value or 'an error'} stands in the cell: its value is lost"
    hint = "correct the formula, or type the value"
    return SyntaxTrouble("workbook_cell_error", message, hint, sheet=sheet, cell=cell)


def _no_value(sheet: str, cell: str) -> SyntaxTrouble:
    message = "the formula in the cell has no value: the program that wrote it did not work it out"
    hint = "open the workbook in Excel and save it, or type the value"
    return SyntaxTrouble("workbook_cell_error", message, hint, sheet=sheet, cell=cell)


def _far(sheet: str, cell: str, blank: str) -> Unreadable:
    message = f"a value in {cell} lies {blank} away from the rest of the sheet"
    return _refused(message, f"clear {cell}, or delete the blank rows and columns before it", sheet, cell)


def _too_many(count: int, sheet: str = "", cell: str = "") -> Unreadable:
    message = f"the workbook spans {count:,} cells; {MOST_CELLS:,} are taken"
    return _refused(message, "delete blank rows and columns, or split it into several workbooks", sheet, cell)


def _count_cells(archive: zipfile.ZipFile, sheets: list[zipfile.ZipInfo]) -> None:
    """Refuse a huge workbook early: the full scan of as many cells takes ten times as long."""
    count = 0
    for part in sheets:
        for chunk in _chunks(archive, part):
            count += chunk.count(b"<c ")
            if count > MOST_CELLS:
                raise _refused(f"the workbook has over {MOST_CELLS:,} cells", "split it into several workbooks")


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Bytes of a part: never more than it declares (a part that holds more fails its checksum)."""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _refuse_doctype(*said: object) -> None:
    message = "the workbook holds a DOCTYPE, which can pull in foreign files"
    raise _refused(message, "copy the table into a new workbook")


def _plain_parser() -> expat.XMLParserType:
    return expat.ParserCreate()


def _parse(archive: zipfile.ZipFile, part: zipfile.ZipInfo, parser: expat.XMLParserType) -> None:
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        for chunk in _chunks(archive, part):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError) as error:
        raise _refused(f"the workbook is damaged: {part.filename[:80]} cannot be read: {error}", _BROKEN) from None


def listed_sheets(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> list[Reference]:
    """Sheets in the order of their tabs, as far as their parts exist."""
    found = []
    for workbook in _workbooks(archive, parts):
        targets = relation_targets(archive, parts, workbook)
        for given in _elements(archive, parts[workbook], "sheet"):
            relation = next((value for key, value in given.items() if key.rpartition(":")[2] == "id"), "")
            if (part := targets.get(relation, "")) in parts:
                found.append(Reference(given.get("name", ""), part))
    return found


def _workbooks(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> list[str]:
    """Parts that list sheets: the usual one, and any that the package names (readers follow that one)."""
    named = {
        target: None for target in relation_targets(archive, parts, "", "/officeDocument").values() if target in parts
    }
    return list(named | ({_WORKBOOK: None} if _WORKBOOK in parts else {}))


def relation_targets(
    archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], part: str, kind: str = ""
) -> dict[str, str]:
    """Relation -> part it leads to, for the relations of *part* (the package where empty) whose type ends in *kind*."""
    folder, name = split(part)
    relations = parts.get(join(folder, "_rels", f"{name}.rels"))
    found = {}
    for given in _elements(archive, relations, "Relationship") if relations else ():
        if given.get("Type", "").endswith(kind):
            target = given.get("Target", "").replace("\\", "/").lower()
            found[given.get("Id", "")] = normpath(join("/", folder, target)).lstrip("/")
    return found


def _elements(archive: zipfile.ZipFile, part: zipfile.ZipInfo, wanted: str) -> list[dict[str, str]]:
    """Attributes of every element called *wanted*, whatever its prefix."""
    found: list[dict[str, str]] = []
    parser = _plain_parser()

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == wanted:
            found.append(attributes)

    parser.StartElementHandler = start
    _parse(archive, part, parser)
    return found
