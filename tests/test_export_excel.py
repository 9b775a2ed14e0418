"""The exported workbook, opened as its user opens it: what is there, where it came from, and what it refuses."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from libreoffice import Office
from openpyxl.worksheet.worksheet import Worksheet

from lakebook.book import Book, read_book
from lakebook.checks._run import run_checks
from lakebook.cli import lakebook
from lakebook.exporters import ExportError
from lakebook.exporters._workbook_findings import MOST_COMMENTS
from lakebook.exporters.excel import excel
from lakebook.sources.in_memory import InMemory
from lakebook.sources.working_tree import WorkingTree
from lakebook.syntax.workbook import Workbook, read_workbook
from lakebook.syntax.workbook_state import HASH, ID, blob_id, is_not_shown, read_state, row_hash

FILES = {
    "lakebook.yaml": "title: Rondelle\npersonal: [name, contact]\nrepository:\n  url: https://git.example/data\n",
    "catalogue/people.yaml": "people:\n  ann.durand: Ann Durand <a@example.org>\n  raj.patel: Raj Patel <r@example.org>\n"
    "  old.hand:\n    name: Old Hand\n    until: 2020-01-01\n",
    "catalogue/sales/domain.yaml": "title: Sales\ncustodian: ann.durand\nterms:\n  order: What a customer asks for.\n",
    "catalogue/sales/crm/orders.yaml": """\
datasets:
  order:
    title: Orders
    description: One row per order.
    classification: secret
    tags: [core, "a;b"]
    sources: {event: all}
    columns:
      id: bigint pk required | Number of the order.
      state:
        values: {"1": open, "2": closed}
        personal: [nmae]
      note: "text | =cmd|' /C calc'!A0"
  order_old:
    description: Until 2020.
    status: deprecated
    successor: order
""",
    "catalogue/sales/crm/events.yaml": "datasets:\n  event:\n    custodian: raj.patel\n    columns:\n      at: timestamp\n",
    "catalogue/finance/erp/fi.yaml": "datasets:\n  ledger:\n    extra: {origin: SAP}\n    columns:\n      no: int pk\n",
}


@pytest.fixture(scope="module")
def book() -> Book:
    return read_book(InMemory(FILES))


def exported(book: Book, **scope: str) -> bytes:
    files = excel(book, findings=run_checks(book), **scope).files
    assert isinstance(files, bytes)
    return files


@pytest.fixture(scope="module")
def content(book: Book) -> bytes:
    return exported(book)


@pytest.fixture(scope="module")
def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def headings(sheet: Worksheet) -> dict[str, str]:
    """Heading -> letter of its column."""
    return {cell.value: cell.column_letter for cell in sheet[1]}


def rows(workbook: Workbook, name: str) -> list[dict[str, str]]:
    """Rows of a sheet, by the folded heading."""
    sheet = next(sheet for sheet in workbook.sheets if sheet.name == name)
    names = [heading if heading.startswith("_") else heading.lower() for heading in sheet.rows[0].cells]
    return [dict(zip(names, row.cells, strict=False)) for row in sheet.rows[1:]]


# What is in it


def test_the_sheets_and_their_rows(content: bytes):
    workbook = read_workbook(content)
    assert [(sheet.name, sheet.visible) for sheet in workbook.sheets] == [
        ("Read me", True), ("Datasets", True), ("Columns", True), ("Terms", True), ("_lakebook", False), ("_lists", False)
    ]  # fmt: skip
    datasets = {row["name"]: row for row in rows(workbook, "Datasets")}
    assert list(datasets) == ["ledger", "event", "order", "order_old"]
    assert datasets["order"]["tags"] == 'core, "a;b"' and datasets["order"]["sources"] == "event: all"
    assert datasets["order"][ID] == "crm/orders/order" and datasets["order"]["schema"] == "orders"
    columns = {row["name"]: row for row in rows(workbook, "Columns")}
    assert columns["state"]["values"] == "1 = open\n2 = closed" and columns["id"]["required"] == "yes"
    assert columns["note"]["description"] == "=cmd|' /C calc'!A0"
    assert columns["id"][ID] == "crm/orders/order#id"
    (term,) = rows(workbook, "Terms")
    assert (term["domain"], term["name"], term["definition"]) == ("sales", "order", "What a customer asks for.")
    assert term[ID] == "sales/order"


def test_fields_that_nobody_has_are_left_out_and_the_state_says_which_are_there(content: bytes):
    workbook = read_workbook(content)
    state = read_state(workbook)
    assert state is not None
    assert "extra" in state.headings["Datasets"] and "links" not in state.headings["Datasets"]
    assert "extra" not in state.headings["Columns"]
    assert state.headings["Terms"] == ["domain", "name", "definition", "owner", "synonyms", "note"]


def test_the_state_says_what_it_was_made_from(content: bytes):
    state = read_state(read_workbook(content))
    assert state is not None
    assert (state.book, state.repository, state.commit) == ("Rondelle", "https://git.example/data", "")
    assert state.scope == ("", "")
    made_from = [path for path in FILES if path.endswith(("orders.yaml", "events.yaml", "fi.yaml", "domain.yaml"))]
    assert state.blobs == {path: blob_id(FILES[path].encode()) for path in made_from}
    assert set(state.datasets) == {"erp/fi/ledger", "crm/events/event", "crm/orders/order", "crm/orders/order_old"}


def hashes_hold(content: bytes) -> int:
    """How many rows there are; the hash of each is that of its texts as they are read back."""
    workbook = read_workbook(content)
    state = read_state(workbook)
    assert state is not None
    count = 0
    for sheet, names in state.headings.items():
        for row in rows(workbook, sheet):
            assert row[HASH] == row_hash(row[name] for name in names), row
            count += 1
    return count


NASTY = {
    "catalogue/sales/crm/nasty.yaml": "datasets:\n"
    '  " odd\\u00a0":\n    description: " outer "\n    title: "_x0041_ _x4_ \\x01"\n    extra: {"a: b": "c; d"}\n'
    '    columns:\n      "a/b#c ":\n        description: "line\\n\\nline\\t"\n        example: "=1+1"\n'
    '        unit: "00123"\n        type: "1e3"\n        tags: ["x,y", \'"z"\']\n'
}


def test_the_hash_of_a_row_is_that_of_its_texts_as_read_back(content: bytes):
    assert hashes_hold(content) == 10
    assert hashes_hold(exported(read_book(InMemory(FILES | NASTY)), schema="crm.nasty")) == 3


def test_the_hashes_hold_after_libreoffice_has_saved_it(office: Office, tmp_path: Path):
    (tmp_path / "out.xlsx").write_bytes(exported(read_book(InMemory(FILES | NASTY))))
    saved = office.resaved(tmp_path / "out.xlsx", tmp_path / "saved.xlsx").read_bytes()
    assert hashes_hold(saved) == 12
    assert read_state(read_workbook(saved)) == read_state(read_workbook((tmp_path / "out.xlsx").read_bytes()))
    rules = openpyxl.load_workbook(io.BytesIO(saved))["Datasets"].data_validations.dataValidation
    assert len(rules) >= 6
    with office.opened(tmp_path / "out.xlsx"):
        assert office.choices("Datasets", f"{office.column('Datasets', 'Status')}2") == [
            "draft", "active", "deprecated", "retired"
        ]  # fmt: skip
        assert office.hidden_columns("Columns") == [ID, HASH]


def test_excel_marks_no_text_that_looks_like_a_number(content: bytes):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        columns = archive.read("xl/worksheets/sheet3.xml").decode()
    at = [
        columns.index(f"<{name}")
        for name in ("sheetData", "dataValidations", "pageSetup", "ignoredErrors", "legacyDrawing")
    ]
    assert at == sorted(at), "Excel repairs a file whose parts are in another order"
    assert '<ignoredError sqref="A1:' in columns


def test_the_same_book_gives_the_same_bytes(book: Book, content: bytes):
    assert exported(book) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert f"{book.today.isoformat()}T00:00:00Z" in core and "<dc:creator>Lakebook</dc:creator>" in core


# How it behaves


def test_headings_stay_in_view_are_filtered_and_explained(opened: openpyxl.Workbook):
    sheet = opened["Columns"]
    assert sheet.freeze_panes == "E2" and sheet.auto_filter.ref.startswith("A1:")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and (
        sheet.page_setup.fitToWidth,
        sheet.page_setup.fitToHeight,
    ) == (None, 0)
    letters = headings(sheet)
    comment = sheet[f"{letters['Values']}1"].comment.text
    assert comment == "Code -> meaning.\nOne a line (Alt+Enter): code = meaning."
    assert "Every row needs it." in sheet[f"{letters['Dataset']}1"].comment.text
    assert all(sheet[f"{letter}1"].comment for name, letter in letters.items()), "each heading is explained"
    fills = {sheet[f"{letters[name]}1"].fill.fgColor.rgb for name in ("System", "Dataset", "Name")}
    assert len(fills) == 1 and sheet[f"{letters['Type']}1"].fill.fgColor.rgb not in fills
    assert [name for name, letter in letters.items() if sheet.column_dimensions[letter].hidden] == [ID, HASH]
    assert opened["_lakebook"].sheet_state == "veryHidden" and opened["_lists"].sheet_state == "hidden"


def offered(workbook: openpyxl.Workbook, sheet: str) -> dict[str, tuple[list[str], str | None]]:
    """Heading -> words of its drop-down, and what happens to others: stop, warning, or None for nothing."""
    names = {letter: name for name, letter in headings(workbook[sheet]).items()}
    found = {}
    for rule in workbook[sheet].data_validations.dataValidation:
        assert not rule.formula1.startswith("="), "Excel takes that for damage"
        place = workbook.defined_names[rule.formula1].attr_text
        words = [cell[0].value for cell in workbook["_lists"][place.partition("!")[2].replace("$", "")]]
        area = str(rule.sqref)
        assert area.endswith("1048576"), "new rows have it, too"
        found[names[area.partition("2:")[0]]] = (words, rule.errorStyle if rule.showErrorMessage else None)
    return found


def test_drop_downs_stop_at_settled_words_and_warn_of_new_names(opened: openpyxl.Workbook):
    found = offered(opened, "Datasets")
    assert found["Status"] == (["draft", "active", "deprecated", "retired"], "stop")
    assert found["Classification"] == (["public", "internal", "confidential", "restricted"], "stop")
    assert found["Custodian"] == (["ann.durand", "raj.patel"], "warning")
    assert found["Personal"] == (["name", "contact"], None), "a cell may hold several"
    assert found["Kind"][1] == found["Layer"][1] == "stop"
    found = offered(opened, "Columns")
    assert found["Required"] == (["yes", "no"], "stop") and found["Key"][1] is None
    assert found["Dataset"] == (["ledger", "event", "order", "order_old"], "warning")
    assert found["Term"] == (["order"], "warning")


def test_deprecated_rows_turn_grey_by_what_their_status_says(opened: openpyxl.Workbook):
    sheet = opened["Datasets"]
    rules = [rule for area in sheet.conditional_formatting for rule in area.rules]
    status = headings(sheet)["Status"]
    assert f'OR(${status}2="deprecated",${status}2="retired")' in [
        formula for rule in rules for formula in rule.formula
    ]


def test_findings_stand_beside_the_name_and_on_the_cell(opened: openpyxl.Workbook, content: bytes):
    datasets = {row["name"]: row for row in rows(read_workbook(content), "Datasets")}
    assert "error: unknown classification 'secret' (use one of public, internal" in datasets["order"]["findings"]
    sheet = opened["Datasets"]
    letters = headings(sheet)
    assert letters["Findings"] == "D"
    assert "unknown classification" in sheet[f"{letters['Classification']}4"].comment.text
    columns = opened["Columns"]
    letters = headings(columns)
    row = next(cell.row for cell in columns[letters["Name"]] if cell.value == "state")
    assert columns[f"{letters['Personal']}{row}"].comment.text == (
        "error: unknown category of personal data 'nmae' (did you mean 'name'?)"
    )


def test_a_few_hundred_comments_and_no_more():
    columns = "".join(f"      c{n}:\n        personal: [nmae]\n" for n in range(MOST_COMMENTS + 20))
    big = {"catalogue/a/b/c.yaml": f"datasets:\n  x:\n    columns:\n{columns}"}
    book = read_book(InMemory(FILES | big))
    made = excel(book, schema="b.c", findings=run_checks(book))
    assert len(made.notes) == 1 and "findings have no comment on their cell" in made.notes[0]
    assert isinstance(made.files, bytes)
    sheet = openpyxl.load_workbook(io.BytesIO(made.files))["Columns"]
    assert 0 < sum(cell.comment is not None for row in sheet.iter_rows(min_row=2) for cell in row) <= MOST_COMMENTS
    assert "nmae" in rows(read_workbook(made.files), "Columns")[-1]["findings"]


def test_a_text_that_no_cell_holds_is_said_and_not_cut():
    long = {"catalogue/a/b/c.yaml": f"datasets:\n  x:\n    description: {'x' * 40_000}\n"}
    made = excel(read_book(InMemory(long)))
    assert made.notes == ("not shown: b.c.x description: 40,000 characters; edit it in the YAML file",)
    assert isinstance(made.files, bytes)
    (row,) = rows(read_workbook(made.files), "Datasets")
    assert is_not_shown(row["description"]) and "40,000 characters" in row["description"]
    assert hashes_hold(made.files) == 1


def test_a_name_that_no_cell_holds_is_refused():
    with pytest.raises(ExportError, match="a name that no cell can hold"):
        excel(read_book(InMemory({"catalogue/a/b/c.yaml": 'datasets:\n  "a\\rb":\n    title: x\n'})))


# Part of the book


@pytest.mark.parametrize(
    ("scope", "datasets", "terms"),
    [
        ({"domain": "sales"}, ["event", "order", "order_old"], 1),
        ({"system": "erp"}, ["ledger"], 0),
        ({"schema": "crm.events"}, ["event"], 1),
        ({"custodian": "ann.durand"}, ["order", "order_old"], 1),
        ({"custodian": "raj.patel"}, ["event"], 1),
    ],
)
def test_part_of_a_book(book: Book, scope: dict[str, str], datasets: list[str], terms: int):
    workbook = read_workbook(exported(book, **scope))
    assert [row["name"] for row in rows(workbook, "Datasets")] == datasets
    assert len(rows(workbook, "Terms")) == terms
    state = read_state(workbook)
    assert state is not None and state.scope == next(iter(scope.items()))


@pytest.mark.parametrize(
    ("scope", "message", "hint"),
    [
        ({"domain": "sale"}, "no domain 'sale'", "did you mean 'sales'?"),
        ({"schema": "crm.order"}, "no schema 'crm.order'", "did you mean 'crm.orders'?"),
        ({"custodian": "old.hand"}, "'old.hand' is custodian of no dataset", "see 'lakebook stats'"),
        ({"domain": "sales", "system": "crm"}, "--domain and --system exclude each other", "give one of them"),
    ],
)
def test_nothing_in_scope(book: Book, scope: dict[str, str], message: str, hint: str):
    with pytest.raises(ExportError) as caught:
        excel(book, **scope)
    assert (str(caught.value), caught.value.hint) == (message, hint)


# The command


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(lakebook, ["-C", str(root), "export", *arguments])


def test_the_command_runs_the_checks_and_writes_the_file(root: Path):
    git = ["git", "-C", str(root), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        subprocess.run([*git, *command], check=True)
    done = run(root, "excel", "--domain", "sales", "-o", str(root / "out/sales.xlsx"))
    assert (done.exit_code, done.output) == (0, "")
    workbook = read_workbook((root / "out/sales.xlsx").read_bytes())
    assert "unknown classification" in rows(workbook, "Datasets")[1]["findings"]
    head = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
    state = read_state(workbook)
    assert state is not None and state.commit == head
    blob = subprocess.run(
        [*git, "hash-object", "catalogue/sales/domain.yaml"], capture_output=True, text=True, cwd=root
    )
    assert state.blobs["catalogue/sales/domain.yaml"] == blob.stdout.strip()


@pytest.mark.parametrize(("lock", "program"), [("~$out.xlsx", "Excel"), (".~lock.out.xlsx#", "LibreOffice (by Ann)")])
def test_a_file_that_is_open_is_left_alone(root: Path, lock: str, program: str):
    (root / "out.xlsx").write_bytes(b"before")
    (root / lock).write_text("Ann,x,y" if lock.startswith(".") else "")
    done = run(root, "excel", "-o", str(root / "out.xlsx"))
    assert done.exit_code == 2
    assert f"is open in {program}; close it there, or write to another file" in done.output
    assert (root / "out.xlsx").read_bytes() == b"before"


def test_what_is_not_there_is_answered_with_the_nearest(root: Path):
    done = run(root, "excel", "--system", "crn")
    assert done.exit_code == 2 and "no system 'crn'; did you mean 'crm'?" in done.output
    done = run(root, "exel")
    assert done.exit_code == 2 and "no format 'exel'; did you mean 'excel'?" in done.output


def test_bytes_go_down_a_pipe_but_not_to_a_terminal(root: Path):
    lakebook_command = [str(Path(sys.executable).with_name("lakebook")), "-C", str(root), "export", "excel"]
    piped = subprocess.run(lakebook_command, capture_output=True, check=True, timeout=600)
    assert read_state(read_workbook(piped.stdout)) is not None
    pty = pytest.importorskip("pty")
    here, there = pty.openpty()
    done = subprocess.run(lakebook_command, stdout=there, stderr=subprocess.PIPE, timeout=600, check=False)
    os.close(there)
    os.close(here)
    assert done.returncode == 2 and b"this format is not text; say where with -o FILE" in done.stderr


@pytest.mark.parametrize("ending", [".xlsm", ".xls", ".ods", ".csv"])
def test_a_name_by_which_excel_would_not_open_it_is_refused(root: Path, tmp_path: Path, ending: str):
    path = tmp_path / f"a.b{ending}"
    done = run(root, "excel", "-o", str(path))
    assert done.exit_code == 2 and not path.exists()
    assert f"the file is a .xlsx, whatever it is called; type -o {tmp_path / 'a.b.xlsx'}" in done.output
    assert run(root, "excel", "-o", str(tmp_path / "A.XLSX")).exit_code == 0
    assert run(root, "excel", "-o", os.devnull).exit_code == 0


def test_the_demo_can_be_exported(demo_root: Path):
    book = read_book(WorkingTree(demo_root))
    made = excel(book, domain="sales", findings=run_checks(book))
    assert isinstance(made.files, bytes) and hashes_hold(made.files) > 100
