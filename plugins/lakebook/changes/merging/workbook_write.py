"""A merge written into a workbook of the book, read again and compared before anybody gets it."""

from __future__ import annotations

from typing import Any

from lakebook.changes.merging.sides import same
from lakebook.changes.merging.words import name_of_keys
from lakebook.changes.three_way import Merged
from lakebook.changes.trees import differences
from lakebook.readers.excel_workbook import excel_workbook
from lakebook.settings import Settings
from lakebook.writers.record_trees import datasets_tree
from lakebook.writers.splice import SpliceError
from lakebook.writers.workbook_edits import edit_workbook

INSTEAD = "make that change in Excel, or keep the schema in YAML: type 'lakebook convert {path}'"
"""What to do where a workbook cannot be written."""


def write_workbook(path: str, ours: bytes, merged: Merged, settings: Settings) -> bytes:
    """The workbook at *path* with the edits of the merge made; it means the merged tree.

    Raises:
        SpliceError: it cannot be written without a loss; the message says of what.
        ValueError: a cell cannot hold a text.
    """
    if not merged.edits:
        return ours
    made = edit_workbook(ours, merged.edits)
    records = excel_workbook(path, made, settings)
    tree: Any = datasets_tree(records.datasets) if records.datasets else {}
    if not same(tree, merged.tree):
        keys = next((keys for keys, *_ in differences(tree, merged.tree)), ())
        raise SpliceError(f"'{name_of_keys(keys) or 'datasets'}' would not read back as it should")
    return made
