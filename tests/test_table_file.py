"""Files of tables of any kind -> sheets: CSV of any origin, and old or open workbooks in a process of their own."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from lakebook.syntax import Unreadable
from lakebook.syntax.foreign_workbook import read_foreign_workbook
from lakebook.syntax.table_file import read_table_file
from lakebook.syntax.workbook import Workbook
from lakebook.writers.example_workbook import workbook_from_text

TABLE = [["Clé", "Größe", "Notes"], ["a", "1,5", "deux\nlignes"], ["b", "", "x"]]


def texts(workbook: Workbook, sheet: int = 0) -> list[list[str]]:
    return [row.cells for row in workbook.sheets[sheet].rows]


def refusal(path: str, content: bytes) -> str:
    with pytest.raises(Unreadable) as raised:
        read_table_file(path, content)
    assert raised.value.trouble.hint
    return raised.value.trouble.message


def as_csv(delimiter: str) -> str:
    return "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in TABLE) + "\r\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac-roman"])
def test_csv_of_any_delimiter_and_encoding(delimiter: str, encoding: str):
    workbook = read_table_file("in/orders.csv", as_csv(delimiter).encode(encoding))
    assert [sheet.name for sheet in workbook.sheets] == ["orders"]
    assert texts(workbook) == TABLE


def test_csv_keeps_the_numbers_of_rows_and_leaves_out_blank_ones():
    workbook = read_table_file("a.csv", b"Name;Typ\n\n;;\nx;int\n")
    assert [(row.number, row.cells[:2]) for row in workbook.sheets[0].rows] == [(1, ["Name", "Typ"]), (4, ["x", "int"])]


def test_commas_in_texts_do_not_hide_the_semicolon():
    workbook = read_table_file("a.csv", b"Champ;Description\na;un, deux, trois\nb;quatre, cinq\nc;six\n")
    assert texts(workbook)[1] == ["a", "un, deux, trois"]


def test_the_delimiter_that_excel_is_told_of():
    assert texts(read_table_file("a.csv", b"sep=|\na,b|c\n1,2|3\n")) == [["a,b", "c"], ["1,2", "3"]]


def test_error_texts_of_a_csv_are_errors_with_their_cell():
    sheet = read_table_file("a.csv", b"Name,Type\nx,#REF!\ny,#hash\n").sheets[0]
    assert [(trouble.cell, trouble.message.split()[0]) for trouble in sheet.troubles] == [("B2", "#REF!")]
    assert sheet.rows[1].cells == ["x", ""]
    assert sheet.rows[2].cells == ["y", "#hash"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"  \n\n", "the file is empty"),
        (b"<html><table></table></html>", "HTML"),
        (b"\x00\x01\x02\x03binary\x00", "not text"),
        (b'a,b\n"' + b"x" * 200_000, "cannot be read as CSV"),
        (b'a,b\n1,"never closed\n2,x\n', "a quotation mark in this row is never closed"),
    ],
)
def test_what_is_no_csv_is_refused(content: bytes, said: str):
    assert said in refusal("a.csv", content)


def test_a_workbook_called_csv_is_read_as_what_it_is():
    content = workbook_from_text("# Sheet: One\na,b\n")
    assert [sheet.name for sheet in read_table_file("a.csv", content).sheets] == ["One"]


def test_merged_cells_are_told():
    workbook = read_table_file("a.xlsx", workbook_from_text("# Sheet: One\na,b\nc,d\ne,f\n# Merged: A1:A3\n"))
    assert workbook.sheets[0].merged == [(0, 0, 2, 0)]


ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:spreadsheet>
 <table:table table:name="Tabelle1">%s</table:table></office:spreadsheet></office:body></office:document-content>"""
ODS_ROW = (
    "<table:table-row>%s</table:table-row>",
    '<table:table-cell office:value-type="string"><text:p>%s</text:p></table:table-cell>',
)


def ods(rows: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS % rows)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return content.getvalue()


def test_an_open_workbook_is_read_in_a_process_of_its_own():
    cells = [["Spalte", "Typ"], ["größe", "int"], ["preis", "#REF!"]]
    rows = "".join(ODS_ROW[0] % "".join(ODS_ROW[1] % cell for cell in row) for row in cells)
    workbook = read_table_file("a.ods", ods(rows))
    assert workbook.sheets[0].name == "Tabelle1"
    assert texts(workbook) == [["Spalte", "Typ"], ["größe", "int"], ["preis", ""]]
    assert [trouble.cell for trouble in workbook.sheets[0].troubles] == ["B3"]


def test_a_hostile_open_workbook_is_refused_and_this_process_lives():
    cell = '<table:table-cell office:value-type="string" table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
    rows = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    assert "far more cells than it fills" in refusal("a.ods", ods(rows))
    few = f'<table:table-row table:number-rows-repeated="60000">{cell}</table:table-row>'
    assert "MB of memory" in refusal("a.ods", ods(few)) or "cells" in refusal("a.ods", ods(few))


def test_a_process_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(Unreadable, match="seconds"):
        read_foreign_workbook(ods(ODS_ROW[0] % (ODS_ROW[1] % "x")), seconds=0)


def test_a_damaged_open_workbook_is_refused():
    whole = ods(ODS_ROW[0] % (ODS_ROW[1] % "x"))
    assert "cannot be read" in refusal("a.ods", whole[: len(whole) // 2])
    assert "cannot be read" in refusal("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000)


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_what_libreoffice_saves_is_read_alike(ending: str, tmp_path: Path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice")
    text = "# Sheet: Columns\nTable,Column,Type\nkunde,größe,int\n,preis,num\n# Merged: A2:A3\n# Sheet: Liste (hidden)\na,b\n"
    source = tmp_path / "sheet.xlsx"
    source.write_bytes(workbook_from_text(text))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", ending, "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    made, same = (read_table_file(path.name, path.read_bytes()) for path in (tmp_path / f"sheet.{ending}", source))
    assert [sheet.name for sheet in made.sheets] == [sheet.name for sheet in same.sheets]
    assert [sheet.visible for sheet in made.sheets] == [True, False]
    assert texts(made) == texts(same)
