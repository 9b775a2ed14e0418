"""What a mapping file and its sheet contradict each other in; and exported workbooks that have lost their memory."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from sheets import book, commit, edit_rows, edit_workbook, export, row_of, run, write

from lakebook.syntax.workbook import read_workbook

PLACE = ("--domain", "sales", "--system", "crm")
TWO = "Table : a,,\n,,\nChamp,Type,Définition\nid,int,eins\n,,\nTable : b,,\n,,\nChamp,Type,Définition\nnr,int,zwei\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = book(tmp_path / "book", {"in/x.csv": TWO})
    assert hand_in(made, *PLACE)[0] == 0
    return made


def hand_in(root: Path, *options: str) -> tuple[int, str]:
    said = run(root, "import", "excel", root / "in/x.csv", *options)
    return said.exit_code, said.output


def correct(root: Path, old: str, new: str) -> int:
    """Change the mapping; gives back the number of the line."""
    path = root / "in/x.import.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("[4, 8]", ""),  # one that is wrong by a row is found
        ("[4, 4]", ""),
        ("[3, 3]", ""),
        ("[3, 9]", "row 9 of sheet 'x' holds none of the headings of the mapping"),
        ("[3, 8, 9]", "row 9 of sheet 'x' holds none of the headings of the mapping"),
        ("[3, 8, 8]", "row 8 of sheet 'x' is named twice"),
        ("[3, 8, 40]", "row 40 of sheet 'x' is blank"),
    ],
)
def test_rows_of_headings_in_the_mapping(root: Path, header: str, said: str):
    if said == "row 9 of sheet 'x' holds none of the headings of the mapping" and header == "[3, 9]":
        write(root, {"in/x.csv": TWO.replace("\nChamp,Type,Définition\nnr", "\nAlpha,Beta,Gamma\nnr")})
    line = correct(root, "header: [3, 8]", f"header: {header}")
    before = (root / "catalogue/sales/crm/x.yaml").read_text()
    code, output = hand_in(root)
    assert (root / "catalogue/sales/crm/x.yaml").read_text() == before
    if said:
        assert code == 1 and f"x.import.yaml:{line}" in output and said in output
    else:
        assert code == 0 and "headings in row 3" in output and "headings in row 8" in output


def test_rows_without_a_dataset_are_an_error_in_the_mapping(root: Path):
    line = correct(root, "dataset_from: above", "dataset_from: heading")
    code, said = hand_in(root)
    assert code == 1 and "a bug of ours" not in said
    assert f"x.import.yaml:{line - 3}" in said
    assert "'dataset_from: heading', and no heading of row 3 is mapped to 'dataset'" in said


def test_sheets_of_the_mapping_that_are_not_there_are_said(root: Path):
    path = root / "in/x.import.yaml"
    path.write_text(path.read_text() + "left_out:\n  Listes: hidden\n  x: hidden\n")
    code, said = hand_in(root)
    lines = path.read_text().splitlines()
    assert code == 0
    assert f"x.import.yaml:{lines.index('  Listes: hidden') + 1}" in said
    assert "the file has no sheet 'Listes', which stands under 'left_out' (its sheets are 'x')" in said
    assert "sheet 'x' stands under 'sheets' and under 'left_out': it is read (delete one of the two)" in said


# Workbooks of ours without their hidden sheet ------------------------------------------------------------------------

ORDERS = """\
datasets:
  orders:
    title: Orders
    refresh: event | when saved
    columns:
      id: bigint pk | Key of the order.
      customer: int
      mail:
        type: text
        personal: [contact]
        from: [customer]
"""
FILE = "catalogue/sales/crm/core.yaml"


@pytest.fixture
def exported(tmp_path: Path) -> tuple[Path, Path]:
    files = {"catalogue/sales/domain.yaml": "title: S\n", "catalogue/sales/crm/system.yaml": "title: C\n", FILE: ORDERS}
    made = book(tmp_path / "book", files)
    return made, export(made)


def as_csv(workbook: Path, name: str) -> Path:
    """One sheet, as a spreadsheet program saves it."""
    sheet = next(sheet for sheet in read_workbook(workbook.read_bytes()).sheets if sheet.name == name)
    path = workbook.with_suffix(".csv")
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(row.cells for row in sheet.rows)
    return path


def without_state(path: Path) -> None:
    def change(workbook: object) -> None:
        del workbook["_lakebook"]  # type: ignore[attr-defined]

    edit_workbook(path, change)


def test_a_workbook_of_ours_without_its_hidden_sheet_is_compared_with_the_book(exported: tuple[Path, Path]):
    root, path = exported
    edit_rows(path, "Columns", lambda rows: row_of(rows, "customer").update(description="Who bought it."))
    without_state(path)
    said = run(root, "import", "excel", path)
    assert said.exit_code == 0, said.output
    assert "what it was made from is lost: its hidden sheet is gone" in said.output
    assert (root / FILE).read_text() == ORDERS.replace("customer: int", "customer: int | Who bought it.")
    assert not path.with_suffix(".import.yaml").exists()


def test_a_sheet_of_ours_as_csv_is_compared_with_the_book(exported: tuple[Path, Path]):
    root, path = exported
    edit_rows(path, "Columns", lambda rows: row_of(rows, "id").update(description="The key."))
    edit_rows(path, "Columns", lambda rows: row_of(rows, "customer").update(description="Who bought it."))
    sheet = as_csv(path, "Columns")
    said = run(root, "import", "excel", sheet)
    assert said.exit_code == 1 and "conflict in orders.id.description" in said.output
    assert (root / FILE).read_text() == ORDERS
    said = run(root, "import", "excel", sheet, "--take", "sheet", *PLACE)
    assert said.exit_code == 0, said.output
    after = (root / FILE).read_text()
    assert after == ORDERS.replace("Key of the order.", "The key.").replace(
        "customer: int", "customer: int | Who bought it."
    )


def test_a_column_renamed_in_a_sheet_of_ours_as_csv(exported: tuple[Path, Path]):
    root, path = exported
    edit_rows(path, "Columns", lambda rows: row_of(rows, "customer").update(name="buyer"))
    said = run(root, "import", "excel", as_csv(path, "Columns"), "--take", "sheet")
    assert said.exit_code == 1 and (root / FILE).read_text() == ORDERS
    assert (
        "out.csv!out!D3: error 'buyer' was 'customer': without the hidden sheet nothing can be renamed" in said.output
    )
    edit_rows(path, "Columns", lambda rows: row_of(rows, "buyer").update(_id=""))
    assert run(root, "import", "excel", as_csv(path, "Columns")).exit_code == 0
    after = (root / FILE).read_text()
    assert "      buyer: int\n" in after and "      customer: int\n" in after and "formerly" not in after


def test_datasets_of_ours_as_csv(exported: tuple[Path, Path]):
    root, path = exported
    said = run(root, "import", "excel", as_csv(path, "Datasets"))
    assert said.exit_code == 0, said.output
    assert (root / FILE).read_text() == ORDERS


def test_rows_of_ours_are_not_brought_to_another_system(exported: tuple[Path, Path]):
    root, path = exported
    without_state(path)
    said = run(root, "import", "excel", path, "--domain", "people", "--system", "hr")
    assert said.exit_code == 1 and "its rows say system 'crm', --system says 'hr'" in said.output
    commit(root)


# Cells ---------------------------------------------------------------------------------------------------------------


def imported(tmp_path: Path, sheet: str, files: dict[str, str] | None = None) -> tuple[str, str]:
    """What the file of the book and the command say."""
    root = book(tmp_path / "book", {"in/x.csv": sheet, **(files or {})})
    code, said = hand_in(root, *PLACE)
    assert code == 0, said
    return (root / "catalogue/sales/crm/x.yaml").read_text(), said


def test_yes_and_no_below_key(tmp_path: Path):
    text, said = imported(tmp_path, "Table,Column,Type,Key\na,id,int,Y\na,day,date,N\n")
    assert "id: int pk" in text and "day: date\n" in text and "1 of them in primary keys" in said


def test_a_letter_for_a_key_that_is_not_known_is_said(tmp_path: Path):
    text, said = imported(tmp_path, "Table,Champ,Type,Clé\na,id,int,P\na,day,date,E\n")
    assert "id: int pk" in text and "D3: 'E' is not understood as key (kept in extra)" in said and "Clé: E" in text


def test_german_letters_for_keys(tmp_path: Path):
    text, said = imported(tmp_path, "Tabelle,Feld,Typ,Schlüssel\na,id,int,PS\na,b,int,FS\na,c,int,SS\n")
    assert "id: int pk" in text and "b: int fk" in text and "D4: 'SS' is not understood as key" in said


def test_a_reference_is_spelt_as_the_column_that_is_written_so(tmp_path: Path):
    text, _ = imported(
        tmp_path,
        "Table,Column,Type,References\na,reader_id,int,\na,READER_ID,int,\nb,r,int,a.reader_id\nb,s,int,a.Reader_Id\n",
    )
    assert "references: a.reader_id" in text and "references: a.READER_ID" in text


def test_extra_keeps_the_words_of_the_cell(tmp_path: Path):
    files = {"lakebook.yaml": "personal: [name]\n"}
    text, _ = imported(tmp_path, "Tabelle,Feld,Typ,Personenbezug\na,id,int,ja\na,b,int,nein\n", files)
    assert "Personenbezug: ja" in text


def test_refresh_is_read_as_in_our_own_cells(tmp_path: Path):
    text, _ = imported(tmp_path, "Table :,a,\nRefresh :,event | when saved,\n,,\nColumn,Type,Unit\nid,int,m\n")
    assert "refresh: event | when saved\n" in text


@pytest.mark.parametrize(
    ("heading", "field"), [("Wertebereich", "values"), ("DSGVO-relevant", "personal"), ("DSGVO relevant", "personal")]
)
def test_more_german_headings(tmp_path: Path, heading: str, field: str):
    _, said = imported(tmp_path, f"Tabelle,Feld,Typ,{heading}\na,id,int,nein\n")
    assert f"{heading} (D1) -> {field}" in said


def test_a_german_custodian_of_datasets(tmp_path: Path):
    sheet = "Tabelle,Beschreibung,Datenverantwortlicher\nkunde,Wer kauft,Ann\nauftrag,Was,Ann\n"
    assert "Datenverantwortlicher (C1) -> custodian" in imported(tmp_path, sheet)[1]
