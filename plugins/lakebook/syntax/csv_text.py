"""CSV of any origin as a sheet: encoding and delimiter are found out."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter

from lakebook.syntax import SyntaxTrouble, Unreadable
from lakebook.syntax.workbook import Row, rows_of
from lakebook.syntax.workbook_guard import MOST_BYTES, MOST_CELLS

DELIMITERS = ",;\t|"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GUESSED = ("windows-1252", "mac-roman")
_WRITTEN = "äöüßÄÖÜéèêëàâçîïôûùœæñóíáúìòãõÉÈÀÇÓÍÁÚÑ„“”’–«»€°"
"""Letters and marks beyond ASCII that stand in sheets in our seven languages."""
_MOST_LETTERS = 1_000_000
_END = "\ue000end"
"""A last row of our own: a quotation mark that is never closed swallows it."""
_LOOKED_AT = 200
"""Rows by which a delimiter is judged."""
_CONTROLS = frozenset(map(chr, {*range(32), 127} - {9, 10, 12, 13}))


def read_csv(content: bytes) -> list[Row]:
    """The rows that are not blank; quoted cells may hold line ends.

    Encoding: see ``decoded``.
    The delimiter is the one of comma, semicolon, tab and bar that gives the most rows of the same width.

    Raises:
        Unreadable: it is empty, too large, not text, or a quotation mark is never closed.
    """
    if len(content) > MOST_BYTES:
        raise _refused(f"the file holds {len(content) >> 20:,} MB; {MOST_BYTES >> 20} MB are taken", "split it")
    text = decoded(content)
    if not text.strip():
        raise _refused("the file is empty", "save the table again, or delete the file")
    if any(letter in _CONTROLS for letter in text[:4096]):
        raise _refused("the file is not text", "save the table as CSV UTF-8, or as .xlsx")
    return rows_of(_rows(text, delimiter_of(text)))


def decoded(content: bytes) -> str:
    """The text of *content*: by its byte order mark, else as UTF-8, or UTF-16 where every other byte is zero, else as
    ``guessed_encoding`` says."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    head = content[:2000]
    for zeros, encoding in ((head[1::2], "utf-16-le"), (head[0::2], "utf-16-be")):
        if zeros and zeros.count(0) > 0.4 * len(zeros):
            return content.decode(encoding, "replace")
    guessed = guessed_encoding(content)
    return content.decode(guessed, "replace") if guessed else content.decode("utf-8")


def guessed_encoding(content: bytes) -> str:
    """``windows-1252`` or ``mac-roman``, for which only the letters speak; empty where the bytes are UTF-8.

    It is the one in which more of the bytes beyond ASCII are letters that people write.
    """
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        beyond = bytes(byte for byte in content[:_MOST_LETTERS] if byte > 127)
        return max(_GUESSED, key=lambda encoding: sum(map(beyond.decode(encoding, "replace").count, _WRITTEN)))
    return ""


def delimiter_of(text: str) -> str:
    """The character that parts the cells."""
    first = text.partition("\n")[0]
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4]
    return max(DELIMITERS, key=lambda delimiter: (_fitness(text, delimiter), -DELIMITERS.index(delimiter)))


def _fitness(text: str, delimiter: str) -> float:
    """How well the delimiter parts the text: cells of the commonest width above one, times how common it is."""
    try:
        reader = csv.reader(io.StringIO(text[:400_000], newline=""), delimiter=delimiter)
        widths = [len(row) for row, _ in zip(reader, range(_LOOKED_AT), strict=False) if any(row)]
    except csv.Error:
        return 0
    wide = Counter(width for width in widths if width > 1)
    if not wide:
        return 0
    width, often = wide.most_common(1)[0]
    return often / len(widths) + min(width, 50) / 1000


def _rows(text: str, delimiter: str) -> list[list[str]]:
    lines = io.StringIO(f"{text.rstrip()}\n{_END}", newline="")
    if text[:5].lower() == f"sep={delimiter}":
        lines.readline()
    reader = csv.reader(lines, delimiter=delimiter, strict=False)
    rows = []
    cells, begins = 0, 1
    try:
        for row in reader:
            if row and row[-1].endswith(_END):
                break
            begins = reader.line_num + 1
            rows.append(row)
            cells += len(row)
            if cells > MOST_CELLS:
                raise _refused(f"the file has over {MOST_CELLS:,} cells", "split it into several files")
    except csv.Error as error:
        hint = "a quotation mark is probably never closed; save the table again as CSV, or as .xlsx"
        message = f"the file cannot be read as CSV: {error}"
        raise Unreadable(SyntaxTrouble("workbook_unreadable", message, hint, line=reader.line_num)) from None
    if row != [_END]:
        hint = "close it, or write it twice if it belongs to the text; or save the table as .xlsx"
        message = "a quotation mark in this row is never closed: all that follows would be one cell"
        raise Unreadable(SyntaxTrouble("workbook_unreadable", message, hint, line=begins))
    return rows


def _refused(message: str, hint: str) -> Unreadable:
    return Unreadable(SyntaxTrouble("workbook_unreadable", message, hint))
