"""Bad workbooks, handed to ``lakebook import excel``: a clear message, an exit code, little memory, and the book as it was."""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from test_workbook import DOCTYPES, GOOD, OLE, TABLE, by_hand, cell, sheet_xml, zipped

from lakebook.book import read_book
from lakebook.model.dataset import Column
from lakebook.sources.working_tree import WorkingTree
from lakebook.syntax.workbook_state import blob_id

MEGABYTES = 700
"""Of address space: what Python and the whole house take, and what an import may take on top, come to less."""
FILES = {
    "lakebook.yaml": "title: Tyres\n",
    "catalogue/people.yaml": "people:\n  ann.durand: Ann Durand <ann.durand@example.org>\n",
    "catalogue/sales/domain.yaml": "title: Sales\ncustodian: ann.durand\nclassification: internal\n"
    "terms:\n  customer: Who buys.\n",
    "catalogue/sales/crm/system.yaml": "title: CRM\nkind: saas\n",
    "catalogue/sales/crm/orders.yaml": "datasets:\n  order:\n    description: An order.  # as the ERP has it\n"
    "    columns:\n      id: bigint pk | Number of the order.\n      state: char(1)\n",
}


class Done(NamedTuple):
    """How a command ended."""

    code: int
    said: str
    """Both streams."""


def lakebook(root: Path, *arguments: str | Path, megabytes: int = MEGABYTES) -> Done:
    """Run it as its user does, in so much memory; it may fail, but not by a bug of ours."""
    command = ["sh", "-c", f'ulimit -v {megabytes * 1024}; exec "$@"', "sh", sys.executable, "-m", "lakebook.cli"]
    done = subprocess.run(
        [*command, "-C", root, *arguments],
        cwd=root.parent,
        env={**os.environ, "LAKEBOOK_TRACEBACK": "", "SOURCE_DATE_EPOCH": "1795478400", "COLUMNS": "200"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode in (0, 1, 2), done.stdout
    assert "Traceback" not in done.stdout and "a bug of ours" not in done.stdout
    return Done(done.returncode, done.stdout)


def git(root: Path, *arguments: str) -> str:
    command = ["git", "-C", root, "-c", "user.name=Ann Durand", "-c", "user.email=ann.durand@example.org", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small book in Git."""
    root = tmp_path / "book"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "A book")
    return root


def tree(root: Path) -> dict[str, bytes]:
    """Every file of the book; not what Git and the cache keep for themselves."""
    files = (path for path in root.rglob("*") if path.is_file())
    paths = {path.relative_to(root).as_posix(): path for path in files}
    return {name: path.read_bytes() for name, path in paths.items() if name.split("/")[0] not in (".git", ".lakebook")}


def refused(root: Path, file: Path, *options: str) -> str:
    """What is said of a file that is not imported; the book is as it was."""
    before = tree(root)
    done = lakebook(root, "import", "excel", file, *(options or ("--domain", "sales", "--system", "crm")))
    assert done.code in (1, 2), done.said
    assert tree(root) == before
    assert "hint: " in done.said, done.said
    return done.said


# Files that no reader should touch


def million_rows() -> bytes:
    block = b"".join(
        b"<row>%s</row>" % b"".join(b"<c ><v>%d</v></c>" % (n * 7919 + c) for c in range(8)) for n in range(5_000)
    )
    return by_hand(b"<worksheet>" + block * 200 + b"</worksheet>")


def bomb() -> bytes:
    return by_hand(sheet_xml(TABLE), {"xl/sharedStrings.xml": b"<sst><si><t>" + b"a" * (60 << 20) + b"</t></si></sst>"})


HOSTILE = {
    "far.xlsx": (lambda: by_hand(sheet_xml(TABLE + cell("XFD1048576"))), "Columns!XFD1048576: error ", "away from"),
    "low.xlsx": (lambda: by_hand(sheet_xml(TABLE + cell("A1048576"))), "Columns!A1048576: error ", "away from"),
    "bomb.xlsx": (bomb, "", "as in a zip bomb"),
    "million.xlsx": (million_rows, "", "over 5,000,000 cells"),
    "xxe.xlsx": (lambda: by_hand(sheet_xml(TABLE), {"xl/sharedStrings.xml": DOCTYPES["foreign file"] + "<a/>"}), "", "DOCTYPE"),
    "laughs.xlsx": (lambda: by_hand(sheet_xml(TABLE, before=DOCTYPES["entity bomb"])), "", "DOCTYPE"),
    "locked.xlsx": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "", "protected by a password"),
    "page.xls": (lambda: b"<html><body><table><tr><td>name</td></tr></table></body></html>", "", "is HTML, not a workbook"),
    "cut.xlsx": (lambda: GOOD[: len(GOOD) // 2], "", "damaged or cut short"),
    "empty.xlsx": (lambda: b"", "", "is empty"),
    "binary.xlsb": (lambda: zipped({"xl/workbook.bin": "a"}), "", "a binary workbook (.xlsb)"),
    "cut.xls": (lambda: OLE + "Workbook".encode("utf-16-le"), "", ""),
    "picture.xlsx": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), "", "not a workbook"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_by_name_and_nothing_is_written(root: Path, name: str):
    content, place, message = HOSTILE[name]
    file = root.parent / name
    file.write_bytes(content())
    said = refused(root, file)
    assert name + (f"!{place}" if place else ": error ") in said
    assert message in said
    assert len(said.splitlines()) <= 6, said


def test_of_several_files_none_is_imported_when_one_is_bad(root: Path):
    """All files of an import or none."""
    (root.parent / "good.xlsx").write_bytes(GOOD)
    (root.parent / "bad.xlsx").write_bytes(b"")
    before = tree(root)
    done = lakebook(root, "import", "excel", root.parent / "good.xlsx", root.parent / "bad.xlsx",
                    "--domain", "sales", "--system", "crm")  # fmt: skip
    assert done.code == 1 and "bad.xlsx: error the file is empty" in done.said
    assert tree(root) == before


# Sheets that say odd things


H = ["Table", "Column", "Type", "Description"]
FORMULAS = ("=cmd|' /C calc'!A0", "+1", "-x", "@SUM(A1)", "=1+1", '=HYPERLINK("http://x")')


def sheet_file(path: Path, sheets: dict[str, list[list[str]]]) -> Path:
    """A workbook of texts alone."""
    path.parent.mkdir(exist_ok=True)
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for number, row in enumerate(rows, 1):
            for index, said in enumerate(row, 1):
                if said:
                    sheet.cell(number, index, said).data_type = "s"
    workbook.save(path)
    return path


def imported(root: Path, file: Path) -> str:
    done = lakebook(root, "import", "excel", file, "--domain", "sales", "--system", "crm", "--schema", "handed")
    assert done.code == 0, done.said
    return done.said


def columns(root: Path) -> dict[str, dict[str, Column]]:
    book = read_book(WorkingTree(root))
    assert book.records.findings == []
    return {one.name: one.columns for one in book.catalogue.datasets.values() if one.schema == "handed"}


def test_what_looks_like_a_formula_stays_text_both_ways(root: Path, tmp_path: Path):
    rows = [["invoice", f"c{number}", "text", said] for number, said in enumerate(FORMULAS)]
    imported(root, sheet_file(tmp_path / "formulas.xlsx", {"Orders": [H, *rows]}))
    assert [column.description for column in columns(root)["invoice"].values()] == list(FORMULAS)
    done = lakebook(root, "export", "excel", "--output", tmp_path / "out.xlsx")
    assert done.code == 0, done.said
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["Columns"]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value in FORMULAS]
    assert sorted(cell.value for cell in cells) == sorted(FORMULAS)
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} <= {"s", "inlineStr"}
    assert "none changed" in lakebook(root, "import", "excel", tmp_path / "out.xlsx").said


def test_two_sheets_that_describe_one_dataset_differently(root: Path, tmp_path: Path):
    sheets = {"New": [H, ["invoice", "id", "int", "Number"]], "Old": [H, ["invoice", "id", "varchar(9)", "Code"]]}
    said = refused(root, sheet_file(tmp_path / "two.xlsx", sheets))
    assert "two.xlsx!Old!B2: error 'id' is given twice in 'invoice', and New!B2 says something else" in said
    assert "hint: delete one of the two rows, or let both say the same" in said


def test_two_files_that_describe_one_dataset_differently(root: Path, tmp_path: Path):
    one = sheet_file(tmp_path / "one.xlsx", {"Orders": [H, ["invoice", "id", "int", "Number"]]})
    other = sheet_file(tmp_path / "other.xlsx", {"Orders": [H, ["invoice", "id", "varchar(9)", "Number"]]})
    before = tree(root)
    done = lakebook(root, "import", "excel", one, other, "--domain", "sales", "--system", "crm", "--schema", "handed")
    assert done.code == 1 and f"{other}!Orders!C2: conflict in invoice.id.type" in done.said, done.said
    assert tree(root) == before


def test_a_row_that_is_there_twice_is_told_by_its_cell(root: Path, tmp_path: Path):
    rows = [["invoice", "id", "int", "Number"], ["invoice", "at", "date", "Day"], ["invoice", "by", "int", "Who"]]
    twice = {"Orders": [H, *rows, ["invoice", "at", "time", "Hour"]]}
    said = refused(root, sheet_file(tmp_path / "twice.xlsx", twice))
    assert "twice.xlsx!Orders!B5: error 'at' is given twice in 'invoice', and B3 says something else" in said


def test_rows_of_two_tables_whose_heading_is_not_known_are_not_mixed(root: Path, tmp_path: Path):
    rows = [["Brontabel", "Column", "Type"], ["a", "id", "int"], ["b", "id", "text"]]
    said = refused(root, sheet_file(tmp_path / "mixed.xlsx", {"Orders": rows}))
    assert "'id' is given twice in 'Orders'" in said and "behind the heading that names their tables" in said


def test_a_row_that_is_there_twice_in_the_same_words_is_taken_once(root: Path, tmp_path: Path):
    rows = [["invoice", "id", "int", "Number"], ["invoice", "at", "date", "Day"], ["invoice", "id", "int", "Number"]]
    said = imported(root, sheet_file(tmp_path / "same.xlsx", {"Orders": [H, *rows]}))
    assert "B4: 'id' stands twice in 'invoice'; the rows are joined" in said
    assert list(columns(root)["invoice"]) == ["id", "at"]


def test_merged_names_hold_for_the_rows_beside_them(root: Path, tmp_path: Path):
    rows = [["invoice", "id", "int", ""], ["", "at", "date", ""], ["line", "id", "int", ""], ["", "sum", "int", ""]]
    path = sheet_file(tmp_path / "merged.xlsx", {"Orders": [H, *rows]})
    workbook = openpyxl.load_workbook(path)
    for area in ("A2:A3", "A4:A5"):
        workbook["Orders"].merge_cells(area)
    workbook.save(path)
    imported(root, path)
    assert {name: list(found) for name, found in columns(root).items()} == {
        "invoice": ["id", "at"],
        "line": ["id", "sum"],
    }


def test_error_cells_are_told(root: Path, tmp_path: Path):
    rows = [["invoice", "id", "int", "Number"], ["invoice", "at", "#REF!", "Day"]]
    path = sheet_file(tmp_path / "errors.xlsx", {"Orders": [H, *rows]})
    workbook = openpyxl.load_workbook(path)
    workbook["Orders"]["C3"].data_type = "e"
    workbook.save(path)
    assert "C3: #REF! stands in the cell: its value is lost" in imported(root, path)


@pytest.mark.parametrize("lock", ["~$plain.xlsx", ".~lock.plain.xlsx#"])
def test_a_sheet_that_is_open_waits(root: Path, tmp_path: Path, lock: str):
    path = sheet_file(tmp_path / "inbox" / "plain.xlsx", {"Orders": [H, ["invoice", "id", "int", "Number"]]})
    (path.parent / lock).write_bytes(
        b"\x0aAnn Durand" + bytes(40) if lock.startswith("~") else b",Ann Durand,pc,1.1.2026;"
    )
    assert "plain.xlsx: error the sheet is open in" in refused(root, path)
    before = tree(root)
    done = lakebook(root, "import", "excel", "--all", path.parent, "--domain", "sales", "--system", "crm")
    assert done.code == 1 and "is open in" in done.said and "~$" not in done.said
    assert tree(root) == before


def test_200_000_rows_are_taken(root: Path, tmp_path: Path):
    """How long that takes and how much memory is a matter of the bench."""
    lines = [H, *([f"t_{n // 20}", f"c_{n % 20}", "int", f"Text {n % 997}"] for n in range(200_000))]
    cells = '<c t="inlineStr"><is><t>%s</t></is></c>' * 4
    rows = "".join(f"<row>{cells % tuple(line)}</row>" for line in lines)
    (tmp_path / "many.xlsx").write_bytes(by_hand(sheet_xml(rows)))
    place = ("--domain", "sales", "--system", "crm", "--schema", "many")
    done = lakebook(root, "import", "excel", tmp_path / "many.xlsx", *place, megabytes=1_200)
    assert done.code == 0 and "10,000 datasets, 200,000 columns" in done.said, done.said
    assert (root / "catalogue/sales/crm/many.yaml").read_text().count(": int | Text ") == 200_000


# Killed while it writes


KILLED_AT = """\
import os, signal, sys
number, names = int(sys.argv.pop(1)), sys.argv.pop(1).split(",")
def dying(name):
    real = getattr(os, name)
    def call(*arguments, **options):
        global number
        if (number := number - 1) == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **options)
    setattr(os, name, call)
for name in names:
    dying(name)
from lakebook.cli import main
main()
"""
"""Runs the command, and dies at the n-th call of these functions of ``os``."""
WRITING = "replace,fsync,unlink"


def visible(root: Path) -> dict[str, bytes]:
    """What anybody sees: files half written have names that begin with a dot."""
    return {name: content for name, content in tree(root).items() if not name.rpartition("/")[2].startswith(".")}


@pytest.fixture
def edited(root: Path, tmp_path: Path) -> Path:
    """A workbook of ours whose import changes two files."""
    assert lakebook(root, "export", "excel", "--output", tmp_path / "out.xlsx").code == 0
    workbook = openpyxl.load_workbook(tmp_path / "out.xlsx")
    for sheet, heading in (("Columns", "Description"), ("Terms", "Definition"), ("Datasets", "Description")):
        at = next(cell.column for cell in workbook[sheet][1] if cell.value == heading)
        for row in range(2, workbook[sheet].max_row + 1):
            workbook[sheet].cell(row, at, "Edited.")
    workbook.save(tmp_path / "edited.xlsx")
    return tmp_path / "edited.xlsx"


def dying(
    root: Path, file: Path, number: int, calls: str = WRITING, code: str = KILLED_AT
) -> subprocess.CompletedProcess[str]:
    """An import that comes to its end there."""
    command = [sys.executable, "-c", code, str(number), calls, "-C", root, "import", "excel", file]
    return subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)


def killed(root: Path, file: Path, number: int, calls: str = WRITING) -> bool:
    """Whether the import was killed there."""
    done = dying(root, file, number, calls)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0


def as_committed(root: Path) -> None:
    git(root, "checkout", "-q", "--", ".")
    git(root, "clean", "-fdxq")


def half_done(root: Path, file: Path) -> None:
    """Kill the import when one of its two files is in place: the first that is moved is the list of both."""
    before = visible(root)
    assert killed(root, file, 3, "replace")
    assert sum(content != before[name] for name, content in visible(root).items()) == 1


def test_killed_at_any_moment_all_is_written_or_nothing_for_the_next_command(root: Path, edited: Path):
    before = visible(root)
    assert not killed(root, edited, 0)
    complete = visible(root)
    assert sum(complete[name] != before[name] for name in complete) == 2
    as_committed(root)
    seen = []
    for number in itertools.count(1):
        if not killed(root, edited, number):
            break
        halfway = visible(root) not in (before, complete)
        said = lakebook(root, "stats").said
        assert ("an import that was interrupted is now finished: wrote catalogue/" in said) == halfway
        assert visible(root) in (before, complete), number
        seen.append((halfway, visible(root) == complete))
        as_committed(root)
    assert {(False, False), (True, True), (False, True)} <= set(seen)


def test_what_somebody_put_right_by_hand_is_not_overwritten(root: Path, edited: Path):
    before = visible(root)
    half_done(root, edited)
    git(root, "checkout", "-q", "--", ".")
    assert "interrupted" not in lakebook(root, "stats").said
    assert tree(root) == before


def test_what_somebody_edited_meanwhile_is_not_overwritten(root: Path, edited: Path):
    half_done(root, edited)
    (root / "catalogue/sales/domain.yaml").write_text("title: Mine\n")
    (root / "catalogue/sales/crm/orders.yaml").write_text("datasets: {}\n")
    before = visible(root)
    assert "interrupted" not in lakebook(root, "stats").said
    assert tree(root) == before


def test_a_list_that_came_along_moves_no_other_file(root: Path):
    (root / ".lakebook").mkdir()
    (root / "secret.tmp").write_text("mine")
    moves = [{"made": "secret.tmp", "place": "../stolen", "before": "", "after": blob_id(b"mine")}]
    (root / ".lakebook/unfinished.json").write_text(json.dumps(moves))
    before = tree(root)
    assert "interrupted" not in lakebook(root, "stats").said
    assert tree(root) == before and not (root.parent / "stolen").exists()


def test_where_one_file_cannot_be_written_none_is(root: Path, edited: Path):
    before = tree(root)
    code = KILLED_AT.replace(
        "os.kill(os.getpid(), signal.SIGKILL)", "raise OSError(28, 'No space left on device', 'x')"
    )
    for number in itertools.count(1):
        done = dying(root, edited, number, "replace,fsync", code)
        if done.returncode == 0:
            break
        said = "Error: cannot write x: No space left on device; nothing was changed"
        assert (done.returncode, done.stderr.splitlines()[-1]) == (2, said)
        assert tree(root) == before, number
    assert number > 5
