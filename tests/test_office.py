"""LibreOffice opens and saves workbooks: what lies in the book reads the same afterwards, and the driver does what it says."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from libreoffice import Office, OfficeError
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from lakebook.book import read_book
from lakebook.model.dataset import Dataset
from lakebook.sources.in_memory import InMemory
from lakebook.syntax import Unreadable
from lakebook.syntax.table_file import read_table_file
from lakebook.syntax.workbook import OUTER_BLANKS, read_workbook

PATH = "catalogue/people/hr/core.xlsx"
NOT_FORMULAS = ("=cmd|' /C calc'!A0", "+1", "-x", "@SUM(A1)", "=1+1", "00123", "1.10", "1e3", "true", "2026-10-31")


def datasets_of(content: bytes) -> list[Dataset]:
    book = read_book(InMemory({PATH: content}))
    assert book.records.findings == []
    return list(book.catalogue.datasets.values())


def rows_of(path: Path) -> dict[str, list[list[str]]]:
    return {sheet.name: [row.cells for row in sheet.rows] for sheet in read_workbook(path.read_bytes()).sheets}


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A small workbook with all that ours have: drop-downs, comments, a filter, hidden columns and sheets."""
    workbook = openpyxl.Workbook()
    columns = workbook.active
    columns.title = "Columns"
    for row in (("dataset", "name", "type", "_id"), *(("order", name, "int", f"order#{name}") for name in "cab")):
        columns.append(row)
    columns["A1"].comment = Comment("The dataset it belongs to.", "")
    columns.auto_filter.ref = "A1:D4"
    columns.column_dimensions["D"].hidden = True
    lists = workbook.create_sheet("_lists")
    lists.sheet_state = "veryHidden"
    for row in ("int", "text"):
        lists.append([row])
    workbook.defined_names["types"] = DefinedName("types", attr_text="_lists!$A$1:$A$2")
    for cells, formula in (("C2:C99", "types"), ("B2:B99", "_lists!$A$1:$A$2"), ("A2:A99", '"order,customer"')):
        rule = DataValidation(type="list", formula1=formula)
        rule.add(cells)
        columns.add_data_validation(rule)
    workbook.save(tmp_path / "sheet.xlsx")
    return tmp_path / "sheet.xlsx"


# The book


def test_a_workbook_that_lies_in_the_book_reads_the_same_after_a_save(office: Office, demo_root: Path, tmp_path: Path):
    before = (demo_root / PATH).read_bytes()
    after = office.resaved(demo_root / PATH, tmp_path / "core.xlsx").read_bytes()
    assert after != before
    assert datasets_of(before) and datasets_of(after) == datasets_of(before)


def test_real_workbooks_keep_their_texts(office: Office, corpus: Path, tmp_path: Path):
    """Those without formulas, whose results are LibreOffice's own afterwards."""
    for name in ("nyc_oti_full_template", "stephaneoc_assurance_dictionnaire_fr", "cms_bluebutton_rif_layout"):
        path = corpus / "excel" / f"{name}.xlsx"
        assert rows_of(office.resaved(path, tmp_path / path.name)) == rows_of(path), name


TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co")) | st.just("\n"), max_size=30)
CELLS = TEXTS | st.sampled_from(NOT_FORMULAS) | st.sampled_from(["_x0041_", "_x4_", "_x5f_x0041_", "'quoted", "", "ok"])
ESCAPE = re.compile("_(?=x[0-9a-f]{1,4}_)", re.IGNORECASE)
"""What a writer has to escape: Excel decodes ``_x0004_``, LibreOffice takes ``_x4_`` for the same control character."""


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=8))
def test_any_text_survives_a_save(office: Office, tmp_path: Path, rows: list[list[str]]):
    workbook = openpyxl.Workbook()
    for number, texts in enumerate([["a", "b", "c"], *rows], 1):
        for index, said in enumerate(texts, 1):
            if said:
                workbook.active.cell(number, index, ESCAPE.sub("_x005F_", said)).data_type = "s"
    workbook.save(tmp_path / "any.xlsx")
    said = [[text.strip(OUTER_BLANKS) for text in row] for row in rows]
    found = [row + [""] * (3 - len(row)) for row in rows_of(tmp_path / "any.xlsx")["Sheet"][1:]]
    assert found == [row for row in said if any(row)]
    assert rows_of(office.resaved(tmp_path / "any.xlsx", tmp_path / "any-2.xlsx")) == rows_of(tmp_path / "any.xlsx")


def test_what_looks_like_a_formula_stays_text(office: Office, tmp_path: Path):
    workbook = openpyxl.Workbook()
    for number, said in enumerate(NOT_FORMULAS, 1):
        workbook.active.cell(number, 1, said).data_type = "s"
    workbook.save(tmp_path / "texts.xlsx")
    with office.opened(tmp_path / "texts.xlsx"):
        assert {office.kind("Sheet", f"A{number}") for number in range(1, len(NOT_FORMULAS) + 1)} == {"text"}
        assert office.table("Sheet") == [[said] for said in NOT_FORMULAS]


# What it saves in other formats


def test_a_password_that_libreoffice_set_is_named(office: Office, sheet: Path, tmp_path: Path):
    with office.opened(sheet):
        locked = office.save_as(tmp_path / "locked.xlsx", "secret")
    with pytest.raises(Unreadable) as caught:
        read_workbook(locked.read_bytes())
    assert caught.value.trouble.message == "the workbook is protected by a password"
    with office.opened(locked, "secret"):
        assert office.text("Columns", "B2") == "c"


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_a_password_on_an_older_or_an_open_format_is_named(office: Office, sheet: Path, tmp_path: Path, suffix: str):
    with office.opened(sheet):
        plain, locked = office.save_as(tmp_path / f"a.{suffix}"), office.save_as(tmp_path / f"b.{suffix}", "secret")
    assert read_table_file(plain.name, plain.read_bytes()).sheets[0].rows[1].cells[:2] == ["order", "c"]
    with pytest.raises(Unreadable) as caught:
        read_table_file(locked.name, locked.read_bytes())
    assert caught.value.trouble.message == "the workbook is protected by a password"
    assert caught.value.trouble.hint == "remove the password, then save it again"
    with pytest.raises(Unreadable, match="damaged"):  # cut short, it says nothing of passwords
        read_table_file(plain.name, plain.read_bytes()[:-600])
    with office.opened(locked, "secret"):
        assert office.text("Columns", "B2") == "c"


@pytest.mark.parametrize(("suffix", "message"), [("xls", "the old .xls format"), ("html", "HTML, not a workbook")])
def test_other_formats_of_its_own_are_told_apart(
    office: Office, sheet: Path, tmp_path: Path, suffix: str, message: str
):
    with office.opened(sheet):
        other = office.save_as(tmp_path / f"other.{suffix}")
    with pytest.raises(Unreadable, match=message):
        read_workbook(other.read_bytes())


# The driver


def test_what_people_do_to_rows(office: Office, sheet: Path, tmp_path: Path):
    with office.opened(sheet):
        names = lambda: [row[1] + row[3][-1:] for row in office.table("Columns")[1:]]  # noqa: E731
        assert names() == ["cc", "aa", "bb"]
        office.sort("Columns", "name")
        assert names() == ["aa", "bb", "cc"]
        office.sort_alone("Columns", "name", True)
        assert names() == ["ca", "bb", "ac"]
        office.copy_row("Columns", 2, 4)
        assert names() == ["ca", "bb", "ca", "ac"]
        office.copy_row("Columns", 5, 2)
        assert names() == ["ac", "ca", "bb", "ca", "ac"]
        office.delete_rows("Columns", 3, 2)
        office.insert_rows("Columns", 3)
        assert names() == ["ac", "", "ca", "ac"]
        office.insert_column("Columns", "B")
        assert office.column("Columns", "type") == "D"
        office.delete_column("Columns", "B")
        assert office.find("Columns", "_id", "order#a") == "D4"


def test_what_people_do_to_cells(office: Office, sheet: Path, tmp_path: Path):
    with office.opened(sheet):
        for said, kind in (("12", "number"), ("=1+1", "formula"), ("00123 x", "text"), ("-x", "text")):
            office.enter("Columns", "B2", said)
            assert office.kind("Columns", "B2") == kind, said
        office.set_text("Columns", "B2", "=1+1")
        assert (office.kind("Columns", "B2"), office.text("Columns", "B2")) == ("text", "=1+1")
        office.clear("Columns", "B2")
        assert office.kind("Columns", "B2") == "empty"
        office.merge("Columns", "A2:A4")
        office.rename_sheet("Columns", "Spalten")
        office.save_as(tmp_path / "cells.xlsx")
    saved = openpyxl.load_workbook(tmp_path / "cells.xlsx")["Spalten"]
    assert [str(area) for area in saved.merged_cells.ranges] == ["A2:A4"]
    assert saved["B2"].value is None and saved["B3"].value == "a"


def test_what_ours_have_is_still_there_after_a_save(office: Office, sheet: Path, tmp_path: Path):
    with office.opened(sheet):
        assert office.filter_rows("Columns", "name", "b") == 2
        office.save_as(tmp_path / "saved.xlsx")
    with office.opened(tmp_path / "saved.xlsx"):
        assert office.sheets() == {"Columns": True, "_lists": False}
        assert office.hidden_columns("Columns") == ["_id"]
        assert office.comments("Columns") == {"A1": "The dataset it belongs to."}
        offered = [office.choices("Columns", cell) for cell in ("A3", "B3", "C3", "D3")]
        assert offered == [["order", "customer"], ["int", "text"], ["int", "text"], None]
    saved = openpyxl.load_workbook(tmp_path / "saved.xlsx")
    assert saved["Columns"].auto_filter.ref == "A1:D4"
    assert [saved["Columns"].row_dimensions[number].hidden for number in (1, 2, 3, 4)] == [False, True, True, False]
    assert [row[1] for row in rows_of(tmp_path / "saved.xlsx")["Columns"]] == ["name", "c", "a", "b"]


def test_a_picture_can_be_looked_at(office: Office, sheet: Path, tmp_path: Path):
    (page,) = office.pictured(sheet, tmp_path)
    assert page.read_bytes()[:4] in (b"%PDF", b"\x89PNG")


def test_what_cannot_be_done_is_an_error(office: Office, sheet: Path, tmp_path: Path):
    with office.opened(sheet), pytest.raises(OfficeError, match="no heading 'nonsense' in sheet Columns"):
        office.sort("Columns", "nonsense")
    with pytest.raises(OfficeError, match="open_workbook"), office.opened(tmp_path / "nowhere.xlsx"):
        pass
