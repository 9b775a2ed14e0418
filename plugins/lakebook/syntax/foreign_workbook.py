"""Old and open workbooks (.xls, .ods), read in a process of its own with little memory and little time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec

from lakebook.syntax import SyntaxTrouble, Unreadable
from lakebook.syntax._locked_workbook import is_locked
from lakebook.syntax.workbook import Sheet, rows_of
from lakebook.syntax.workbook_guard import MOST_CELLS

MOST_MEGABYTES = 1024
"""Address space of the process."""
MOST_SECONDS = 60
_CHILD = Path(__file__).with_name("_workbook_child.py")
_SAVE = "open it in Excel or LibreOffice and save it as .xlsx"


class _Sheet(msgspec.Struct):
    name: str
    visible: bool
    rows: list[list[Any]]
    merged: list[tuple[int, int, int, int]]


class _Said(msgspec.Struct):
    sheets: list[_Sheet] = []
    error: str = ""
    said: str = ""
    cells: int = 0


def read_foreign_workbook(content: bytes, megabytes: int = MOST_MEGABYTES, seconds: int = MOST_SECONDS) -> list[Sheet]:
    """The worksheets of an .xls or .ods. Error cells of an .xls read as blank and are not told apart from blank ones.

    Raises:
        Unreadable: it is damaged, protected, or needs more memory or time than it is given.
    """
    said = _ask(content, megabytes, seconds)
    if said.cells:
        message = f"the workbook spans {said.cells:,} cells; {MOST_CELLS:,} are taken"
        raise _refused(message, "delete blank rows and columns, or split it into several workbooks")
    if said.error and ("password" in f"{said.error} {said.said}".lower() or is_locked(content)):
        raise _refused("the workbook is protected by a password", "remove the password, then save it again")
    if "detect file format" in said.said or said.error == "PanicException":  # no format of its own takes the bytes
        raise _refused("the workbook cannot be read: it is damaged, or claims far more cells than it fills", _SAVE)
    if said.error:
        raise _refused(f"the workbook cannot be read: {said.said or said.error}", _SAVE)
    return [Sheet(sheet.name, sheet.visible, rows_of(sheet.rows), [], sheet.merged) for sheet in said.sheets]


def _ask(content: bytes, megabytes: int, seconds: int) -> _Said:
    limits = [str(megabytes), str(seconds), str(MOST_CELLS)]
    known = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(_CHILD), *limits], input=content, capture_output=True, env=known, timeout=seconds
        )
    except subprocess.TimeoutExpired:
        raise _refused(f"the workbook takes over {seconds} seconds to read", _SAVE) from None
    if done.returncode:
        message = f"the workbook cannot be read with {megabytes:,} MB of memory: it is damaged, hostile or very large"
        raise _refused(message, _SAVE)
    return msgspec.json.decode(done.stdout, type=_Said)


def _refused(message: str, hint: str) -> Unreadable:
    return Unreadable(SyntaxTrouble("workbook_unreadable", message, hint))
