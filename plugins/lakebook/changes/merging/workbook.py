"""Two versions of a workbook of the book -> one, by meaning: what theirs changed is written into ours.

Formats, widths and drop-downs are those of ours. Nothing of theirs is lost in silence: where it changed a sheet that
holds no datasets or columns, wrote a comment or put in a picture, or where rows cannot be read, nothing is merged, and
that is said.
"""

from __future__ import annotations

from typing import Any

from lakebook.changes.merging.words import conflict_line
from lakebook.changes.merging.workbook_write import INSTEAD, write_workbook
from lakebook.changes.merging.yaml import MergedFile
from lakebook.changes.three_way import Conflict, merge
from lakebook.readers._locate_cells import Cells
from lakebook.readers._sheet_table import fold
from lakebook.readers.excel_workbook import excel_workbook
from lakebook.settings import Settings
from lakebook.syntax import Unreadable
from lakebook.syntax.workbook import Workbook, read_workbook
from lakebook.syntax.workbook_comments import comments_of
from lakebook.syntax.workbook_state import SHEET
from lakebook.writers._workbook_losses import lost_parts
from lakebook.writers.record_trees import datasets_tree
from lakebook.writers.splice import SpliceError

_HARMLESS = frozenset({"workbook_sheet_unknown", "workbook_sheet_hidden", "workbook_dataset_unknown"})
"""Checks of what is no row of a dataset or a column."""


class _Unmergeable(Exception):  # noqa: N818 - it says what they are
    """Why the workbooks are not merged."""


def merge_workbook(path: str, base: bytes, ours: bytes, theirs: bytes, settings: Settings) -> MergedFile:
    """Merge the workbook at *path* of the book; *base* is empty where both sides added it."""
    try:
        before, mine, their = (
            _tree(path, side, content, settings)
            for side, content in (("base", base), ("ours", ours), ("theirs", theirs))
        )
        _require_same_sheets(path, base, ours, theirs)
        _require_nothing_beside(path, base, ours, theirs)
        merged = merge(before, mine, their)
        if merged.conflicts:
            return MergedFile(None, False, _lines(path, ours, theirs, merged.conflicts))
        made = write_workbook(path, ours, merged, settings)
    except SpliceError as error:
        return MergedFile(None, False, [f"{path}: it cannot be merged: {error}; {INSTEAD.format(path=path)}"])
    except ValueError as error:
        return MergedFile(None, False, [f"{path}: it cannot be merged: {error}"])
    except _Unmergeable as error:
        return MergedFile(None, False, [str(error)])
    return MergedFile(made, True)


def _tree(path: str, side: str, content: bytes, settings: Settings) -> Any:
    if not content:
        return {"datasets": {}}
    records = excel_workbook(path, content, settings)
    for finding in records.findings:
        if finding.check not in _HARMLESS:
            raise _Unmergeable(f"{finding.location}: it cannot be merged: in {side}, {finding.message}")
    return datasets_tree(records.datasets)


def _require_same_sheets(path: str, base: bytes, ours: bytes, theirs: bytes) -> None:
    """Refuse where theirs changed a sheet that is not read, in another way than ours."""
    before, mine, their = (_other_sheets(content) for content in (base, ours, theirs))
    for name in {**before, **their}:
        if their.get(name) not in (before.get(name), mine.get(name)):
            raise _Unmergeable(f"{path}!{name}: it cannot be merged: theirs changed this sheet, and it is not read")


def _require_nothing_beside(path: str, base: bytes, ours: bytes, theirs: bytes) -> None:
    """Refuse where theirs wrote a comment, or put in a picture and the like, that ours does not have."""
    known = {(comment.sheet, comment.text) for side in (base, ours) for comment in comments_of(side)}
    for comment in comments_of(theirs):
        if comment.author != "Lakebook" and (comment.sheet, comment.text) not in known:
            where = f"{path}!{comment.sheet}!{comment.cell}"
            raise _Unmergeable(f"{where}: it cannot be merged: theirs wrote a comment here, and it would be lost")
    there = dict(lost_parts(ours))
    for what, part in lost_parts(theirs):
        if what not in there:
            raise _Unmergeable(f"{path}: it cannot be merged: theirs holds {what} ({part}), which would be lost")


def _other_sheets(content: bytes) -> dict[str, list[list[str]]]:
    """The cells of sheets that hold no datasets or columns."""
    workbook = read_workbook(content) if content else Workbook([])
    read = {"datasets", "columns", fold(SHEET)}
    return {sheet.name: [row.cells for row in sheet.rows] for sheet in workbook.sheets if fold(sheet.name) not in read}


def _lines(path: str, ours: bytes, theirs: bytes, conflicts: list[Conflict]) -> list[str]:
    try:
        cells = [Cells(path, read_workbook(content)) for content in (ours, theirs)]
    except Unreadable:
        cells = []
    lines = []
    for conflict in conflicts:
        found = next((place for one in cells if (place := one.locate(conflict.keys)) is not None), None)
        lines.append(conflict_line(str(found or f"{path}:"), conflict))
    return lines
