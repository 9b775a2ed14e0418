"""Edits carried out in a workbook that lies in the book."""

from __future__ import annotations

import io
import random
import zipfile
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font
from test_three_way import three_states, tree

from lakebook.book import read_book
from lakebook.changes.three_way import merge
from lakebook.exporters._workbook_in_book import schema_workbook
from lakebook.model.dataset import Dataset
from lakebook.readers.excel_workbook import excel_workbook
from lakebook.settings import Settings
from lakebook.sources.in_memory import InMemory
from lakebook.writers.edits import Edit
from lakebook.writers.example_workbook import workbook_from_text
from lakebook.writers.record_trees import datasets_tree, record_of
from lakebook.writers.splice import SpliceError
from lakebook.writers.workbook_edits import edit_workbook

SMALL = "# Sheet: Datasets\nName,Title\norders,Orders\n# Sheet: Columns\nDataset,Name,Type\norders,id,int\norders,day,date\n"


def read(content: bytes) -> dict[str, Any]:
    records = excel_workbook("catalogue/a/b/c.xlsx", content, Settings())
    assert not records.findings
    return datasets_tree(records.datasets) if records.datasets else {}


def written(state: dict[int, Any]) -> bytes:
    datasets = [record_of(Dataset, name, one) for name, one in tree(state).get("datasets", {}).items()]
    return schema_workbook(read_book(InMemory({})), datasets)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_any_merge_can_be_carried_out(seed: int):
    base, ours, theirs = three_states(random.Random(seed).getrandbits(32))
    content = written(ours)
    merged = merge(tree(base), read(content), tree(theirs))
    assert read(edit_workbook(content, merged.edits)) == merged.tree


def put(*keys: str, value: Any = None, **more: Any) -> Edit:
    return Edit(keys=("datasets", "orders", *keys), value=value, **more)


def test_everything_else_stays():
    workbook = openpyxl.load_workbook(io.BytesIO(workbook_from_text(SMALL)))
    sheet = workbook["Columns"]
    sheet["C2"].font = Font(bold=True)
    sheet["B3"].comment = Comment("Ask Ann", "Ann")
    sheet.freeze_panes = "A2"
    sheet.column_dimensions["B"].width = 33
    workbook.create_sheet("_mine").sheet_state = "hidden"
    content = io.BytesIO()
    workbook.save(content)
    edits = [
        put("columns", "id", "type", value="bigint"),
        put("columns", "new", value={"type": "text"}, after="id"),
        put("title", value="=1+1"),
    ]
    made = openpyxl.load_workbook(io.BytesIO(edit_workbook(content.getvalue(), edits)))
    sheet = made["Columns"]
    assert [[cell.value for cell in row] for row in sheet] == [
        ["Dataset", "Name", "Type"], ["orders", "id", "bigint"], ["orders", "new", "text"], ["orders", "day", "date"]
    ]  # fmt: skip
    assert sheet["C2"].font.bold and sheet["B4"].comment.text == "Ask Ann"
    assert sheet.freeze_panes == "A2" and sheet.column_dimensions["B"].width == 33
    assert made["_mine"].sheet_state == "hidden"
    assert (made["Datasets"]["B2"].value, made["Datasets"]["B2"].data_type) == ("=1+1", "s")


def test_a_field_without_a_heading_gets_one():
    made = edit_workbook(workbook_from_text(SMALL), [put("columns", "id", "tags", value=["a", "b;c"])])
    assert read(made)["datasets"]["orders"]["columns"]["id"] == {"type": "int", "tags": ["a", "b;c"]}


def test_a_dataset_goes_with_its_columns():
    assert read(edit_workbook(workbook_from_text(SMALL + "x,y,int\n"), [put()])) == {
        "datasets": {"x": {"columns": {"y": {"type": "int"}}}}
    }


def test_what_would_be_lost_is_refused():
    content = io.BytesIO(workbook_from_text(SMALL))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/media/image1.png", b"a picture")
    with pytest.raises(SpliceError, match=r"holds a picture \(xl/media/image1\.png\), which would be lost"):
        edit_workbook(content.getvalue(), [put("title", value="All")])
