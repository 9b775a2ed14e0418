"""Bad workbooks, handed to ``lakebook import excel``: a clear message, an exit code, little memory, and the book as it was."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from test_workbook import DOCTYPES, GOOD, OLE, TABLE, by_hand, cell, sheet_xml, zipped

MEGABYTES = 700
"""Of address space: what Python and the whole house take, and what an import may take on top, come to less."""
FILES = {
    "lakebook.yaml": "title: Tyres\n",
    "catalogue/people.yaml": "people:\n  ann.durand: Ann Durand <ann.durand@example.org>\n",
    "catalogue/sales/domain.yaml": "title: Sales\ncustodian: ann.durand\nclassification: internal\n",
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
        timeout=120,
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
