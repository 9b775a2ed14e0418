"""What a change of the book means: a real merge request told whole, laws of differences, and bad input."""

from __future__ import annotations

import datetime
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT
from markdown_it import MarkdownIt
from test_sources import commit, git, write

from lakebook.cli import lakebook
from lakebook.writers.example_workbook import workbook_from_text

CASE = ROOT / "tests" / "cases" / "changes" / "merge_request"
SMALL = {
    "lakebook.yaml": "title: A\n",
    "catalogue/sales/domain.yaml": "title: Sales\n",
    "catalogue/sales/crm/core.yaml": "datasets:\n  a:\n    columns: {id: int, name: text}\n  b:\n    sources: [a]\n",
}


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(lakebook, ["-C", str(root), *arguments])


def said(root: Path, *arguments: str) -> str:
    """What ``lakebook diff`` prints; the test fails where it does."""
    done = run(root, "diff", *arguments, "--today", "2026-11-24")
    assert done.exit_code == 0, f"{done.output}\n{done.exception!r}"
    return done.output


def told(root: Path, *arguments: str) -> dict:
    return json.loads(said(root, *arguments, "--format", "json"))


def lines(root: Path, *arguments: str) -> set[str]:
    """Each change as ``kind subject part``."""
    report = told(root, *arguments)
    changes = (*report["policy"], *report["changes"])
    return {" ".join(filter(None, (one["kind"], one["subject"], one.get("part", "")))) for one in changes}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "--quiet", "--initial-branch", "main")
    write(root, **{".gitignore": ".lakebook/\n"})
    return root


def lay(root: Path, state: str) -> None:
    """Put the files of one state of the case into the repository, in place of what is there."""
    for path in root.iterdir():
        if path.name not in (".git", ".gitignore", ".lakebook"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in sorted((CASE / state).rglob("*")):
        if path.is_file():
            name = path.relative_to(CASE / state).as_posix()
            content = path.read_bytes()
            if name.endswith(".xlsx.txt"):
                name, content = name.removesuffix(".txt"), workbook_from_text(content.decode())
            write(root, **{name: content})


@pytest.fixture
def merge_request(repository: Path) -> Path:
    """A branch ``change`` off ``main``, which went on; the change is committed."""
    lay(repository, "before")
    commit(repository)
    git(repository, "checkout", "--quiet", "-b", "change")
    lay(repository, "after")
    commit(repository)
    git(repository, "checkout", "--quiet", "main")
    write(repository, **{"catalogue/sales/crm/later.yaml": "datasets: {later: {description: Not of the request.}}\n"})
    commit(repository)
    git(repository, "checkout", "--quiet", "change")
    return repository


def test_the_whole_report_of_a_merge_request(merge_request: Path, golden: Callable[[Path, str], None]):
    ids = {
        "before": git(merge_request, "merge-base", "main", "change"),
        "after": git(merge_request, "rev-parse", "change"),
    }
    for form, file in (("markdown", "report.md"), ("terminal", "report.txt")):
        text = said(merge_request, "main", "--format", form)
        for name, full in ids.items():
            text = text.replace(full, f"<{name}>").replace(full[:8], f"<{name}>")
        golden(CASE / file, text)


def test_a_merge_request_has_many_kinds_of_change(merge_request: Path):
    report = told(merge_request, "main")
    kinds = {one["kind"] for one in (*report["policy"], *report["changes"])}
    assert len(kinds) >= 12
    assert {"dataset_renamed", "dataset_moved", "column_type_narrowed", "classification_lowered"} <= kinds
    assert all(one["kind"] != "dataset_added" for one in report["changes"] if "later" in one["subject"])
    cells = {one["place"] for one in report["changes"] if ".xlsx" in one["place"]}
    assert "catalogue/people/hr/core.xlsx!Columns!C7" in cells


def test_the_working_tree_is_compared_where_no_head_is_named(merge_request: Path):
    assert lines(merge_request, "main") == lines(merge_request, "main", "change") != set()
    write(merge_request, **{"catalogue/sales/crm/more.yaml": "datasets: {more: }\n"})
    new = lines(merge_request, "main") - lines(merge_request, "main", "change")
    assert new == {"dataset_added crm.more.more"}


def test_the_base_is_where_the_two_parted_unless_it_is_asked_for_itself(merge_request: Path):
    assert not any("crm.later" in line for line in lines(merge_request, "main", "change"))
    assert "dataset_removed crm.later.later" in lines(merge_request, "main", "change", "--direct")


def test_nothing_changed_is_one_line(merge_request: Path):
    for form in ("terminal", "markdown"):
        text = said(merge_request, "change", "--format", form)
        assert text.count("\n") == 1 and "no change of the book's meaning" in text.lower()
    assert "no change" in said(merge_request, "change", "change")
    assert told(merge_request, "HEAD")["counts"] == {"breaking": 0, "notable": 0, "editorial": 0}


@pytest.mark.parametrize(
    ("option", "base", "code"),
    [("breaking", "main", 1), ("notable", "main", 1), ("breaking", "change", 0), ("notable", "change", 0)],
)
def test_exit_code_when_asked_for(merge_request: Path, option: str, base: str, code: int):
    assert run(merge_request, "diff", base, "--fail-on", option).exit_code == code


def test_written_to_a_file(merge_request: Path, tmp_path: Path):
    done = run(merge_request, "diff", "main", "--format", "markdown", "-o", str(tmp_path / "new" / "note.md"))
    assert (done.exit_code, done.output) == (0, "")
    assert (tmp_path / "new" / "note.md").read_text().startswith("## What this changes in the book")
    refused = run(merge_request, "diff", "main", "-o", str(tmp_path))
    assert refused.exit_code == 2 and "cannot write" in refused.output


# Laws ----------------------------------------------------------------------------------------------------------------


def test_forth_and_back_mirror_each_other(merge_request: Path):
    forth, back = (told(merge_request, *way, "--direct") for way in (("main", "change"), ("change", "main")))

    whole = ("dataset", "column", "product", "decision", "person", "term", "domain", "system", "personal_data")

    def named(report: dict, ending: str) -> set[tuple[str, str, str]]:
        ends = [one for one in report["changes"] if one["kind"] in {kind + ending for kind in whole}]
        return {(one["kind"].removesuffix(ending), one["subject"], one.get("part", "")) for one in ends}

    renamed = {one["after"]: one["before"] for one in forth["changes"] if one["kind"] == "dataset_renamed"}
    assert renamed

    def as_before(found: set[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
        return {(kind, renamed.get(subject, subject), part) for kind, subject, part in found}

    assert named(forth, "_added") and named(forth, "_removed")
    assert as_before(named(forth, "_added")) == as_before(named(back, "_removed"))
    assert as_before(named(forth, "_removed")) == as_before(named(back, "_added"))
    turned = {one["before"]: one["after"] for one in back["changes"] if one["kind"] == "dataset_renamed"}
    assert turned == renamed


def test_the_demo_does_not_differ_from_itself(demo_root: Path):
    from lakebook.book import read_book
    from lakebook.changes.difference import difference
    from lakebook.sources.working_tree import WorkingTree

    books = [read_book(WorkingTree(demo_root), today=datetime.date(2026, 11, 24)) for _ in range(2)]
    assert difference(*books) == []
    assert difference(books[0], books[0]) == []


# Bad input -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "there is no commit 'nowhere' here"),
        (["main", "nowhere"], "there is no commit 'nowhere' here"),
        (["--", "--output=stolen"], "'--output=stolen' is no name of a commit"),
        (["HEAD:lakebook.yaml"], "there is no commit 'HEAD:lakebook.yaml' here"),
        ([], "Missing argument 'BASE'"),
        (["main", "main", "main"], "unexpected extra argument"),
        (["main", "--format", "html"], "'html' is not one of"),
    ],
)
def test_what_cannot_be_compared_is_said(repository: Path, arguments: list[str], message: str):
    write(repository, **SMALL)
    commit(repository)
    done = run(repository, "diff", *arguments)
    assert done.exit_code == 2 and message in done.output
    assert "Traceback" not in done.output


def test_a_repository_without_a_commit_and_a_book_without_a_repository(repository: Path, tmp_path: Path):
    write(repository, **SMALL)
    done = run(repository, "diff", "main")
    assert done.exit_code == 2 and "the repository has no commit yet; commit the book first" in done.output
    write(tmp_path / "alone", **SMALL)
    done = run(tmp_path / "alone", "diff", "main")
    assert done.exit_code == 2 and "is in no Git repository; type 'git init'" in done.output
    done = run(tmp_path, "diff", "main")
    assert done.exit_code == 2 and "no book here" in done.output


def test_a_shallow_clone_says_what_to_fetch(merge_request: Path, tmp_path: Path):
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth", "1", "--branch", "change", f"file://{merge_request}", str(shallow))
    done = run(shallow, "diff", "origin/main")
    assert done.exit_code == 2 and "git fetch --unshallow origin main" in done.output
    git(shallow, "fetch", "--quiet", "--depth", "1", "origin", "main:refs/remotes/origin/main")
    done = run(shallow, "diff", "origin/main")
    assert done.exit_code == 2 and "no commit in common here; type 'git fetch --unshallow" in done.output
    git(shallow, "fetch", "--quiet", "--unshallow")
    assert lines(shallow, "origin/main") == lines(merge_request, "main")


def test_a_first_book_is_all_new(repository: Path):
    write(repository, **{"README.md": "nothing yet\n"})
    commit(repository)
    write(repository, **SMALL)
    assert {"dataset_added crm.core.a", "dataset_added crm.core.b", "domain_added sales"} <= lines(repository, "main")


def test_a_deleted_file_is_datasets_removed(repository: Path):
    write(repository, **SMALL)
    commit(repository)
    (repository / "catalogue/sales/crm/core.yaml").unlink()
    assert lines(repository, "main") >= {"dataset_removed crm.core.a", "dataset_removed crm.core.b"}


def test_a_workbook_replaced_by_a_folder(merge_request: Path):
    workbook = merge_request / "catalogue/people/hr/core.xlsx"
    workbook.unlink()
    write(workbook, **{"readme.txt": "gone\n"})
    assert {"dataset_removed hr.core.absence", "dataset_removed hr.core.employee"} <= lines(merge_request, "change")


CONFLICT = """datasets:
<<<<<<< HEAD
  a:
=======
  c:
>>>>>>> change
"""


@pytest.mark.parametrize("way", ["forth", "back"])
def test_what_cannot_be_read_is_said_and_not_taken_for_removed(repository: Path, way: str):
    write(repository, **SMALL)
    commit(repository)
    git(repository, "branch", "good")
    broken = {"catalogue/sales/crm/core.yaml": CONFLICT, "catalogue/sales/crm/new.yaml": "datasets: {n: }\n"}
    write(repository, **broken)
    commit(repository)
    arguments = ("good", "main") if way == "forth" else ("main", "good", "--direct")
    report = told(repository, *arguments)
    assert {one["kind"] for one in report["changes"]} == {"dataset_added" if way == "forth" else "dataset_removed"}
    (unread,) = report["unread"]
    assert (unread["path"], unread["state"]) == (
        "catalogue/sales/crm/core.yaml",
        {"forth": "after", "back": "before"}[way],
    )
    text = said(repository, *arguments, "--format", "markdown")
    assert "could not be read" in text and "core.yaml:3" in text
    assert "not compared: catalogue/sales/crm/core.yaml:3" in said(repository, *arguments)


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("lakebook.yaml", "<<<<<<< HEAD\ntitle: A\n=======\nfolders: {catalogue: data}\n>>>>>>> change\n"),
        ("catalogue/sales/crm/core.yaml", "datasets: [a, b]\n"),
        ("catalogue/sales/crm/core.yaml", b"\xff\xfe\x00"),
        ("catalogue/sales/crm/book.xlsx", b"no workbook"),
        (
            "catalogue/sales/crm/book.xlsx",
            workbook_from_text("# Sheet: Dataset\nname\nx\n# Sheet: Colums\ndataset,name\nx,id\n"),
        ),
        ("catalogue/sales/domain.yaml", "title: [\n"),
        ("catalogue/people.yaml", "people: [ann]\n"),
        ("catalogue/sales/grants.yaml", "grants: churn\n"),
        ("wids/churn.md", "---\nid: churn\n<<<<<<< HEAD\n---\n"),
    ],
)
def test_any_file_that_loses_what_it_says_stands_as_it_was(repository: Path, path: str, content: str | bytes):
    rest = {
        "catalogue/people.yaml": "people: {ann: Ann Durand}\n",
        "catalogue/sales/domain.yaml": "title: Sales\ncustodian: ann\nclassification: internal\n",
        "catalogue/sales/crm/book.xlsx": workbook_from_text(
            "# Sheet: Datasets\nname\nx\n# Sheet: Columns\ndataset,name\nx,id\n"
        ),
        "catalogue/sales/grants.yaml": "grants:\n  - {product: churn, dataset: crm.core.a, purpose: Why, until: 2027-01-01}\n",
        "wids/churn.md": "---\nid: churn\ntitle: Churn\nsummary: Who leaves.\nstatus: active\ndomain: sales\nteam: data\n"
        "business_contact: ann\ntechnical_contact: ann\nreads: [crm.core.a]\nwrites: [crm.core.b]\nsurfaces: []\n---\n",
    }
    write(repository, **{**SMALL, **rest})
    commit(repository)
    write(repository, **{path: content})
    report = told(repository, "main")
    assert [one["path"] for one in report["unread"]] == [path]
    assert report["changes"] == report["policy"] == []


def test_a_link_that_leads_nowhere_is_a_file_that_cannot_be_read(repository: Path):
    write(repository, **SMALL)
    commit(repository)
    (repository / "catalogue/sales/crm/core.yaml").unlink()
    (repository / "catalogue/sales/crm/core.yaml").symlink_to("nowhere.yaml")
    report = told(repository, "main")
    assert report["changes"] == [] and report["unread"][0]["state"] == "after"
    done = run(repository, "check")
    assert done.exit_code == 1 and "FIL001 the file cannot be read" in done.output


# Harmless Markdown ---------------------------------------------------------------------------------------------------

EVIL = [
    "@everyone look",
    "<img src=x onerror=alert(1)>",
    "a | b",
    "`` ` ``",
    "[free](https://evil.example)",
    "https://evil.example/x",
    "www.evil.example",
    "!123 #1 ~bug :smile: GH-12",
    "</details>\n\n# Big",
    "**bold** _it_",
    "\u202eright to left",
    "\x1b[31mred",
]


@pytest.mark.parametrize("name", EVIL)
def test_text_from_files_cannot_break_out(repository: Path, name: str):
    quoted = json.dumps(name)
    write(repository, **SMALL)
    commit(repository)
    write(
        repository,
        **{
            "catalogue/sales/domain.yaml": f"title: Sales\ndescription: {quoted}\nterms: {{{quoted}: {quoted}}}\n",
            "catalogue/sales/crm/core.yaml": f"datasets:\n  {quoted}:\n    title: {quoted}\n    columns: {{{quoted}: {quoted}}}\n",
        },
    )
    text = said(repository, "main", "--format", "markdown")
    tokens = [
        part
        for token in MarkdownIt("gfm-like", {"linkify": False}).parse(text)
        for part in (token, *(token.children or ()))
    ]
    kinds = {token.type for token in tokens}
    assert not kinds & {"link_open", "image", "html_inline", "table_open", "em_open", "s_open", "hr"}
    html = "".join(token.content for token in tokens if token.type == "html_block")
    assert not re.sub(r"</?(?:details|summary)>|[0-9a-z ]+", "", html).strip()
    prose = " ".join(token.content for token in tokens if token.type == "text")
    assert not re.search(r"[@#!~:|<>\\[\]`]\w|www|evil|GH-", prose.replace("Not compared: ", ""))
    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h2", *["h3"] * text.count("\n### ")]
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202e]", text + said(repository, "main"))


def test_an_address_of_a_repository_cannot_break_out(repository: Path):
    write(repository, **SMALL)
    commit(repository)
    for url in ("javascript:alert(1)", "https://x.example/a) [b](https://evil.example", "x"):
        settings = f"title: A\nrepository: {{url: {json.dumps(url)}}}\n"
        write(repository, **{"lakebook.yaml": settings, "catalogue/sales/crm/core.yaml": "datasets: {a: }\n"})
        text = said(repository, "main", "--format", "markdown")
        addresses = re.findall(r"`\]\((\S+)\)", text)
        assert bool(addresses) == url.startswith("https")
        assert all(re.fullmatch(r"https://x\.example/[^\s()\[\]]*", address) for address in addresses)


def test_a_folder_without_its_file_is_told_without_a_link(repository: Path):
    write(repository, **{"lakebook.yaml": "repository: {url: https://gitlab.example.org/a/b}\n"})
    commit(repository)
    write(repository, **{"catalogue/sales/crm/core.yaml": "datasets: {a: }\n"})
    text = said(repository, "main", "--format", "markdown")
    assert "- system `crm`\n  - new system\n" in text


def test_links_of_a_book_that_is_a_folder_of_its_repository(repository: Path):
    book = repository / "books" / "one"
    write(book, **SMALL | {"lakebook.yaml": "repository: {url: https://gitlab.example.org/a/b}\n"})
    before = commit(repository)
    write(book, **{"catalogue/sales/crm/core.yaml": "datasets: {a: }\n"})
    text = said(book, "main", "--format", "markdown")
    assert f"(https://gitlab.example.org/a/b/-/blob/{before}/books/one/catalogue/sales/crm/core.yaml#L4)" in text


def test_long_lists_are_folded_and_end(repository: Path):
    write(repository, **SMALL)
    commit(repository)
    many = "datasets:\n" + "".join(f"  t{number}: {{columns: {{id: int}}}}\n" for number in range(700))
    write(repository, **{"catalogue/sales/crm/many.yaml": many})
    text = said(repository, "main", "--format", "markdown")
    shown, _, rest = text.partition("<details>")
    assert shown.count("\n  - new dataset") == 20
    assert "<summary>680 more notable changes</summary>" in rest and rest.count("\n  - new dataset") == 500
    assert "And 180 more; `--format json` lists them." in rest
    assert "... and 680 more; --format json lists them" in said(repository, "main")
    assert len(told(repository, "main")["changes"]) == 700


def test_a_terminal_is_not_too_narrow_for_it(merge_request: Path):
    from rich.cells import cell_len

    from lakebook.changes.report import report_on
    from lakebook.changes.report_formats.terminal import terminal
    from lakebook.changes.states import read_states

    report = report_on(read_states(merge_request, "main", today=datetime.date(2026, 11, 24)))
    printed = terminal(report, colour=True)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", printed)
    assert max(cell_len(line) for line in plain.splitlines()) <= 140
    assert " ".join(plain.split()) == " ".join(terminal(report).split())
