"""``lakebook convert``: there and back is the same book, and what would be lost is refused by its place."""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from libreoffice import Office
from openpyxl.comments import Comment
from test_cells import WORD, datasets_named

from lakebook.book import read_book
from lakebook.cli import lakebook
from lakebook.commands._conversion import converted, placeless
from lakebook.model.dataset import Dataset
from lakebook.sources.in_memory import InMemory
from lakebook.sources.working_tree import WorkingTree
from lakebook.writers.canonical_yaml import schema_file
from lakebook.writers.example_workbook import workbook_from_text

YAML = "catalogue/sales/crm/orders.yaml"
SHEET = "catalogue/sales/crm/orders.xlsx"
TEXT = """\
# yaml-language-server: $schema=../../../schemas/datasets.schema.json
datasets:
  order:
    title: Orders
    sources: {event: "all; daily"}
    columns:
      id: bigint pk | Number of the order.
      state:
        values: {"1": open}
  event:
    tags: ["a,b", c]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / YAML).parent.mkdir(parents=True)
    (tmp_path / "lakebook.yaml").write_text("title: X\n")
    return tmp_path


def convert(root: Path, *arguments: str) -> Result:
    path, *options = arguments
    return CliRunner().invoke(lakebook, ["-C", str(root), "convert", str(root / path), *options])


def datasets(root: Path) -> list[Dataset]:
    """What the book says, wherever it stands; nothing about its form is wrong."""
    book = read_book(WorkingTree(root))
    assert not book.records.findings, book.records.findings
    return [placeless(dataset) for dataset in book.records.datasets]


@settings(max_examples=40, deadline=None)
@given(datasets_named(WORD.filter(str.strip)))
def test_there_and_back_is_the_same(found: list[Dataset]):
    book = read_book(InMemory({YAML: schema_file(found)}))
    assert {finding.check for finding in book.records.findings} <= {"name_with_odd_space"}
    before = [placeless(dataset) for dataset in book.records.datasets]
    there = converted(book, YAML)
    back = converted(read_book(InMemory({SHEET: there.content})), SHEET)
    assert back.path == YAML
    assert [placeless(dataset) for dataset in read_book(InMemory({YAML: back.content})).records.datasets] == before


def test_one_form_takes_the_place_of_the_other(root: Path):
    (root / YAML).write_text(TEXT)
    before = datasets(root)
    done = convert(root, YAML)
    assert done.output == f"wrote {SHEET}: 2 datasets, 2 columns\nremoved {YAML}\n"
    assert not (root / YAML).exists() and datasets(root) == before
    assert convert(root, SHEET).exit_code == 0
    assert not (root / SHEET).exists() and datasets(root) == before


def test_editors_find_the_schema_of_what_was_a_workbook(root: Path):
    (root / SHEET).write_bytes(workbook_from_text("# Sheet: Columns\ndataset,name\norder,id\n"))
    (root / "schemas").mkdir()
    (root / "schemas/datasets.schema.json").write_text("{}")
    assert convert(root, SHEET).exit_code == 0
    assert (root / YAML).read_text() == (
        "# yaml-language-server: $schema=../../../schemas/datasets.schema.json\n"
        "datasets:\n  order:\n    columns:\n      id:\n"
    )


def files(root: Path) -> dict[Path, bytes]:
    """Every file of the book."""
    return {file: file.read_bytes() for file in root.rglob("*") if file.is_file() and ".lakebook" not in file.parts}


def refused(root: Path, path: str, *options: str) -> str:
    """What is said; nothing has changed."""
    before = files(root)
    done = convert(root, path, *options)
    assert done.exit_code == 2, done.output
    assert files(root) == before
    return done.output


def test_comments_are_left_behind_only_where_that_is_asked_for(root: Path):
    (root / YAML).write_text(
        f"{TEXT}    # not yet complete\n    title: Events  # as Kafka has them\n    description: '# none'\n"
    )
    said = refused(root, YAML)
    assert f"{YAML} has 2 comments, which a workbook has no place for; type --drop-comments" in said
    done = convert(root, YAML, "--drop-comments")
    assert done.output.endswith(f"removed {YAML}, and with it 2 comments\n")


def annotated(root: Path) -> None:
    """A workbook of ours in which people wrote beside the tables."""
    assert convert(root, YAML).exit_code == 0
    workbook = openpyxl.load_workbook(root / SHEET)
    workbook["Columns"]["B3"].comment = Comment("Ann, is it still in use?", "Bob")
    workbook["Read me"]["A30"] = "Ask Ann first"
    notes = workbook.create_sheet("Meeting")
    notes["A1"], notes.sheet_state = "Drop the state?", "hidden"
    workbook.save(root / SHEET)


def test_what_people_wrote_beside_the_tables_is_left_behind_only_where_that_is_asked_for(root: Path):
    (root / YAML).write_text(TEXT)
    before = datasets(root)
    annotated(root)
    left = "1 comment (Columns!B3: 'Ann, is it still in use?'), the sheet 'Read me', the sheet 'Meeting'"
    assert f"{SHEET} has {left}, which YAML has no place for; type --drop-comments" in refused(root, SHEET)
    done = convert(root, SHEET, "--drop-comments")
    assert done.output == f"wrote {YAML}: 2 datasets, 2 columns\nremoved {SHEET}, and with it {left}\n"
    assert datasets(root) == before


def test_what_is_ours_is_no_obstacle_after_libreoffice(office: Office, root: Path, tmp_path: Path):
    """It forgets who wrote a comment."""
    (root / YAML).write_text(TEXT)
    before = datasets(root)
    assert convert(root, YAML).exit_code == 0
    saved = office.resaved(root / SHEET, tmp_path / "saved.xlsx").read_bytes()
    (root / SHEET).write_bytes(saved)
    assert convert(root, SHEET).exit_code == 0
    assert datasets(root) == before


def test_a_picture_is_not_lost_unsaid(root: Path):
    made = io.BytesIO(workbook_from_text("# Sheet: Columns\ndataset,name\norder,id\n"))
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("xl/media/image1.png", b"")
    (root / SHEET).write_bytes(made.getvalue())
    assert f"{SHEET} has a picture (xl/media/image1.png), which YAML has no place for" in refused(root, SHEET)
    assert convert(root, SHEET, "--drop-comments").output.startswith(f"wrote {YAML}: 1 dataset, 1 column\n")


def test_a_workbook_with_cells_that_cannot_be_read_is_left_alone(root: Path):
    sheet = "# Sheet: Columns\ndataset,name,type,remark\norder,id,#REF!,\norder,at,date,ask Ann\n"
    (root / SHEET).write_bytes(workbook_from_text(sheet))
    said = refused(root, SHEET)
    assert f"{SHEET}!Columns!C2: #REF! stands in the cell" in said
    assert f"{SHEET}!Columns!D1: unknown heading 'remark'" in said
    assert f"2 findings in {SHEET}: what cannot be read would be lost; mend the file first" in said


def test_yaml_that_cannot_be_read_is_left_alone(root: Path):
    (root / YAML).write_text("datasets:\n  order:\n    titel: x\n")
    assert f"{YAML}:3:5: unknown field 'titel'" in refused(root, YAML)


def test_what_a_workbook_cannot_hold_keeps_its_yaml(root: Path):
    (root / YAML).write_text(f"datasets:\n  order:\n    columns:\n      note:\n        description: {'x' * 40_000}\n")
    said = refused(root, YAML)
    assert "a workbook cannot hold order.note description: 40,000 characters; keep the YAML file" in said


@pytest.mark.parametrize("other", [SHEET, "catalogue/sales/crm/orders.yml", "catalogue/sales/crm/orders/more.yaml"])
def test_a_schema_in_two_files_is_left_alone(root: Path, other: str):
    (root / YAML).write_text(TEXT)
    (root / other).parent.mkdir(exist_ok=True)
    (root / other).write_text("datasets:\n")
    assert f"{other} describes the same schema; bring both into one file first" in refused(root, YAML)


@pytest.mark.parametrize("path", ["catalogue/sales/crm/system.yaml", "catalogue/sales/domain.yaml", "lakebook.yaml"])
def test_what_is_no_schema_is_left_alone(root: Path, path: str):
    (root / path).write_text("title: X\n")
    assert f"{path} is no schema's file; schemas lie in catalogue/DOMAIN/SYSTEM/" in refused(root, path)


def test_a_workbook_that_is_open_is_left_alone(root: Path):
    (root / SHEET).write_bytes(workbook_from_text("# Sheet: Columns\ndataset,name\norder,id\n"))
    (root / SHEET).with_name("~$orders.xlsx").write_text("")
    assert f"{SHEET} is open in Excel; save and close it first" in refused(root, SHEET)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_where_nothing_can_be_written_nothing_changes(root: Path):
    (root / YAML).write_text(TEXT)
    (root / YAML).parent.chmod(0o555)
    try:
        assert f"cannot write {SHEET}" in refused(root, YAML)
    finally:
        (root / YAML).parent.chmod(0o755)


def test_where_the_old_form_cannot_be_removed_the_new_one_goes_again(root: Path, monkeypatch: pytest.MonkeyPatch):
    (root / YAML).write_text(TEXT)
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.name == "orders.yaml":
            raise PermissionError(13, "Permission denied")
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    assert f"cannot write {SHEET}: Permission denied; {YAML} is as it was" in refused(root, YAML)


def test_the_whole_demo_there_and_back(demo_root: Path, tmp_path: Path):
    shutil.copytree(demo_root / "catalogue", tmp_path / "catalogue")
    shutil.copy2(demo_root / "lakebook.yaml", tmp_path)
    book = read_book(WorkingTree(tmp_path))
    for path in sorted({dataset.file for dataset in book.records.datasets}):
        there = converted(book, path, drop_comments=True)
        back = converted(read_book(InMemory({there.path: there.content})), there.path)
        assert [placeless(one) for one in back.datasets] == [placeless(one) for one in there.datasets], path
