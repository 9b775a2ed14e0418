"""Comments that people write beside the cells of a sheet go nowhere: that is said, with what they say."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from libreoffice import Office
from openpyxl.comments import Comment
from sheets import book, edit_workbook, export, run

from lakebook.syntax.workbook_comments import comments_of

FILES = {
    "catalogue/sales/domain.yaml": "title: Sales\n",
    "catalogue/sales/crm/system.yaml": "title: CRM\n",
    "catalogue/sales/crm/core.yaml": "datasets:\n  orders:\n    columns:\n      id: bigint pk | Key.\n      note: text\n",
}
NOTE = "1 comment (Columns!H3: 'Please call it remark') is not read (write into a cell what belongs in the catalogue)"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return book(tmp_path / "book", FILES)


def commented(workbook: openpyxl.Workbook) -> None:
    workbook["Columns"]["H3"].comment = Comment("Please call\nit remark", "Ann")


def test_ours_are_not_counted(root: Path):
    path = export(root)
    texts = [comment.text for comment in comments_of(path.read_bytes())]
    assert len(texts) > 30 and any(text.startswith("warning: dataset 'crm.core.orders'") for text in texts)
    assert "comment" not in run(root, "import", "excel", path).output


def test_one_of_a_custodian_is_said(root: Path):
    path = export(root)
    edit_workbook(path, commented)
    said = run(root, "import", "excel", path)
    assert said.exit_code == 0 and f"note: {path}: {NOTE}\n" in said.output


def test_libreoffice_forgets_who_wrote_them(office: Office, root: Path, tmp_path: Path):
    path = export(root)
    assert "comment" not in run(root, "import", "excel", office.resaved(path, tmp_path / "a.xlsx")).output
    edit_workbook(path, commented)
    saved = office.resaved(path, tmp_path / "b.xlsx")
    assert {comment.author for comment in comments_of(saved.read_bytes())} == {""}
    assert NOTE in run(root, "import", "excel", saved).output


def test_in_a_sheet_of_another_layout_each_counts(root: Path, tmp_path: Path):
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row in (("Table", "Column", "Type"), *(("visits", name, "int") for name in "abcd")):
        sheet.append(row)
    for cell in ("A1", "B2", "B3", "C4"):
        sheet[cell].comment = Comment(f"About {cell}", "Ann")
    workbook.save(tmp_path / "visits.xlsx")
    said = run(root, "import", "excel", tmp_path / "visits.xlsx", "--domain", "sales", "--system", "crm").output
    assert (
        "4 comments (Sheet!A1: 'About A1'; Sheet!B2: 'About B2'; Sheet!B3: 'About B3' and 1 more) are not read" in said
    )


def test_comments_with_answers_are_read_from_where_excel_keeps_them():
    """Beside them it writes comments of the old kind, which say that this version of Excel is too old."""
    made = io.BytesIO()
    workbook = openpyxl.Workbook()
    workbook.worksheets[0]["B2"].comment = Comment("[Threaded comment] Your version of Excel ...", "tc={4B}")
    workbook.worksheets[0]["C3"].comment = Comment("Old", "Ann")
    workbook.save(made)
    answers = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<threadedComment ref="B2" id="{1}"><text>Is it net?</text></threadedComment>'
        '<threadedComment ref="B2" id="{2}" parentId="{1}"><text>Yes</text></threadedComment></ThreadedComments>'
    )
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    relation = f'<Relationship Id="t" Type="{kind}" Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    content = io.BytesIO()
    relations = "xl/worksheets/_rels/sheet1.xml.rels"
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            said = old.read(name)
            new.writestr(name, said.replace(b"</Relationships>", relation.encode()) if name == relations else said)
        new.writestr("xl/threadedComments/threadedComment1.xml", answers)
    found = [(comment.cell, comment.text) for comment in comments_of(content.getvalue())]
    assert sorted(found) == [("B2", "Is it net?"), ("B2", "Yes"), ("C3", "Old")]


def test_other_files_have_none(office: Office, tmp_path: Path):
    workbook = openpyxl.Workbook()
    commented_sheet = workbook.create_sheet("Columns")
    commented_sheet["A1"] = "x"
    commented(workbook)
    workbook.save(tmp_path / "a.xlsx")
    assert len(comments_of((tmp_path / "a.xlsx").read_bytes())) == 1
    assert comments_of(office.resaved(tmp_path / "a.xlsx", tmp_path / "a.ods").read_bytes()) == []
    assert comments_of(b"dataset;name\n") == []
