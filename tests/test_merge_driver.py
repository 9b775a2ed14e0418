"""``lakebook merge-driver``: Git itself merges branches, and what comes out is what both meant, with the words of both."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from test_sources import AUTHOR, commit, git, write

from lakebook.changes.merging.workbook import merge_workbook
from lakebook.readers.yaml_files import yaml_files
from lakebook.settings import Settings
from lakebook.syntax.workbook import read_workbook
from lakebook.writers.record_trees import datasets_tree

ORDERS = "catalogue/sales/crm/orders.yaml"
BASE = """# Orders, kept by Ann.
datasets:
  orders:
    title: Orders
    layer: silver
    columns:
      id: bigint pk | Key.
      # who buys
      customer: bigint
      note:
        type: text
        title: Note
        description: As people type it.

  lines:
    columns:
      id: int
"""


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lakebook.cli", *arguments], cwd=root, env={**os.environ, **AUTHOR}, capture_output=True, text=True
    )  # fmt: skip


def merging(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command of Git that may end in conflicts."""
    return subprocess.run(["git", *arguments], cwd=root, env={**os.environ, **AUTHOR}, capture_output=True, text=True)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    root = tmp_path / "book"
    root.mkdir()
    git(root, "init", "--quiet", "--initial-branch", "main")
    write(root, **{"lakebook.yaml": "title: A\n", ORDERS: BASE})
    done = run(root, "merge-driver", "--install")
    assert done.returncode == 0, done
    commit(root)
    return root


def branches(root: Path, ours: str | bytes | None, theirs: str | bytes | None, path: str = ORDERS) -> None:
    """Two branches with one commit each; ``main`` is checked out, the other is ``theirs``."""
    git(root, "checkout", "--quiet", "-b", "theirs")
    for branch, content in (("theirs", theirs), ("main", ours)):
        git(root, "checkout", "--quiet", branch)
        if content is None:
            (root / path).unlink()
        else:
            write(root, **{path: content})
        commit(root, branch)


def merged(root: Path, ours: str, theirs: str) -> str:
    """The file after a merge without conflicts."""
    branches(root, ours, theirs)
    done = merging(root, "merge", "--no-edit", "theirs")
    assert done.returncode == 0, (done.stdout, done.stderr)
    return (root / ORDERS).read_text()


def test_columns_added_at_the_same_place(book: Path):
    end = "\n  lines:"
    ours = BASE.replace(end, "      # what it costs\n      price: numeric | In euros.  # net\n" + end)
    theirs = BASE.replace(
        end, "      # when it was sent\n      sent_at: timestamp\n      sent_by: text  # a person\n" + end
    )
    assert merged(book, ours, theirs) == BASE.replace(
        end,
        "      # what it costs\n      price: numeric | In euros.  # net\n"
        "      # when it was sent\n      sent_at: timestamp\n      sent_by: text  # a person\n" + end,
    )


def test_two_fields_of_one_column(book: Path):
    ours = BASE.replace("        type: text", "        type: varchar(200)  # was text")
    theirs = BASE.replace("        title: Note", "        title: Remark")
    assert merged(book, ours, theirs) == BASE.replace(
        "        type: text\n        title: Note", "        type: varchar(200)  # was text\n        title: Remark"
    )


def test_two_facts_of_one_line(book: Path):
    """Each side changed a part of the shorthand; Git alone sees one line that both changed."""
    ours = BASE.replace("customer: bigint", "customer: int")
    theirs = BASE.replace("customer: bigint", "customer: bigint required | Who buys.")
    assert merged(book, ours, theirs) == BASE.replace("customer: bigint", "customer: int required | Who buys.")


def test_a_rename_and_a_change(book: Path):
    ours = BASE.replace("      note:\n", "      remark:\n        formerly: [note]\n")
    theirs = BASE.replace("        description: As people type it.", "        description: As shops type it.")
    assert merged(book, ours, theirs) == ours.replace("As people", "As shops")
    assert "As shops" not in ours


def test_datasets_added_at_the_end(book: Path):
    ours, theirs = BASE + "  a:\n    title: A\n", BASE + "\n  # not a\n  b:\n    title: B\n"
    assert merged(book, ours, theirs) == BASE + "  a:\n    title: A\n\n  # not a\n  b:\n    title: B\n"


def test_the_same_column_added_in_two_places(book: Path):
    """Git alone merges that without a word, and the file gives a key twice."""
    ours = BASE.replace("      id: bigint pk", "      region: text\n      id: bigint pk")
    theirs = BASE.replace("\n  lines:", "      region: text\n\n  lines:")
    assert merged(book, ours, theirs).count("region: text") == 1


def test_deleted_on_one_side_and_something_else_changed(book: Path):
    ours = BASE.replace("      # who buys\n      customer: bigint\n", "")
    theirs = BASE.replace("bigint pk | Key.", "bigint pk | The key.")
    assert merged(book, ours, theirs) == ours.replace("| Key.", "| The key.")


def conflict(root: Path, ours: str, theirs: str) -> tuple[str, str]:
    """The file with its markers after a merge with conflicts, and what was said."""
    branches(root, ours, theirs)
    done = merging(root, "merge", "--no-edit", "theirs")
    assert done.returncode == 1, (done.stdout, done.stderr)
    assert git(root, "status", "--porcelain").startswith("UU ")
    return (root / ORDERS).read_text(), done.stdout + done.stderr


def test_a_conflict_is_marked_and_nothing_else(book: Path):
    end = "\n  lines:"
    ours = BASE.replace("title: Orders", "title: Orders of the shop").replace(end, "      a: int  # ours\n" + end)
    theirs = BASE.replace("title: Orders", "title: Orders, all").replace(end, "      b: int  # theirs\n" + end)
    text, said = conflict(book, ours, theirs)
    marked = "<<<<<<< ours\n    title: Orders of the shop\n=======\n    title: Orders, all\n>>>>>>> theirs\n"
    added = "      a: int  # ours\n      b: int  # theirs\n"
    assert text == BASE.replace("    title: Orders\n", marked).replace(end, added + end)
    assert f"{ORDERS}: orders.title: base 'Orders', ours 'Orders of the shop', theirs 'Orders, all'" in said


def test_the_base_is_shown_to_those_who_want_it(book: Path):
    git(book, "config", "merge.conflictStyle", "diff3")
    text, _ = conflict(book, BASE.replace("silver", "gold"), BASE.replace("silver", "bronze"))
    marked = (
        "<<<<<<< ours\n    layer: gold\n||||||| base\n    layer: silver\n=======\n    layer: bronze\n>>>>>>> theirs\n"
    )
    assert text == BASE.replace("    layer: silver\n", marked)


def test_deleted_here_and_changed_there(book: Path):
    gone = BASE.replace("      # who buys\n      customer: bigint\n", "")
    text, said = conflict(book, gone, BASE.replace("customer: bigint", "customer: int"))
    assert "<<<<<<< ours\n" in text and "      customer: int\n" in text
    assert f"{ORDERS}: orders.customer: deleted in ours, changed in theirs" in said


def test_changed_here_and_deleted_there(book: Path):
    gone = BASE.replace("      # who buys\n      customer: bigint\n", "")
    text, said = conflict(book, BASE.replace("customer: bigint", "customer: int"), gone)
    assert "      customer: int\n" in text and ">>>>>>> theirs\n" in text
    assert f"{ORDERS}: orders.customer: changed in ours, deleted in theirs" in said


def test_a_file_that_cannot_be_read_is_merged_as_a_text(book: Path):
    text, said = conflict(book, BASE.replace("title: Orders", "title: [a"), BASE.replace("title: Orders", "title: b"))
    assert "<<<<<<< ours\n    title: [a\n=======\n    title: b\n>>>>>>> theirs\n" in text
    assert "merged as a text" in said


def test_line_ends_and_byte_order_mark(book: Path):
    crlf = b"\xef\xbb\xbf" + BASE.replace("\n", "\r\n").encode()
    git(book, "config", "core.autocrlf", "false")
    write(book, **{ORDERS: crlf})
    commit(book)
    ours = crlf.replace(b"      id: int\r\n", b"      id: int\r\n      a: int\r\n")
    branches(book, ours, crlf.replace(b"      id: int\r\n", b"      id: int\r\n      b: int # new\r\n"))
    assert merging(book, "merge", "theirs").returncode == 0
    assert (book / ORDERS).read_bytes() == ours.replace(b"a: int\r\n", b"a: int\r\n      b: int # new\r\n")


def test_one_side_changed_all_line_ends(book: Path):
    theirs = BASE.replace("title: Orders", "title: All orders").replace("\n", "\r\n").encode()
    branches(book, BASE.replace("layer: silver", "layer: gold"), theirs)
    assert merging(book, "merge", "theirs").returncode == 0
    assert (book / ORDERS).read_bytes() == theirs.replace(b"layer: silver", b"layer: gold")


def test_rebase_and_cherry_pick(book: Path):
    end = "\n  lines:"
    branches(book, BASE.replace(end, "      a: int\n" + end), BASE.replace(end, "      b: int\n" + end))
    git(book, "branch", "picked")
    git(book, "rebase", "--quiet", "theirs")
    assert (book / ORDERS).read_text() == BASE.replace(end, "      b: int\n      a: int\n" + end)
    git(book, "checkout", "--quiet", "picked")
    git(book, "cherry-pick", "theirs")
    assert (book / ORDERS).read_text() == BASE.replace(end, "      a: int\n      b: int\n" + end)


def test_both_added_the_file(book: Path):
    path = "catalogue/sales/crm/other.yaml"
    branches(book, "datasets:\n  a:\n    title: A\n", "datasets:\n  b:\n    title: B  # new\n", path)
    assert merging(book, "merge", "--no-edit", "theirs").returncode == 0
    assert (book / path).read_text() == "datasets:\n  a:\n    title: A\n  b:\n    title: B  # new\n"


def test_the_file_was_renamed_on_one_side(book: Path):
    git(book, "checkout", "--quiet", "-b", "theirs")
    write(book, **{ORDERS: BASE.replace("customer: bigint", "customer: bigint required")})
    commit(book)
    git(book, "checkout", "--quiet", "main")
    git(book, "mv", ORDERS, "catalogue/sales/crm/sales.yaml")
    write(book, **{"catalogue/sales/crm/sales.yaml": BASE.replace("customer: bigint", "customer: int")})
    commit(book)
    assert merging(book, "merge", "--no-edit", "theirs").returncode == 0
    assert "customer: int required\n" in (book / "catalogue/sales/crm/sales.yaml").read_text()


def test_branches_that_merged_each_other(book: Path):
    """Git first merges the two bases, which has conflicts, and takes the result for the base of the merge."""
    first, second = BASE.replace("title: Orders", "title: A"), BASE.replace("title: Orders", "title: B")
    branches(book, first, second)
    git(book, "branch", "main-1")
    for branch, other in (("main", "theirs"), ("theirs", "main-1")):
        git(book, "checkout", "--quiet", branch)
        assert merging(book, "merge", "--no-edit", other).returncode == 1
        write(book, **{ORDERS: BASE.replace("title: Orders", f"title: By {branch}")})
        commit(book)
    git(book, "checkout", "--quiet", "main")
    done = merging(book, "merge", "--no-edit", "theirs")
    assert done.returncode == 1
    text = (book / ORDERS).read_text()
    assert "<<<<<<< ours\n    title: By main\n" in text and "    title: By theirs\n>>>>>>> theirs\n" in text


def test_changes_that_were_put_aside(book: Path):
    end = "\n  lines:"
    write(book, **{ORDERS: BASE.replace(end, "      a: int\n" + end)})
    git(book, "stash")
    write(book, **{ORDERS: BASE.replace(end, "      b: int\n" + end)})
    commit(book)
    git(book, "stash", "pop")
    assert (book / ORDERS).read_text() == BASE.replace(end, "      b: int\n      a: int\n" + end)


PEOPLE = "people:\n  ann: Ann Durand <ann@example.org>\n  bob:\n    name: Bob Martin\n    email: bob@example.org\n"


def test_files_that_are_no_schema(book: Path):
    path = "catalogue/people.yaml"
    write(book, **{path: PEOPLE})
    commit(book)
    ours = PEOPLE.replace("Bob Martin", "Bob Martini") + "  # new in May\n  cid: Cid Ray <cid@example.org>\n"
    theirs = PEOPLE.replace("bob@", "robert@") + "  dan: Dan Lee <dan@example.org>\n"
    branches(book, ours, theirs, path)
    assert merging(book, "merge", "--no-edit", "theirs").returncode == 0
    wanted = ours.replace("bob@", "robert@") + "  dan: Dan Lee <dan@example.org>\n"
    assert (book / path).read_text() == wanted


def test_a_book_in_a_subfolder(tmp_path: Path):
    write(tmp_path, **{"data/lakebook.yaml": "folders:\n  catalogue: my cat\n", "data/my cat/sales/crm/o.yaml": BASE})
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    assert run(tmp_path / "data", "merge-driver", "--install").returncode == 0
    assert '"my cat/**/*.yaml" merge=lakebook\n' in (tmp_path / "data/.gitattributes").read_text()
    commit(tmp_path)
    ours, theirs = (BASE.replace("customer: bigint", new) for new in ("customer: int", "customer: bigint required"))
    branches(tmp_path, ours, theirs, "data/my cat/sales/crm/o.yaml")
    done = merging(tmp_path / "data", "merge", "--no-edit", "theirs")
    assert done.returncode == 0, done
    assert "customer: int required\n" in (tmp_path / "data/my cat/sales/crm/o.yaml").read_text()


def test_a_comment_in_what_the_other_deleted(book: Path):
    gone = BASE.replace("      # who buys\n      customer: bigint\n", "")
    text, said = conflict(book, BASE.replace("customer: bigint", "customer: bigint  # never empty"), gone)
    assert "      customer: bigint  # never empty\n=======" in text
    assert f"{ORDERS}: it cannot be merged: the comment '# never empty' would be lost" in said


def test_the_same_change_on_both_sides(book: Path):
    new = BASE.replace("customer: bigint", "customer: int").replace("\n  lines:", "      a: int\n\n  lines:")
    assert merged(book, new, new.replace("title: Orders", 'title: "Orders"')) == new.replace(
        "title: Orders", 'title: "Orders"'
    )


def test_fields_that_the_book_does_not_know(book: Path):
    """They are findings of the checks, and merged like all others."""
    ours = BASE.replace("    layer: silver\n", "    layer: silver\n    colour: red\n")
    theirs = BASE.replace("    layer: silver\n", "    layer: gold\n    size: 3\n")
    text = merged(book, ours, theirs)
    assert "    layer: gold\n" in text and "    colour: red\n" in text and "    size: 3\n" in text


# Both rename --------------------------------------------------------------------------------------------------------


def meaning(text: str) -> dict[str, Any]:
    """What a file means: it is read as the book reads it, and no key stands there twice."""
    found = yaml_files(ORDERS, text.encode(), Settings())
    assert not found.findings, text
    return datasets_tree(found.datasets)


def of_side(text: str, side: str) -> str:
    """The file with the lines of one side of all marks, as an editor takes them."""
    other = r"<<<<<<< ours\n(.*?)=======\n(.*?)>>>>>>> theirs\n"
    return re.sub(other, lambda match: match[1 if side == "ours" else 2], text, flags=re.DOTALL)


def both_sides(text: str, ours: str, theirs: str) -> None:
    """Whichever side is chosen, the file means that side."""
    assert meaning(of_side(text, "ours")) == meaning(ours), text
    assert meaning(of_side(text, "theirs")) == meaning(theirs), text


def renamed(text: str, old: str, new: str, indent: int = 6) -> str:
    """The text with a record, written as a map, under another name."""
    blank = " " * indent
    return text.replace(f"{blank}{old}:\n", f"{blank}{new}:\n{blank}  formerly: [{old}]\n")


def test_both_rename_a_column(book: Path):
    ours, theirs = renamed(BASE, "note", "sign"), renamed(BASE, "note", "shop")
    text, said = conflict(book, ours, theirs)
    assert f"{ORDERS}: orders.note.name" in said or "orders.sign.name: base 'note', ours 'sign', theirs 'shop'" in said
    both_sides(text, ours, theirs)
    marks = "<<<<<<< ours\n      sign:\n=======\n      shop:\n>>>>>>> theirs\n        formerly: [note]\n"
    assert text == BASE.replace("      note:\n", marks)


def test_both_rename_a_column_and_change_more(book: Path):
    ours = renamed(BASE, "note", "sign").replace("title: Note", "title: Sign")
    theirs = renamed(BASE, "note", "shop").replace("As people type it.", "As shops type it.").replace("silver", "gold")
    text, _ = conflict(book, ours, theirs)
    more = {"As people type it.": "As shops type it.", "silver": "gold"}
    for old, new in more.items():
        ours = ours.replace(old, new)
    both_sides(text, ours, theirs.replace("title: Note", "title: Sign"))


def test_both_rename_a_column_on_one_line(book: Path):
    ours = BASE.replace("customer: bigint", "client: {type: bigint, formerly: [customer]}")
    theirs = BASE.replace("customer: bigint", "buyer: {type: bigint, formerly: [customer]}  # who pays")
    text, _ = conflict(book, ours, theirs)
    both_sides(text, ours, theirs)
    assert "# who pays" in of_side(text, "theirs")


def test_both_rename_a_dataset(book: Path):
    ours, theirs = renamed(BASE, "orders", "kunden", 2), renamed(BASE, "orders", "customers", 2)
    text, _ = conflict(book, ours, theirs)
    both_sides(text, ours, theirs)
    assert text.count("customer: bigint") == 1


def test_both_rename_a_dataset_and_a_column_of_it(book: Path):
    ours = renamed(renamed(BASE, "orders", "kunden", 2), "note", "sign")
    theirs = renamed(renamed(BASE, "orders", "customers", 2), "note", "shop")
    text, _ = conflict(book, ours, theirs)
    both_sides(text, ours, theirs)
    assert text.count("customer: bigint") == 1


TWO = BASE.replace(
    "      # who buys\n      customer: bigint\n", "      other:\n        type: int\n      id2: int\n      id3: int\n"
)


def test_two_columns_get_one_name(book: Path):
    write(book, **{ORDERS: TWO})
    commit(book)
    ours, theirs = renamed(TWO, "note", "remark"), renamed(TWO, "other", "remark")
    text, said = conflict(book, ours, theirs)
    assert "<<<<<<< ours\n" in text and "other.name: base 'other', ours 'other', theirs 'remark'" in said
    both_sides(text, ours, theirs)


def test_two_columns_get_one_name_and_more_changes(book: Path):
    write(book, **{ORDERS: TWO})
    commit(book)
    ours = renamed(TWO, "note", "remark").replace("bigint pk | Key.", "bigint pk | The key.")
    theirs = renamed(TWO, "other", "remark").replace("silver", "gold")
    text, _ = conflict(book, ours, theirs)
    both_sides(text, ours.replace("silver", "gold"), theirs.replace("bigint pk | Key.", "bigint pk | The key."))
    assert text.count("gold") == text.count("The key.") == 1


def test_a_new_column_and_a_renamed_one_have_one_name(book: Path):
    ours = BASE.replace("      # who buys\n", "      remark: text | New.\n      # who buys\n")
    theirs = renamed(BASE, "note", "remark")
    text, _ = conflict(book, ours, theirs)
    assert "<<<<<<< ours\n" in text
    assert "remark" in meaning(of_side(text, "ours"))["datasets"]["orders"]["columns"]
    assert meaning(of_side(text, "theirs"))


def test_both_rename_where_the_base_is_shown(book: Path):
    git(book, "config", "merge.conflictStyle", "diff3")
    text, _ = conflict(book, renamed(BASE, "note", "sign"), renamed(BASE, "note", "shop"))
    marks = (
        "<<<<<<< ours\n      sign:\n        formerly: [note]\n||||||| base\n      note:\n=======\n"
        "      shop:\n        formerly: [note]\n>>>>>>> theirs\n"
    )
    assert text == BASE.replace("      note:\n", marks)


# Workbooks ----------------------------------------------------------------------------------------------------------

BOOK = "catalogue/sales/crm/core.xlsx"
ROWS = [
    ["dataset", "name", "type", "description"],
    ["orders", "id", "bigint", "Key."],
    ["orders", "customer", "int", "Who buys."],
]


def workbook(rows: list[list[str]], notes: str = "") -> bytes:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "Columns"
    for row in rows:
        sheet.append(row)
    sheet["A1"].font = Font(bold=True, color="FF0000")
    sheet.column_dimensions["D"].width = 61
    if notes:
        made.create_sheet("Read me")["A1"] = notes
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def with_rows(*changes: tuple[int, int, str], added: list[list[str]] = [], gone: int = 0) -> list[list[str]]:  # noqa: B006
    rows = [list(row) for row in ROWS]
    for row, column, text in changes:
        rows[row][column] = text
    return [row for at, row in enumerate(rows) if not gone or at != gone] + added


@pytest.fixture
def sheets(book: Path) -> Path:
    write(book, **{BOOK: workbook(ROWS)})
    commit(book)
    return book


def cells(root: Path) -> list[list[str]]:
    return [row.cells for row in read_workbook((root / BOOK).read_bytes()).sheets[0].rows]


def test_a_workbook_is_merged_into_ours(sheets: Path):
    ours = with_rows((1, 3, "The key."), added=[["orders", "a", "int", ""]])
    branches(sheets, workbook(ours), workbook(with_rows((2, 2, "bigint"), added=[["orders", "b", "text", "B."]])), BOOK)
    done = merging(sheets, "merge", "--no-edit", "theirs")
    assert done.returncode == 0, (done.stdout, done.stderr)
    assert sorted(cells(sheets)[1:]) == sorted([
        ["orders", "id", "bigint", "The key."], ["orders", "customer", "bigint", "Who buys."],
        ["orders", "a", "int", ""], ["orders", "b", "text", "B."],
    ])  # fmt: skip
    sheet = load_workbook(sheets / BOOK)["Columns"]
    assert sheet["A1"].font.bold and sheet.column_dimensions["D"].width == 61


def test_a_conflict_in_a_workbook(sheets: Path):
    ours = workbook(with_rows((2, 3, "Who pays.")))
    branches(sheets, ours, workbook(with_rows((2, 3, "Who ordered."), (1, 2, "int"))), BOOK)
    done = merging(sheets, "merge", "--no-edit", "theirs")
    assert done.returncode == 1 and git(sheets, "status", "--porcelain").startswith("UU ")
    said = "Columns!D3 orders.customer.description: base 'Who buys.', ours 'Who pays.', theirs 'Who ordered.'"
    assert f"{BOOK}!{said}" in done.stdout + done.stderr
    assert (sheets / BOOK).read_bytes() == ours


def test_a_comment_or_a_picture_of_theirs_is_not_lost_unsaid(sheets: Path):
    """What is written beside the cells is not merged: nothing is then, unless ours has it, too."""
    ours, theirs = workbook(with_rows((1, 3, "The key."))), workbook(with_rows((2, 2, "bigint")))
    commented = load_workbook(io.BytesIO(theirs))
    commented["Columns"]["B3"].comment = Comment("Ask Bob", "Ann")
    saved = io.BytesIO()
    commented.save(saved)
    pictured = io.BytesIO(theirs)
    with zipfile.ZipFile(pictured, "a") as archive:
        archive.writestr("xl/media/image1.png", b"")
    branches(sheets, ours, saved.getvalue(), BOOK)
    done = merging(sheets, "merge", "--no-edit", "theirs")
    said = f"{BOOK}!Columns!B3: it cannot be merged: theirs wrote a comment here, and it would be lost"
    assert done.returncode == 1 and said in done.stdout + done.stderr
    assert (sheets / BOOK).read_bytes() == ours
    git(sheets, "merge", "--abort")
    made = merge_workbook(BOOK, workbook(ROWS), ours, pictured.getvalue(), Settings())
    lost = f"{BOOK}: it cannot be merged: theirs holds a picture (xl/media/image1.png), which would be lost"
    assert (made.content, made.said) == (None, [lost])
    made = merge_workbook(BOOK, saved.getvalue(), ours, saved.getvalue(), Settings())
    assert made.is_clean and made.content is not None


def test_a_row_deleted_here_and_changed_there(sheets: Path):
    branches(sheets, workbook(with_rows(gone=2)), workbook(with_rows((2, 2, "text"))), BOOK)
    done = merging(sheets, "merge", "--no-edit", "theirs")
    assert done.returncode == 1
    assert f"{BOOK}!Columns!B3 orders.customer: deleted in ours, changed in theirs" in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("theirs", "said"),
    [
        (workbook(with_rows((2, 2, "text")), "New."), f"{BOOK}!Read me: it cannot be merged: theirs changed this sheet"),
        (workbook([[*ROWS[0], "colour"], *ROWS[1:]]), f"{BOOK}!Columns!E1: it cannot be merged: in theirs, unknown heading"),
        (b"no workbook", f"{BOOK}: it cannot be merged: in theirs"),
    ],
    ids=["another sheet", "a heading that is not known", "no workbook"],
)  # fmt: skip
def test_nothing_of_theirs_is_lost_in_silence(sheets: Path, theirs: bytes, said: str):
    ours = workbook(with_rows((1, 2, "text")))
    branches(sheets, ours, theirs, BOOK)
    done = merging(sheets, "merge", "--no-edit", "theirs")
    assert done.returncode == 1 and said in done.stdout + done.stderr
    assert (sheets / BOOK).read_bytes() == ours


# Setting up ---------------------------------------------------------------------------------------------------------


def test_install_and_uninstall(tmp_path: Path):
    git(tmp_path, "init", "--quiet")
    write(tmp_path, **{"lakebook.yaml": "", ".gitattributes": "*.png binary\n"})
    said = run(tmp_path, "merge-driver", "--install").stdout
    assert "-m lakebook.cli merge-driver --marker-size %L -- %O %A %B %P\n" in said and "wrote .gitattributes" in said
    attributes = (tmp_path / ".gitattributes").read_text()
    assert attributes.startswith("*.png binary\n#") and attributes.endswith("catalogue/**/*.xlsx merge=lakebook\n")
    assert git(tmp_path, "check-attr", "merge", "catalogue/a/b/c.yaml", "catalogue/people.yaml", "c.yaml").split("\n") == [
        "catalogue/a/b/c.yaml: merge: lakebook", "catalogue/people.yaml: merge: lakebook", "c.yaml: merge: unspecified",
    ]  # fmt: skip
    again = run(tmp_path, "merge-driver", "--install").stdout
    assert again == "Git knows the driver already\n.gitattributes has its lines already\n"
    assert (tmp_path / ".gitattributes").read_text() == attributes
    said = run(tmp_path, "merge-driver", "--uninstall").stdout
    assert said == "Git no longer knows the driver\ntook its lines out of .gitattributes\n"
    assert (tmp_path / ".gitattributes").read_text() == "*.png binary\n"
    assert merging(tmp_path, "config", "--get-regexp", "merge.*").stdout == ""
    assert run(tmp_path, "merge-driver", "--uninstall").returncode == 0


def test_the_name_on_the_path_is_enough(tmp_path: Path):
    git(tmp_path, "init", "--quiet")
    write(tmp_path, **{"lakebook.yaml": ""})
    programs = Path(sys.executable).parent
    others = os.pathsep.join(path for path in os.environ["PATH"].split(os.pathsep) if Path(path) != programs)
    for path, called in ((f"{programs}{os.pathsep}{others}", "lakebook"), (others, f"{programs}/lakebook")):
        subprocess.run(
            [programs / "lakebook", "merge-driver", "--install"],
            cwd=tmp_path,
            env={**os.environ, "PATH": path},
            check=True,
        )
        assert git(tmp_path, "config", "merge.lakebook.driver").startswith(f"{called} merge-driver")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "type 'lakebook merge-driver --install'"),
        (["--install", "--uninstall"], "stand alone"),
        (["--install"], "is in no Git repository"),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: list[str], said: str):
    write(tmp_path, **{"lakebook.yaml": ""})
    done = run(tmp_path, "merge-driver", *arguments)
    assert done.returncode == 2 and said in done.stderr
