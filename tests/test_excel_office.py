"""Exported workbooks in the hands of somebody with LibreOffice: looked at and saved, and edited in every way, then handed in."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from libreoffice import Office
from sheets import book, commit, export, git, run, write

from lakebook.book import read_book
from lakebook.model.dataset import Column, Dataset, Refresh
from lakebook.model.reference import Reference
from lakebook.sources.in_memory import InMemory
from lakebook.syntax.workbook import read_workbook
from lakebook.syntax.workbook_state import HASH, ID, SHEET, read_state
from lakebook.writers.canonical_yaml import schema_file

FILE = "catalogue/sales/crm/core.yaml"
DOMAIN = "catalogue/sales/domain.yaml"
CORE = """\
datasets:
  orders:  # the main one
    title: Orders
    tags: [daily, core]
    columns:
      id: bigint pk | Key of the order.
      # who bought
      customer: int
      total: numeric(18,2)
      note:
        type: text
        values: {"0": none, "1": some}

  lines:
    columns:
      id: bigint pk | Key of the line.
"""
EDITED = """\
datasets:
  orders:  # the main one
    title: Orders
    tags: [daily, core]
    columns:
      id: bigint pk | Key of the order.
      # who bought
      buyer:
        type: bigint
        formerly: [customer]
      total:
        type: numeric(18,2)
        description: "=cmd|' /C calc'!A0"
        example: "00123"

  order_lines:
    columns:
      id: bigint pk | Key of one line.
      amount: int
    formerly: [lines]
"""
TERMS = "title: Sales\nterms:\n  customer: Who buys.\n  dealer: Who sells.\n"
FILES = {
    FILE: CORE,
    DOMAIN: TERMS,
    "catalogue/sales/crm/system.yaml": "title: CRM\n",
    "catalogue/people.yaml": "people:\n  ann: Ann Durand <ann@example.org>\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return book(tmp_path / "book", FILES)


@pytest.fixture
def demo(demo_root: Path, tmp_path: Path) -> Path:
    """The demo book, committed elsewhere."""
    for name in ("catalogue", "wids", "adrs"):
        shutil.copytree(demo_root / name, tmp_path / "book" / name)
    shutil.copy(demo_root / "lakebook.yaml", tmp_path / "book")
    git(tmp_path / "book", "init", "-q", "-b", "main")
    commit(tmp_path / "book")
    return tmp_path / "book"


def nothing_changes(root: Path, path: Path) -> None:
    """Importing *path* says so, and Git agrees."""
    said = run(root, "import", "excel", path, "--accept-deletes")
    assert said.exit_code == 0 and "none changed" in said.output, said.output
    assert git(root, "status", "--porcelain", "--", "catalogue") == ""


def handed_in(root: Path, office: Office, path: Path, *options: str) -> str:
    """Save what is open in LibreOffice, import it; gives back what was said."""
    office.save_as(path)
    office.close()
    said = run(root, "import", "excel", path, *options)
    assert "Traceback" not in said.output
    assert said.exit_code == 0, said.output
    return said.output


def text(root: Path, path: str = FILE) -> str:
    return (root / path).read_text(encoding="utf-8")


# Looked at and saved -------------------------------------------------------------------------------------------------


def test_the_demo_book_comes_back_unchanged(office: Office, demo: Path, tmp_path: Path):
    path = export(demo)
    saved = office.resaved(path, tmp_path / "saved.xlsx")
    nothing_changes(demo, saved)
    nothing_changes(demo, office.resaved(saved, tmp_path / "saved again.xlsx"))


def test_all_that_helps_is_still_there(office: Office, demo: Path, tmp_path: Path):
    """Drop-downs, comments, hidden columns and sheets, the frozen heading, the filter, the widths, the greyed rows."""
    path = export(demo, "--system", "hr")

    def seen() -> dict[str, Any]:
        found: dict[str, Any] = {"sheets": office.sheets()}
        for sheet in ("Datasets", "Columns"):
            headings = office.table(sheet)[0]
            places = {heading: f"{office.column(sheet, heading)}2" for heading in headings if heading}
            found[sheet] = {heading: office.choices(sheet, place) for heading, place in places.items()}
            found[f"{sheet} comments"] = office.comments(sheet)
            assert office.hidden_columns(sheet) == [ID, HASH]
        return found

    with office.opened(path):
        before = seen()
        office.save_as(tmp_path / "saved.xlsx")
    with office.opened(tmp_path / "saved.xlsx"):
        assert seen() == before
    assert before["sheets"][SHEET] is False and before["sheets"]["Columns"] is True
    assert before["Columns"]["Key"][:3] == ["pk", "uk", "fk"] and "chloe.martin" in before["Datasets"]["Custodian"]
    assert before["Columns"]["Description"] is None and len(before["Columns comments"]) > 10
    was, now = (openpyxl.load_workbook(one) for one in (path, tmp_path / "saved.xlsx"))
    for sheet in ("Datasets", "Columns", "Terms"):
        assert now[sheet].freeze_panes == was[sheet].freeze_panes != "A1"
        assert now[sheet].auto_filter.ref == was[sheet].auto_filter.ref
    assert now["Datasets"].column_dimensions["E"].width == pytest.approx(
        was["Datasets"].column_dimensions["E"].width, 0.1
    )
    assert len(now["Datasets"].conditional_formatting) == len(was["Datasets"].conditional_formatting)
    states = [read_state(read_workbook(one.read_bytes())) for one in (path, tmp_path / "saved.xlsx")]
    assert states[0] is not None and states[0] == states[1]


TEXTS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=40)
NASTY = st.sampled_from(
    ["=1+1", "=cmd|' /C calc'!A0", "+1", "-x", "@SUM(A1)", "_x0041_", "_x4_", "_x0_", "a_x000D_b", "'x", '"x"', "00123",
     "1.10", "1e3", "TRUE", "2026-10-31", "12:30", "50%", "a; b", "a, b", "a\nb", "\n a", "\tb", "\x01", "#REF!", "1/2"]
)  # fmt: skip
WORDS = (TEXTS | NASTY).map(str.strip).filter(bool)
NAMES = st.text(st.characters(categories=("L", "N"), include_characters="_ .-#$/"), min_size=1, max_size=12)
KEYS = st.text(st.characters(categories=("L", "N"), include_characters="_.-=:;,|'\"#+@"), min_size=1, max_size=9)
COLUMNS = st.builds(
    Column,
    type=st.sampled_from(["", "int", "varchar(40)"]),
    required=st.booleans(),
    description=WORDS | st.just(""),
    example=WORDS | st.just(""),
    unit=WORDS | st.just(""),
    values=st.dictionaries(KEYS, WORDS, max_size=2),
    tags=st.lists(WORDS, max_size=2).map(tuple),
    extra=st.dictionaries(KEYS, WORDS, max_size=2),
)
DATASETS = st.builds(
    Dataset,
    title=WORDS | st.just(""),
    description=WORDS | st.just(""),
    refresh=st.none() | st.builds(Refresh, when=WORDS),
    sources=st.lists(st.builds(Reference, target=NAMES, note=WORDS | st.just("")), max_size=2),
    columns=st.dictionaries(NAMES, COLUMNS, max_size=3),
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(made=st.dictionaries(NAMES, DATASETS, min_size=1, max_size=3))
def test_any_book_comes_back_unchanged(
    office: Office, tmp_path_factory: pytest.TempPathFactory, made: dict[str, Dataset]
):
    for name, dataset in made.items():
        dataset.name = name
        for called, column in dataset.columns.items():
            column.name = called
    content = schema_file(list(made.values()))
    assume(not read_book(InMemory({FILE: content})).records.findings)
    root = book(tmp_path_factory.mktemp("any") / "book", {FILE: content.decode()})
    path = export(root)
    nothing_changes(root, path)
    nothing_changes(root, office.resaved(path, path.with_name("saved.xlsx")))


@pytest.mark.parametrize("length", [32_767, 32_768, 40_000])
def test_long_texts_come_back_whole_or_are_said(office: Office, root: Path, tmp_path: Path, length: int):
    write(root, {FILE: CORE.replace("Key of the order.", "x" * length)})
    commit(root)
    said = run(root, "export", "excel", "-o", tmp_path / "out.xlsx")
    assert said.exit_code == 0
    told = f"not shown: crm.core.orders.id description: {length:,} characters" in said.output
    assert told is (length > 32_767)
    nothing_changes(root, office.resaved(tmp_path / "out.xlsx", tmp_path / "saved.xlsx"))


def test_a_workbook_with_macros_switched_on_comes_back(office: Office, root: Path, tmp_path: Path):
    nothing_changes(root, office.resaved(export(root), tmp_path / "saved.xlsm"))


# Edited --------------------------------------------------------------------------------------------------------------


def test_exactly_what_was_edited_is_written(office: Office, root: Path, tmp_path: Path):
    """Sorted, filtered, typed into, a row inserted, one deleted, one renamed; while others edited the YAML."""
    path = export(root)
    with office.opened(path):
        office.sort("Columns", "Name", True)
        office.filter_rows("Columns", "Dataset", "orders")
        office.enter("Columns", office.find("Columns", "Name", "customer").replace("D", "E"), "bigint")
        description = office.column("Columns", "Description")
        row = office.find("Columns", "Name", "total")[1:]
        office.enter("Columns", f"{description}{row}", "=cmd|' /C calc'!A0")
        office.enter("Columns", f"{office.column('Columns', 'Example')}{row}", "00123")
        office.delete_rows("Columns", int(office.find("Columns", "Name", "note")[1:]))
        office.set_text("Columns", office.find("Columns", "Name", "customer"), "buyer")
        office.insert_rows("Columns", 2)
        new = {"System": "crm", "Schema": "core", "Dataset": "lines", "Name": "amount", "Type": "int"}
        for heading, said in new.items():
            office.enter("Columns", f"{office.column('Columns', heading)}2", said)
        office.set_text("Datasets", office.find("Datasets", "Name", "lines"), "order_lines")
        office.enter("Terms", office.find("Terms", "Name", "dealer").replace("B", "C"), "Who sells again.")
        write(root, {FILE: CORE.replace("Key of the line.", "Key of one line.")})
        commit(root)
        said = handed_in(root, office, tmp_path / "back.xlsx", "--accept-deletes")
    assert text(root) == EDITED
    assert text(root, DOMAIN) == TERMS.replace("Who sells.", "Who sells again.")
    for counted in ("1 column added", "1 column deleted", "1 dataset renamed", "1 column renamed"):
        assert counted in said
    commit(root)
    nothing_changes(root, export(root))


def test_sorted_and_filtered_alone_it_changes_nothing(office: Office, demo: Path, tmp_path: Path):
    with office.opened(export(demo, "--domain", "people")):
        office.sort("Columns", "Description", True)
        office.sort("Datasets", "Title")
        assert office.filter_rows("Columns", "Dataset", "absences") > 10
        office.save_as(tmp_path / "sorted.xlsx")
    nothing_changes(demo, tmp_path / "sorted.xlsx")


def test_columns_and_sheets_of_their_own_are_left_alone(office: Office, root: Path, tmp_path: Path):
    """A column before all others, without a heading that is ours; a sheet less, which deletes nothing."""
    with office.opened(export(root)):
        office.insert_column("Columns", "A")
        office.enter("Columns", "A1", "To do")
        office.enter("Columns", "A3", "ask Tom")
        office.enter("Columns", office.find("Columns", "Name", "customer").replace("E", "F"), "bigint")
        office.delete_sheet("Terms")
        said = handed_in(root, office, tmp_path / "own.xlsx", "--accept-deletes")
    assert text(root) == CORE.replace("customer: int", "customer: bigint")
    assert "Columns!A1: unknown heading 'To do'" in said


def test_a_cleared_cell_clears_the_field(office: Office, root: Path, tmp_path: Path):
    with office.opened(export(root)):
        office.clear("Datasets", office.find("Datasets", "Title", "Orders"))
        handed_in(root, office, tmp_path / "back.xlsx")
    assert text(root) == CORE.replace("    title: Orders\n", "")


def test_the_whole_id_column_deleted(office: Office, root: Path, tmp_path: Path):
    with office.opened(export(root)):
        for heading in (ID, HASH):
            office.delete_column("Columns", office.column("Columns", heading))
        office.enter("Columns", office.find("Columns", "Name", "total").replace("D", "E"), "decimal")
        said = handed_in(root, office, tmp_path / "back.xlsx")
    assert "rows are known by their names" in said
    assert text(root) == CORE.replace("numeric(18,2)", "decimal")


# Accidents -----------------------------------------------------------------------------------------------------------


def refused(root: Path, path: Path, *words: str) -> None:
    said = run(root, "import", "excel", path)
    assert said.exit_code == 1, said.output
    for word in words:
        assert word in said.output, said.output
    assert git(root, "status", "--porcelain", "--", "catalogue") == ""


def test_one_column_sorted_alone(office: Office, root: Path, tmp_path: Path):
    with office.opened(export(root)):
        office.sort_alone("Columns", "Name", True)
        office.save_as(tmp_path / "back.xlsx")
    refused(root, tmp_path / "back.xlsx", "!Columns!D", "carry the hidden _id of another row", "sort whole rows")


def test_ids_sorted_alone(office: Office, root: Path, tmp_path: Path):
    with office.opened(export(root)):
        office.sort_alone("Columns", ID, True)
        office.save_as(tmp_path / "back.xlsx")
    refused(root, tmp_path / "back.xlsx", "!Columns!D", "carry the hidden _id of another row", "sort whole rows")


def test_a_row_that_was_copied(office: Office, root: Path, tmp_path: Path):
    with office.opened(export(root)):
        office.copy_row("Columns", 3, 6)
        office.save_as(tmp_path / "back.xlsx")
    refused(root, tmp_path / "back.xlsx", "!Columns!D6: error 'customer' is there twice (first in D3)")


def test_merged_cells(office: Office, root: Path, tmp_path: Path):
    """Merging keeps the first text only; LibreOffice keeps the others below it, Excel does not."""
    with office.opened(export(root)):
        for cell in ("C3", "C4", "C5"):
            office.clear("Columns", cell)
        office.merge("Columns", "C2:C5")
        office.save_as(tmp_path / "back.xlsx")
    refused(
        root, tmp_path / "back.xlsx", "!Columns!C3: error column 'customer' has no dataset", "write its dataset in C3"
    )


def test_a_formula_whose_result_is_an_error(office: Office, root: Path, tmp_path: Path):
    """Typed into a sheet of their own format; a cell of ours is text, whatever is typed."""
    with office.opened(export(root)):
        office.insert_column("Columns", "A")
        office.enter("Columns", "A1", "Unit")
        office.enter("Columns", "A2", "=1/0")
        office.save_as(tmp_path / "back.xlsx")
    refused(root, tmp_path / "back.xlsx", "!Columns!", "'unit' is given twice")


# Other formats -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["ods", "xls"])
def test_saved_in_another_format_it_comes_back_all_the_same(office: Office, root: Path, tmp_path: Path, suffix: str):
    with office.opened(export(root)):
        office.save_as(tmp_path / f"saved.{suffix}")
    nothing_changes(root, tmp_path / f"saved.{suffix}")
    with office.opened(tmp_path / f"saved.{suffix}"):
        office.sort("Columns", "Name", True)
        office.set_text("Columns", office.find("Columns", "Name", "customer"), "buyer")
        handed_in(root, office, tmp_path / f"again.{suffix}")
    assert text(root) == CORE.replace("customer: int", "buyer:\n        type: int\n        formerly: [customer]")


def test_saved_as_csv_it_is_known_and_compared_with_the_book_alone(office: Office, root: Path, tmp_path: Path):
    """One sheet alone is left of it, without what it was made from."""
    with office.opened(export(root)):
        for sheet in ("Read me", "Datasets", "Terms", "_lists", SHEET):
            office.delete_sheet(sheet)
        office.save_as(tmp_path / "core.csv")
    before = (root / FILE).read_bytes()
    said = run(root, "import", "excel", tmp_path / "core.csv")
    assert said.exit_code == 0 and "compared with the book alone" in said.output, said.output
    assert "nothing to change" in said.output
    assert (root / FILE).read_bytes() == before
