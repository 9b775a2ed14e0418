"""A sheet of people's own layout is handed in again, and again."""

from __future__ import annotations

from pathlib import Path

import pytest
from sheets import book, commit, run, write

FILE = "catalogue/sales/crm/orders.yaml"
SHEET = "Table,Column,Type,Description\norders,id,int,Key of the order.\norders,day,date,\nlines,id,int,\n"
BOOK = {"catalogue/sales/domain.yaml": "title: Sales\n", "catalogue/sales/crm/system.yaml": "title: CRM\n"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = book(tmp_path / "book", {**BOOK, "inbox/orders.csv": SHEET})
    said = run(made, "import", "excel", made / "inbox/orders.csv", "--domain", "sales", "--system", "crm")
    assert said.exit_code == 0, said.output
    commit(made)
    return made


def text(root: Path) -> str:
    return (root / FILE).read_text()


def again(root: Path, *options: str) -> tuple[int, str]:
    said = run(root, "import", "excel", "--all", root / "inbox", *options)
    return said.exit_code, said.output


def test_the_same_sheet_changes_nothing_whatever_others_wrote(root: Path):
    write(root, {FILE: text(root).replace("Key of the order.", "What Ann wrote.")})
    before = text(root)
    code, said = again(root)
    assert code == 0 and "nothing to change" in said
    assert text(root) == before


def test_what_changed_in_the_sheet_comes_in_and_what_others_wrote_stays(root: Path):
    write(root, {FILE: text(root).replace("Key of the order.", "What Ann wrote.")})
    write(root, {"inbox/orders.csv": SHEET.replace("orders,day,date,", "orders,day,datetime,When.")})
    assert again(root)[0] == 0
    assert "id: int | What Ann wrote." in text(root) and "day: datetime | When." in text(root)


def test_both_changed_one_cell(root: Path):
    write(root, {FILE: text(root).replace("Key of the order.", "What Ann wrote.")})
    write(root, {"inbox/orders.csv": SHEET.replace("Key of the order.", "The key.")})
    before = text(root)
    code, said = again(root)
    assert code == 1 and "orders.csv!orders!D2: conflict in orders.id.description" in said
    assert "base:  'Key of the order.'" in said and "book:  'What Ann wrote.'" in said and "sheet: 'The key.'" in said
    assert text(root) == before
    assert again(root, "--take", "book")[0] == 0 and text(root) == before
    assert "nothing to change" in again(root)[1]  # decided once


def test_a_row_that_is_gone_is_said_and_stays(root: Path):
    write(root, {"inbox/orders.csv": SHEET.replace("orders,day,date,\n", "")})
    code, said = again(root)
    assert code == 0 and "gone from the source, and kept in the book: orders.day" in said
    assert "day: date" in text(root)
    commit(root)
    write(root, {"inbox/orders.csv": SHEET.replace("orders,day,date,\n", "").replace("lines,", "positions,")})
    code, said = again(root, "--accept-deletes")
    assert code == 0 and "lines:" not in text(root) and "positions:" in text(root)


def test_a_corrected_mapping_counts(root: Path):
    write(root, {"inbox/orders.csv": SHEET.replace("Description", "Wording")})
    assert again(root)[0] == 0
    mapping = root / "inbox/orders.import.yaml"
    assert "Wording: extra" in mapping.read_text()
    mapping.write_text(mapping.read_text().replace("Wording: extra", "Wording: title"))
    code, said = again(root)
    assert code == 0, said
    assert "title: Key of the order." in text(root)


def test_a_mapping_is_there_to_be_corrected_though_the_import_failed(root: Path):
    bad = "Table,Column,Type,Nullable,Required\norders,id,int,yes,yes\norders,day,date,no,yes\n"
    write(root, {"inbox/other.csv": bad})
    said = run(root, "import", "excel", root / "inbox/other.csv", "--domain", "sales", "--system", "crm")
    assert said.exit_code == 1 and "other.csv!other!" in said.output
    assert "Nullable" in (root / "inbox/other.import.yaml").read_text()


def test_a_folder_is_imported_sheet_by_sheet(root: Path):
    write(root, {"inbox/unknown.csv": SHEET, "inbox/deep/more.csv": SHEET.replace("orders", "more")})
    said = run(root, "import", "excel", root / "inbox/deep/more.csv", "--domain", "sales", "--system", "crm")
    assert said.exit_code == 0
    commit(root)
    write(root, {"inbox/deep/more.csv": SHEET.replace("orders", "more").replace("more,id,int", "more,id,bigint")})
    code, said_all = again(root)
    assert code == 1  # one of the sheets belongs nowhere
    assert "unknown.csv: error nothing says to which domain and system it belongs" in said_all
    assert "id: bigint" in (root / "catalogue/sales/crm/more.yaml").read_text()  # the others are done


def test_a_sheet_that_was_never_committed_is_compared_with_the_book_alone(root: Path):
    write(root, {"inbox/orders.csv": SHEET.replace("orders,day,date,", "orders,day,date,The day.")})
    assert again(root)[0] == 0
    write(root, {"inbox/orders.csv": SHEET.replace("orders,day,date,", "orders,day,date,When.")})
    code, said = again(root)
    assert (
        code == 1 and "Git does not have the sheet as it was imported last" in said and "conflict in orders.day" in said
    )


def test_a_folder_needs_all(root: Path):
    said = run(root, "import", "excel", root / "inbox")
    assert said.exit_code == 2 and "add --all to import each sheet in it" in said.output
