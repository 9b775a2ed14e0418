"""Any file of tables as a Workbook: .xlsx, .xlsm, .xls, .ods and .csv, told apart by their first bytes."""

from __future__ import annotations

import posixpath
import re

from lakebook.syntax import SyntaxTrouble, Unreadable
from lakebook.syntax.csv_text import read_csv
from lakebook.syntax.foreign_workbook import read_foreign_workbook
from lakebook.syntax.workbook import Sheet, Workbook, read_workbook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_XLS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x10\x00", b"\x09\x08\x08\x00")
_ODS = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
_ERROR = re.compile(r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|GETTING_DATA)|Err:\d{3}")
TEXT_ENDINGS = (".csv", ".tsv", ".txt")


def read_table_file(path: str, content: bytes) -> Workbook:
    """Every sheet of the file as text (see ``read_workbook``); the one sheet of a .csv is named after the file.

    A text such as ``#REF!`` that a program has saved in place of a value is an error cell, and reads as blank.

    Raises:
        Unreadable: it is no such file, is damaged, protected or hostile; the message says what it is.
    """
    if content.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") not in content:
        return _with_errors(read_foreign_workbook(content))
    if content.startswith(_OLD_XLS) or _ODS in content[:120]:
        return _with_errors(read_foreign_workbook(content))
    if path.lower().endswith(TEXT_ENDINGS) and not content.startswith(b"PK\x03\x04"):
        _refuse_markup(content)
        name = posixpath.splitext(posixpath.basename(path.replace("\\", "/")))[0]
        return _with_errors([Sheet(name, True, read_csv(content), [])])
    return read_workbook(content)


def _refuse_markup(content: bytes) -> None:
    head = content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith((b"<html", b"<!doctype", b"<?xml", b"<table")):
        hint = "open it in Excel and save it as .xlsx"
        message = "the file is HTML or XML, not CSV, whatever its name says"
        raise Unreadable(SyntaxTrouble("workbook_unreadable", message, hint))


def _with_errors(sheets: list[Sheet]) -> Workbook:
    """The sheets with error texts blanked and told."""
    for sheet in sheets:
        for row in sheet.rows:
            for index, text in enumerate(row.cells):
                if text and text[0] in "#E" and _ERROR.fullmatch(text):
                    message, hint = f"{text} stands in the cell: its value is lost", "correct it, or type the value"
                    trouble = SyntaxTrouble(
                        "workbook_cell_error", message, hint, sheet=sheet.name, cell=row.reference(index)
                    )
                    sheet.troubles.append(trouble)
                    row.cells[index] = ""
    return Workbook(sheets)
