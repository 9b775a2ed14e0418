"""A workbook that we exported, edited, comes back while others edited the YAML."""

from __future__ import annotations

import os
import pty
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sheets import Rows, book, commit, edit_rows, edit_workbook, export, git, row_of, run, write
from test_three_way import Model, read, sorted_tags, three_states, tree, written

FILE = "catalogue/sales/crm/core.yaml"
DOMAIN = "catalogue/sales/domain.yaml"
CORE = """# Kept by Ann
datasets:
  orders:   # the main one
    title: Orders
    tags: [daily, core]
    columns:
      id: bigint pk | Key of the order.
      # who bought
      customer: int
      total:
        type: numeric(18,2)
        description: Net.
        values: {"0": none, "1": some}

  lines:
    columns:
      id: bigint pk
      note: text
"""
FILES = {
    FILE: CORE,
    DOMAIN: "title: Sales\nterms:\n  customer: Who buys.\n  dealer:\n    definition: Who sells.\n    owner: ann\n",
    "catalogue/sales/crm/system.yaml": "title: CRM\n",
    "catalogue/people.yaml": "people:\n  ann: Ann Durand <ann@example.org>\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return book(tmp_path / "book", FILES)


def text(root: Path, path: str = FILE) -> str:
    return (root / path).read_text()


def bytes_of(root: Path) -> dict[str, bytes]:
    return {
        str(path): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not {".git", ".lakebook"} & {*path.parts}
    }


def columns(path: Path, column: str, **cells: str) -> None:
    """Type into cells of a row of the sheet Columns."""
    edit_rows(path, "Columns", lambda rows: row_of(rows, column).update(cells))


# Nothing changed -----------------------------------------------------------------------------------------------------


def test_export_then_import_changes_nothing(root: Path):
    before = bytes_of(root)
    said = run(root, "import", "excel", export(root))
    assert said.exit_code == 0 and "9 rows read: none changed" in said.output
    assert bytes_of(root) == before


def test_sorting_and_filtering_change_nothing(root: Path):
    path = export(root)
    edit_rows(path, "Columns", lambda rows: rows.sort(key=lambda row: row["name"], reverse=True))
    edit_workbook(path, lambda workbook: workbook["Columns"].row_dimensions.group(2, 4, hidden=True))
    before = bytes_of(root)
    assert "none changed" in run(root, "import", "excel", path).output
    assert bytes_of(root) == before


def test_it_comes_back_after_others_edited_the_yaml(root: Path):
    path = export(root)
    write(root, {FILE: CORE.replace("Key of the order.", "The key.")})
    commit(root)
    before = bytes_of(root)
    assert "none changed" in run(root, "import", "excel", path).output
    assert bytes_of(root) == before


# Changes -------------------------------------------------------------------------------------------------------------


def test_both_sides_are_kept(root: Path):
    path = export(root)
    write(root, {FILE: CORE.replace("Key of the order.", "The key.").replace("[daily, core]", "[daily, core, big]")})
    commit(root)
    columns(path, "customer", required="yes", description="Who bought it.")
    edit_rows(path, "Datasets", lambda rows: row_of(rows, "orders").update(tags="core, new", description="All orders."))
    said = run(root, "import", "excel", path)
    assert said.exit_code == 0, said.output
    expected = CORE.replace("Key of the order.", "The key.").replace("[daily, core]", "[core, new, big]")
    expected = expected.replace("customer: int", "customer: int required | Who bought it.")
    assert text(root) == expected.replace("\n  lines:", "    description: All orders.\n\n  lines:")
    assert "2 fields changed" in said.output or "filled in" in said.output


def test_a_dry_run_shows_a_table_and_writes_nothing(root: Path):
    path = export(root)
    columns(path, "customer", type="bigint")
    before = bytes_of(root)
    said = run(root, "import", "excel", path, "--dry-run")
    assert "orders.customer.type" in said.output and "'int'" in said.output and "'bigint'" in said.output
    assert "nothing was written: leave --dry-run out to write it" in said.output
    assert bytes_of(root) == before


def test_another_name_writes_formerly(root: Path):
    path = export(root)
    columns(path, "customer", name="buyer")
    assert run(root, "import", "excel", path).exit_code == 0
    assert "      # who bought\n      buyer:\n        type: int\n        formerly: [customer]\n" in text(root)
    assert "none changed" in run(root, "import", "excel", export(root)).output


def test_a_dataset_gets_another_name_on_its_own_sheet_alone(root: Path):
    path = export(root)
    edit_rows(path, "Datasets", lambda rows: row_of(rows, "lines").update(name="order_lines"))
    columns(path, "note", description="Free text.")
    assert run(root, "import", "excel", path).exit_code == 0
    assert "  order_lines:\n    columns:\n      id: bigint pk\n      note: text | Free text.\n" in text(root)
    assert "formerly: [lines]" in text(root)


def test_rows_that_are_gone_stay_unless_asked(root: Path):
    path = export(root)
    edit_rows(path, "Columns", lambda rows: rows.remove(row_of(rows, "note")))
    said = run(root, "import", "excel", path)
    assert said.exit_code == 0 and "1 row is gone, and nothing is deleted: lines.note" in said.output
    assert text(root) == CORE
    said = run(root, "import", "excel", path, "--accept-deletes")
    assert "1 column deleted" in said.output and text(root) == CORE.replace("      note: text\n", "")


def test_new_rows_stand_where_they_were_put(root: Path):
    path = export(root)
    new = {
        "system": "crm",
        "schema": "core",
        "dataset": "orders",
        "name": "day",
        "type": "date",
        "description": "When.",
    }

    def insert(rows: Rows) -> None:
        rows.insert(1, new)
        rows.append(new | {"dataset": "days", "name": "day"})

    edit_rows(path, "Columns", insert)
    edit_rows(path, "Datasets", lambda rows: rows.append({"system": "crm", "schema": "core", "name": "days"}))
    said = run(root, "import", "excel", path)
    assert said.exit_code == 0, said.output
    assert "1 dataset added, 2 columns added" in said.output
    line = "      day: date | When.\n"
    expected = CORE.replace("      # who bought\n", f"{line}      # who bought\n")
    assert text(root) == f"{expected}\n  days:\n    columns:\n{line}"


def test_terms_come_back_too(root: Path):
    path = export(root)
    edit_rows(
        path, "Terms", lambda rows: row_of(rows, "dealer").update(definition="Who resells.", synonyms="shop; chain")
    )
    edit_rows(path, "Terms", lambda rows: rows.append({"domain": "sales", "name": "order", "definition": "A wish."}))
    assert run(root, "import", "excel", path).exit_code == 0
    assert text(root, DOMAIN) == (
        "title: Sales\nterms:\n  customer: Who buys.\n  dealer:\n    definition: Who resells.\n    owner: ann\n"
        "    synonyms: [shop, chain]\n  order: A wish.\n"
    )


def test_a_column_that_the_custodian_deleted_leaves_its_field_alone(root: Path):
    path = export(root)

    def without_description(workbook: Any) -> None:
        sheet = workbook["Columns"]
        sheet.delete_cols(next(cell.column for cell in sheet[1] if cell.value == "Description"))

    edit_workbook(path, without_description)
    columns(path, "id", type="int8")
    assert run(root, "import", "excel", path).exit_code == 0
    assert text(root) == CORE.replace("id: bigint pk | Key of the order.", "id: int8 pk | Key of the order.")


def test_headings_that_are_gone_or_translated_are_said_and_no_row_counts_as_changed(root: Path):
    path = export(root)

    def reworded(workbook: Any) -> None:
        sheet = workbook["Columns"]
        next(cell for cell in sheet[1] if cell.value == "Description").value = "Beschreibung"
        sheet.delete_cols(next(cell.column for cell in sheet[1] if cell.value == "Unit"))

    edit_workbook(path, reworded)
    said = run(root, "import", "excel", path)
    assert said.exit_code == 0 and "9 rows read: none changed" in said.output, said.output
    assert "unknown heading 'Beschreibung'; 'description' is gone, and what the book says there stays" in said.output
    assert "the heading 'unit' is gone: what the book says there stays" in said.output
    assert text(root) == CORE


def test_words_of_the_lists_are_taken_as_people_type_them(root: Path):
    path = export(root)
    columns(path, "customer", key="PK, FK", classification="Confidential", required="Ja")
    edit_rows(path, "Datasets", lambda rows: row_of(rows, "orders").update(custodian="Ann DURAND", kind="View"))
    edit_rows(path, "Datasets", lambda rows: row_of(rows, "lines").update(custodian="Ann Dupont", status="Draft"))
    assert run(root, "import", "excel", path).exit_code == 0
    now = text(root)
    for line in ("key: pk fk", "classification: confidential", "required: true", "custodian: ann\n", "kind: view"):
        assert line in now, now
    assert "custodian: Ann Dupont" in now and "status: draft" in now  # nobody is called so: the checks say it


def test_names_sorted_alone_are_said_once(root: Path):
    path = export(root)

    def sort_names(rows: Rows) -> None:
        for row, name in zip(rows, sorted(row["name"] for row in rows), strict=True):
            row["name"] = name

    edit_rows(path, "Columns", sort_names)
    refused(root, path, "4 rows carry the hidden _id of another row: this one was 'orders.id'")
    assert "is there twice" not in run(root, "import", "excel", path).output


def test_a_column_moved_onto_another_of_its_name_is_said_with_both(root: Path):
    path = export(root)
    edit_rows(path, "Columns", lambda rows: rows[0].update(dataset="lines"))
    refused(root, path, "this one was 'orders.id' and is called 'lines.id'")


def test_a_system_that_is_mistyped_is_named_in_the_hint(root: Path):
    path = export(root)
    edit_rows(
        path, "Columns", lambda rows: rows.append({"system": "crmm", "schema": "core", "dataset": "lines", "name": "x"})
    )
    refused(root, path, "dataset 'crmm.core.lines' is not on the sheet Datasets", "did you mean 'crm.core.lines'?")


def test_a_new_row_without_its_system_and_schema_is_told_what_to_write(root: Path):
    path = export(root)
    edit_rows(path, "Columns", lambda rows: rows.insert(0, {"dataset": "lines", "name": "x"}))
    refused(root, path, "dataset 'lines' stands without its system and schema", "write 'crm' in A2 and 'core' in B2")
    edit_rows(path, "Columns", lambda rows: rows[0].update(system="crm", dataset="new"))
    refused(root, path, "!Columns!B2: error dataset 'new' stands without its schema", "hint: write it in B2")


def test_cells_that_look_like_formulas_are_text(root: Path):
    path = export(root)
    columns(path, "customer", description="=cmd|' /C calc'!A0", example="+1", unit="@x")
    assert run(root, "import", "excel", path).exit_code == 0
    assert "description: \"=cmd|' /C calc'!A0\"" in text(root)
    again = export(root)
    edit_workbook(again, lambda workbook: workbook)
    assert "none changed" in run(root, "import", "excel", again).output


# Conflicts -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def conflict(root: Path) -> Path:
    """A workbook whose total.description was changed on both sides, and customer.type in the sheet alone."""
    path = export(root)
    write(root, {FILE: CORE.replace("description: Net.", "description: Net of taxes.")})
    commit(root)
    columns(path, "total", description="Net of discounts.")
    columns(path, "customer", type="bigint")
    return path


def test_a_conflict_is_listed_by_cell_and_nothing_is_written(root: Path, conflict: Path):
    before = bytes_of(root)
    said = run(root, "import", "excel", conflict)
    assert said.exit_code == 1
    assert f"{conflict}!Columns!H4: conflict in orders.total.description" in said.output
    for line in (
        "base:  'Net.'",
        "book:  'Net of taxes.'",
        "sheet: 'Net of discounts.'",
        "--take sheet or --take book",
    ):
        assert line in said.output
    assert bytes_of(root) == before


@pytest.mark.parametrize(("side", "left"), [("sheet", "Net of discounts."), ("book", "Net of taxes.")])
def test_one_side_is_taken(root: Path, conflict: Path, side: str, left: str):
    said = run(root, "import", "excel", conflict, "--take", side)
    assert said.exit_code == 0
    assert text(root) == CORE.replace("description: Net.", f"description: {left}").replace(
        "customer: int", "customer: bigint"
    )
    assert left in said.output


def test_deleted_in_the_book_and_changed_in_the_sheet(root: Path):
    path = export(root)
    write(root, {FILE: CORE.replace("      note: text\n", "")})
    columns(path, "note", description="Free text.")
    said = run(root, "import", "excel", path)
    assert said.exit_code == 1 and "conflict in lines.note" in said.output and "the book deleted it" in said.output
    assert run(root, "import", "excel", path, "--take", "sheet").exit_code == 0
    assert "      note: text | Free text.\n" in text(root)


def test_without_the_base_blanks_are_filled_and_the_rest_is_asked(root: Path):
    write(root, {FILE: CORE.replace("type: numeric(18,2)", "type: decimal")})
    path = export(root)  # from bytes that are never committed
    write(root, {FILE: CORE.replace("Key of the order.", "The key.")})
    commit(root)
    columns(path, "customer", description="Who bought.")
    columns(path, "total", unit="EUR")
    said = run(root, "import", "excel", path)
    assert said.exit_code == 1
    assert "Git does not have what the workbook was made from" in said.output
    assert "conflict in orders.total.type" in said.output and "orders.customer" not in said.output
    assert run(root, "import", "excel", path, "--take", "book").exit_code == 0
    made = text(root)
    assert (
        "customer: int | Who bought." in made and "unit: EUR" in made and "numeric(18,2)" in made and "The key." in made
    )


def test_on_a_terminal_each_conflict_is_asked(root: Path, conflict: Path):
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "lakebook.cli", "-C", str(root), "import", "excel", str(conflict)]
    with subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as asked:
        os.write(ours, b"s\n")
        said, _ = asked.communicate()
    os.close(ours)
    os.close(theirs)
    assert asked.returncode == 0, said
    assert "conflict in orders.total.description" in said and "take (s)heet, (b)ook, or (l)eave it" in said
    assert "description: Net of discounts." in text(root)


# What is refused -----------------------------------------------------------------------------------------------------


def refused(root: Path, path: Path, *words: str) -> None:
    before = bytes_of(root)
    said = run(root, "import", "excel", path)
    assert said.exit_code == 1, said.output
    for word in words:
        assert word in said.output, said.output
    assert "Traceback" not in said.output
    assert bytes_of(root) == before


def test_ids_sorted_alone_are_noticed(root: Path):
    path = export(root)

    def sort_ids(rows: Rows) -> None:
        for row, mark in zip(rows, sorted((row["_id"] for row in rows), reverse=True), strict=True):
            row["_id"] = mark

    edit_rows(path, "Columns", sort_ids)
    refused(root, path, "carry the hidden _id of another row", "sort whole rows", "!Columns!D2")


def test_without_ids_rows_are_known_by_their_names(root: Path):
    path = export(root)

    def without_ids(workbook: Any) -> None:
        sheet = workbook["Columns"]
        sheet.delete_cols(next(cell.column for cell in sheet[1] if cell.value == "_id"))

    edit_workbook(path, without_ids)
    columns(path, "customer", type="bigint")
    said = run(root, "import", "excel", path)
    assert said.exit_code == 0 and "rows are known by their names" in said.output
    assert text(root) == CORE.replace("customer: int", "customer: bigint")


def test_a_row_that_is_there_twice(root: Path):
    path = export(root)
    edit_rows(path, "Columns", lambda rows: rows.append(dict(row_of(rows, "note"))))
    refused(root, path, "'note' is there twice (first in D6)", "!Columns!D7")


def test_a_copied_row_with_another_name_is_new(root: Path):
    path = export(root)
    edit_rows(path, "Columns", lambda rows: rows.insert(0, row_of(rows, "note") | {"name": "remark"}))
    assert run(root, "import", "excel", path).exit_code == 0
    assert "      note: text\n" in text(root) and "      remark: text\n" in text(root) and "formerly" not in text(root)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"dataset": "ordres"}, ("dataset 'crm.core.ordres' is not on the sheet Datasets", "did you mean 'orders'?")),
        ({"required": "maybe"}, ("takes yes or no, not 'maybe'", "!Columns!G3")),
        ({"values": "open"}, ("'open' is not 'code = meaning'",)),
        ({"key": "pkk"}, ("pkk",)),
        ({"name": ""}, ("a row without a name",)),
    ],
)
def test_cells_that_cannot_be_taken(root: Path, cells: dict[str, str], words: tuple[str, ...]):
    path = export(root)
    columns(path, "customer", **cells)
    refused(root, path, *words)


def test_what_the_drop_down_did_not_stop_is_said_by_cell(root: Path):
    path = export(root)
    columns(path, "customer", classification="secret", type="bigint", personal="nmae")
    (root / "lakebook.yaml").write_text("title: Rondelle\npersonal: [name, contact]\n")
    said = run(root, "import", "excel", path)
    assert said.exit_code == 0
    assert f"{path}!Columns!J3: error CAT009 unknown category of personal data 'nmae'" in said.output
    assert f"{path}!Columns!" in said.output and "error CAT005 unknown classification 'secret'" in said.output
    assert "CAT0" not in run(root, "import", "excel", path).output  # said once, by what came in


def test_a_workbook_of_another_book(root: Path, tmp_path: Path):
    other = book(tmp_path / "other", {"catalogue/hr/pay/main.yaml": "datasets:\n  wages:\n"})
    refused(root, export(other), "exported from another book")


def test_a_dataset_whose_row_is_gone_and_whose_columns_are_not(root: Path):
    path = export(root)
    edit_rows(path, "Datasets", lambda rows: rows.remove(row_of(rows, "lines")))
    refused(root, path, "dataset 'crm.core.lines' is not on the sheet Datasets")


def test_a_dataset_does_not_move(root: Path):
    path = export(root)
    edit_rows(path, "Datasets", lambda rows: row_of(rows, "lines").update(schema="other"))
    edit_rows(path, "Columns", lambda rows: [row.update(schema="other") for row in rows if row["dataset"] == "lines"])
    refused(root, path, "a workbook cannot move a dataset")


def test_a_workbook_of_the_book_is_no_sheet_to_import(root: Path):
    path = export(root)
    inside = root / "catalogue/sales/crm/other.xlsx"
    inside.write_bytes(path.read_bytes())
    refused(root, inside, "reads it where it lies", "lakebook convert")


def test_a_sheet_that_is_open(root: Path):
    path = export(root)
    path.with_name(f"~${path.name}").write_bytes(b"\x0bAnn Durand!" + b" " * 40)
    refused(root, path, "the sheet is open in Excel (by Ann Durand!)", "save and close it")


def test_a_broken_file_of_the_book_is_refused_and_the_others_are_left_alone(root: Path):
    path = export(root)
    columns(path, "customer", type="bigint")
    edit_rows(path, "Terms", lambda rows: row_of(rows, "dealer").update(definition="Changed."))
    write(root, {FILE: CORE + "  orders:\n"})
    refused(root, path, FILE, "then import again")
    assert "Changed." not in text(root, DOMAIN)


# What a review found -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "schema", ["../../../../escaped", "system", ".hidden", "a:b", "a\nb", "CORE", "x" * 300, "x.observed"]
)
def test_a_schema_typed_in_a_cell_stays_inside_the_book(root: Path, schema: str):
    path = export(root)
    new = {"system": "crm", "schema": schema, "name": "extra"}
    edit_rows(path, "Datasets", lambda rows: rows.append(new))
    refused(root, path, "schema name", "!Datasets!B4")
    assert not (root.parent / "escaped.yaml").exists()


def test_a_new_dataset_may_take_the_name_that_another_one_had(root: Path):
    path = export(root)

    def rename(rows: Rows) -> None:
        row_of(rows, "lines")["name"] = "old_lines"
        rows.append({"system": "crm", "schema": "core", "name": "lines", "title": "New ones"})

    edit_rows(path, "Datasets", rename)
    assert run(root, "import", "excel", path).exit_code == 0
    made = text(root)
    assert "  old_lines:\n    columns:\n      id: bigint pk\n      note: text\n    formerly: [lines]\n" in made
    assert made.endswith("  lines:\n    title: New ones\n")


def test_a_new_column_may_take_the_name_that_another_one_had(root: Path):
    path = export(root)

    def rename(rows: Rows) -> None:
        row_of(rows, "note")["name"] = "remark"
        rows.append({"system": "crm", "schema": "core", "dataset": "lines", "name": "note", "type": "int"})

    edit_rows(path, "Columns", rename)
    assert run(root, "import", "excel", path).exit_code == 0
    assert text(root).endswith("      remark:\n        type: text\n        formerly: [note]\n      note: int\n")


def test_a_sheet_under_another_name_is_read(root: Path):
    path = export(root)
    columns(path, "note", description="Free text.")
    edit_workbook(path, lambda workbook: setattr(workbook["Columns"], "title", "Colonnes"))
    said = run(root, "import", "excel", path)
    assert (
        said.exit_code == 0 and "sheet Columns is gone; 'Colonnes' has its headings, and is read for it" in said.output
    )
    assert "note: text | Free text." in text(root)


def test_a_copy_of_a_sheet_is_not_passed_over(root: Path):
    path = export(root)

    def copy(workbook: Any) -> None:
        sheet = workbook.copy_worksheet(workbook["Columns"])
        sheet["D2"] = "edited_in_the_copy"

    edit_workbook(path, copy)
    refused(root, path, "'Columns Copy' is a copy of one that was exported, and is not read")


def test_a_sheet_that_is_gone_is_said(root: Path):
    path = export(root)
    edit_workbook(path, lambda workbook: workbook.remove(workbook["Columns"]))
    said = run(root, "import", "excel", path, "--accept-deletes")
    assert said.exit_code == 0 and "sheet Columns is gone: nothing that stood on it is changed" in said.output
    assert text(root) == CORE


def test_a_name_that_the_book_has_taken_meanwhile(root: Path):
    path = export(root)
    write(root, {FILE: CORE.replace("      note: text\n", "      note: text\n      remark: int\n")})
    before = text(root)
    columns(path, "note", name="remark")
    said = run(root, "import", "excel", path, "--take", "sheet")
    assert said.exit_code == 1 and "the book has another 'remark': give it another name in the sheet" in said.output
    assert "!Columns!D6: conflict" in said.output
    assert text(root) == before


def test_a_name_given_back_is_no_old_name(root: Path):
    path = export(root)
    columns(path, "note", name="remark")
    assert run(root, "import", "excel", path).exit_code == 0
    commit(root)
    path = export(root)
    columns(path, "remark", name="note")
    assert run(root, "import", "excel", path).exit_code == 0
    assert text(root).endswith("      note:\n        type: text\n        formerly: [remark]\n")


def test_both_renamed_one_column_and_the_sheet_is_taken(root: Path):
    path = export(root)
    write(root, {FILE: CORE.replace("note: text", "sign:\n        type: text\n        formerly: [note]")})
    columns(path, "note", name="shop")
    said = run(root, "import", "excel", path)
    assert said.exit_code == 1 and "!Columns!D6: conflict in lines.sign.name" in said.output
    assert run(root, "import", "excel", path, "--take", "sheet").exit_code == 0
    assert "      shop:\n        type: text\n        formerly: [note, sign]\n" in text(root)


def test_a_copied_row_does_not_claim_an_old_name(root: Path):
    write(root, {FILE: CORE.replace("note: text", "note:\n        type: text\n        formerly: [remark]")})
    commit(root)
    path = export(root)
    edit_rows(path, "Columns", lambda rows: rows.append(row_of(rows, "note") | {"name": "second"}))
    assert run(root, "import", "excel", path).exit_code == 0
    assert text(root).count("remark") == 1 and "      second: text\n" in text(root)


def test_a_rename_without_the_base(root: Path):
    write(root, {FILE: CORE.replace("type: numeric(18,2)", "type: decimal")})
    said = run(root, "export", "excel", "-o", root.parent / "out.xlsx")
    assert "not committed: catalogue/sales/crm/core.yaml; commit before you hand the workbook out" in said.output
    path = root.parent / "out.xlsx"
    write(root, {FILE: CORE})
    columns(path, "note", name="remark")
    assert run(root, "import", "excel", path).exit_code == 0
    assert text(root).endswith("      remark:\n        type: text\n        formerly: [note]\n")


def test_a_dataset_that_moved_in_the_book(root: Path):
    path = export(root)
    write(
        root,
        {
            "catalogue/sales/crm/master.yaml": "datasets:\n  lines:\n    columns:\n      id: bigint pk\n      note: text\n"
        },
    )
    write(root, {FILE: CORE.partition("\n  lines:")[0]})
    columns(path, "note", type="varchar")
    edit_rows(path, "Datasets", lambda rows: row_of(rows, "lines").update(title="Lines"))
    refused(root, path, "'lines' is crm.master.lines in the book now", "export a new workbook")


def test_a_term_gets_no_other_name(root: Path):
    path = export(root)
    edit_rows(path, "Terms", lambda rows: row_of(rows, "dealer").update(name="retailer"))
    said = run(root, "import", "excel", path)
    assert said.exit_code == 0 and "a term gets no other name in a workbook: 'retailer' is new" in said.output


def test_more_behind_a_text_that_is_not_shown(root: Path):
    write(root, {FILE: CORE.replace("description: Net.", f"description: {'long ' * 8000}end")})
    commit(root)
    path = export(root)
    edit_rows(
        path,
        "Columns",
        lambda rows: row_of(rows, "total").update(description=row_of(rows, "total")["description"] + " more"),
    )
    refused(root, path, "stands for a text that is not shown, and more", "!Columns!H4")
    again = export(root)
    columns(again, "total", unit="EUR")
    assert run(root, "import", "excel", again).exit_code == 0
    assert "long long" in text(root) and "unit: EUR" in text(root)


def test_the_catalogue_has_moved_since(root: Path):
    path = export(root)
    columns(path, "note", type="varchar")
    git(root, "mv", "catalogue", "data")
    (root / "lakebook.yaml").write_text("title: Rondelle\nfolders: {catalogue: data}\n")
    said = run(root, "import", "excel", path)
    assert said.exit_code in (0, 1) and "bug of ours" not in said.output and "Traceback" not in said.output


# Any edits on both sides ---------------------------------------------------------------------------------------------


def type_into(path: Path, base: dict[int, Any], theirs: dict[int, Any]) -> None:
    """Edit the exported workbook until it says what *theirs* says."""

    def cells(record: dict[str, Any]) -> dict[str, str]:
        quoted = {"a\nb": '"a\nb"'}
        values = "\n".join(f"{key} = {quoted.get(value, value)}" for key, value in record.get("values", {}).items())
        given = {name: record.get(name, "") for name in ("title", "type", "description")}
        return given | {"name": record["name"], "tags": ", ".join(record.get("tags", [])), "values": values}

    def datasets(rows: Rows) -> None:
        for number, then in base.items():
            row = row_of(rows, then["name"])
            if number in theirs:
                row.update(cells(theirs[number]))
            else:
                rows.remove(row)

    def all_columns(rows: Rows) -> None:
        known = {(row["dataset"], row["name"]): row for row in rows}
        rows.clear()
        for number, record in theirs.items():
            was = base[number]
            for key, column in record["columns"].items():
                then = was["columns"].get(key)
                row = known[was["name"], then["name"]] if then else {"system": "crm", "schema": "core"}
                rows.append(row | {"dataset": record["name"]} | cells(column))

    edit_rows(path, "Datasets", datasets)
    if any(record["columns"] for record in base.values()):
        edit_rows(path, "Columns", all_columns)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32))
def test_any_edits_on_both_sides_merge_as_the_plain_model_says(tmp_path_factory: pytest.TempPathFactory, seed: int):
    base, ours, theirs = three_states(seed)
    if not any(record["columns"] for record in base.values()):
        return
    choose = random.Random(seed)
    root = book(tmp_path_factory.mktemp("book") / "book", FILES | {FILE: written(base, choose).decode()})
    path = export(root)
    write(root, {FILE: written(ours, choose).decode()})
    git(root, "commit", "-aqm", "Others") if ours != base else None
    before = text(root)
    type_into(path, base, theirs)
    model = Model()
    expected = tree(model.records(base, ours, theirs))
    said = run(root, "import", "excel", path, "--accept-deletes")
    assert (said.exit_code == 1) == bool(model.conflicts), said.output
    if model.conflicts:
        assert f"{model.conflicts} conflict" in said.output
        assert text(root) == before
        said = run(root, "import", "excel", path, "--accept-deletes", "--take", "book")
        assert said.exit_code == 0, said.output
    assert sorted_tags(read((root / FILE).read_bytes())) == sorted_tags(expected)
    if expected:
        again = run(root, "import", "excel", export(root))
        assert again.exit_code == 0 and "none changed" in again.output
