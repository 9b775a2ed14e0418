"""Who must approve what: the files for GitLab and GitHub, and the checks that watch over them."""

from __future__ import annotations

import datetime
import fnmatch
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from lakebook.book import Book, read_book
from lakebook.checks._run import run_checks
from lakebook.cli import lakebook
from lakebook.exporters._codeowners_lines import pattern
from lakebook.exporters.codeowners import codeowners
from lakebook.exporters.codeowners_github import codeowners_github
from lakebook.owners import account, sections
from lakebook.sources.in_memory import InMemory

TODAY = datetime.date(2026, 11, 24)
PEOPLE = """people:
  ann: {name: Ann Durand, handle: "@ann"}
  bob: {name: Bob Martin, handle: bob, deputy: cleo}
  cleo: {name: Cleo Weber, handle: "@cleo"}
  dan: {name: Dan Ortiz, handle: "@dan", roles: [Data Architect]}
  gone: {name: Gus Gone, handle: "@gus", until: 2026-11-23}
  late: {name: Lea Late, handle: "@lea", from: 2026-11-25}
  mute: Max Mute <max@example.org>
"""
TEAMS = """teams:
  platform: {kind: platform, handle: "@firm/platform", members: [dan, ann]}
  churners: {handle: "@firm/sales/churn", members: [ann, bob]}
  loose: {members: [cleo, mute]}
"""
WID = "---\nid: {id}\ntitle: T\nsummary: S.\nstatus: active\ndomain: sales\nteam: {team}\nbusiness_contact: ann\ntechnical_contact: bob\nreads: []\nwrites: []\nsurfaces: []\n---\n"
FILES = {
    "catalogue/people.yaml": PEOPLE,
    "catalogue/teams.yaml": TEAMS,
    "catalogue/sales/domain.yaml": "title: Sales\ncustodian: ann\ndeputy: bob\n",
    "catalogue/sales/crm/system.yaml": "custodian: bob\n",
    "catalogue/sales/crm/core.yaml": "datasets:\n  visits:\n    custodian: cleo\n",
    "catalogue/sales/crm/mixed.yaml": "datasets:\n  a:\n  b: {custodian: ann}\n  c: {custodian: dan}\n",
    "catalogue/sales/shop/topics.yaml": "datasets:\n  order:\n",
    "catalogue/hr/domain.yaml": "title: People\ncustodian: mute\n",
    "catalogue/works/domain.yaml": "title: SALES\ncustodian: gone\ndeputy: cleo\n",
    "wids/churn.md": WID.format(id="churn", team="churners"),
    "wids/other.md": WID.format(id="other", team="loose"),
    "wids/lost.md": WID.format(id="lost", team="nowhere"),
}


def book_of(**more: str) -> Book:
    return read_book(InMemory({**FILES, **more}), today=TODAY)


def demanded(path: str, **more: str) -> list[tuple[str, ...]]:
    """Owners of each section that has a say in *path*."""
    rules = (section.rule_of(path) for section in sections(book_of(**more)))
    return [rule.party.owners for rule in rules if rule and rule.party]


@pytest.mark.parametrize(
    ("path", "owners"),
    [
        ("catalogue/sales/domain.yaml", [("@ann", "@bob")]),
        ("catalogue/sales/shop/topics.yaml", [("@ann", "@bob")]),
        ("catalogue/sales/crm/new.yaml", [("@bob", "@cleo")]),
        ("catalogue/sales/crm/core.yaml", [("@cleo",)]),
        ("catalogue/sales/crm/mixed.yaml", [("@bob", "@cleo"), ("@ann",), ("@dan",)]),
        ("catalogue/sales/grants.yaml", [("@ann",)]),
        ("catalogue/works/grants.yaml", [("@cleo",)]),
        ("catalogue/hr/domain.yaml", [("@dan",), ()]),
        ("catalogue/new/domain.yaml", [("@dan",)]),
        ("catalogue/people.yaml", [("@dan",)]),
        ("lakebook.yaml", [("@firm/platform",)]),
        (".gitlab-ci.yml", [("@firm/platform",)]),
        ("CODEOWNERS", [("@firm/platform",)]),
        ("adrs/0001-one.md", [("@dan",)]),
        ("wids/churn.md", [("@firm/sales/churn",)]),
        ("wids/other.md", [("@cleo",)]),
        ("wids/new.md", []),
        ("docs/index.md", []),
    ],
)
def test_who_is_asked(path: str, owners: list[tuple[str, ...]]):
    assert demanded(path) == owners


def test_the_baseline_is_the_platform_teams():
    assert demanded("known/findings.json", **{"lakebook.yaml": "baseline: known/findings.json\n"}) == [
        ("@firm/platform",)
    ]


def test_file_for_gitlab():
    lines = codeowners(book_of()).splitlines()
    assert lines[0] == "# Written by 'lakebook export codeowners'. Do not edit it: the next time it is written anew."
    start = lines.index("[Custodians Sales][1] @ann @bob")
    assert lines[start : start + 6] == [
        "[Custodians Sales][1] @ann @bob",
        "/catalogue/sales/",
        "/catalogue/sales/crm/ @bob @cleo",
        "/catalogue/sales/crm/core.yaml @cleo",
        "/catalogue/sales/crm/mixed.yaml @bob @cleo",
        "/catalogue/sales/grants.yaml @ann",
    ]
    assert "[Custodians SALES (works)][1] @cleo" in lines, "GitLab merges sections whose names differ in case alone"
    assert "# /catalogue/hr/ nobody is asked here: custodian 'mute' has no handle" in lines
    assert "# /wids/lost.md nobody is asked here: team 'nowhere' is not in the teams file" in lines
    assert "[Custodian Dan Ortiz][1] @dan" in lines
    assert "!/catalogue/sales/" in lines and "!/catalogue/hr/" not in lines


def gitlab_asks(text: str, path: str) -> set[tuple[str, str]]:
    """Section and owners, as GitLab reads the file: fnmatch, last pattern of a section, ``!`` for good."""
    asked, out, section, default = {}, set(), "", ""
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        if head := re.match(r"\^?\[([^\]]*)\](?:\[\d+\])?\s*(.*)", line):
            section, default = head.group(1).lower(), head.group(2)
            continue
        shape, *owners = re.split(r"(?<!\\)\s+", line.lstrip("!"))
        shape = re.sub(r"\\(.)", lambda found: f"[{found.group(1)}]", shape)
        if fnmatch.fnmatchcase(f"/{path}", f"{shape}*" if shape.endswith("/") else shape):
            out |= {section} if line.startswith("!") else set()
            asked[section] = " ".join(owners) or default
    return {(section, owners) for section, owners in asked.items() if section not in out}


def test_gitlab_reads_in_the_file_what_we_mean():
    book = book_of()
    paths = [*FILES, "catalogue/sales/grants.yaml", "catalogue/new/x.yaml", "lakebook.yaml", "adrs/1.md", "docs/a.md"]
    for path in paths:
        rules = [(section.title.lower(), section.rule_of(path)) for section in sections(book)]
        meant = {
            (title, " ".join(rule.party.owners)) for title, rule in rules if rule and rule.party and rule.party.owners
        }
        assert gitlab_asks(codeowners(book), path) == meant, path


def test_file_for_github_puts_the_most_specific_last():
    lines = codeowners_github(book_of()).splitlines()
    order = [line.split()[0] for line in lines if line.startswith("/")]
    assert order.index("/catalogue/") < order.index("/catalogue/sales/") < order.index("/catalogue/sales/crm/")
    assert order.index("/catalogue/sales/crm/") < order.index("/catalogue/sales/crm/core.yaml")
    assert "/catalogue/sales/crm/mixed.yaml @bob @cleo @ann @dan" in lines
    assert not [line for line in lines if line.startswith(("[", "!"))]


def test_names_that_patterns_could_take_for_something_else():
    assert pattern("catalogue/supply chain/#1/[a]*.yaml") == r"/catalogue/supply\ chain/\#1/\[a\]\*.yaml"
    assert pattern("catalogue/two\nlines\t.yaml") == "/catalogue/two?lines?.yaml"
    book = book_of(**{"catalogue/supply chain/domain.yaml": "title: 'Supply [EU] #1'\ncustodian: ann\n"})
    assert "[Custodians Supply EU #1][1] @ann\n/catalogue/supply\\ chain/\n" in codeowners(book)


@pytest.mark.parametrize(
    ("handle", "found"),
    [
        ("@ann", "ann"),
        ("ann.b-c_d", "ann.b-c_d"),
        ("@a/b/c", "a/b/c"),
        ("ann durand", ""),
        ("@", ""),
        ("a@b.c", ""),
        ("", ""),
    ],
)
def test_handles(handle: str, found: str):
    assert account(handle) == found


def test_a_handle_that_no_account_can_have_is_said():
    people = PEOPLE.replace('handle: "@ann"', 'handle: "@ann durand"')
    book = book_of(**{"catalogue/people.yaml": people, ".gitlab/CODEOWNERS": codeowners(book_of())})
    assert "custodian 'ann' has the handle '@ann durand', which no account can have" in codeowners(book)
    said = [one.message for one in run_checks(book) if one.name == "codeowners_without_handle"]
    assert "custodian 'ann' of domain 'sales' has the handle '@ann durand', which no account can have" in said


def test_the_command_writes_in_place_twice_the_same_and_the_check_is_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    (tmp_path / "lakebook.yaml").write_text("title: A\n")
    stale = ["-C", str(tmp_path), "check", "--today", "2026-11-24"]
    for form, place in (("codeowners", ".gitlab/CODEOWNERS"), ("codeowners-github", ".github/CODEOWNERS")):
        arguments = ["-C", str(tmp_path), "export", form, "--today", "2026-11-24"]
        first = CliRunner().invoke(lakebook, arguments)
        assert (first.exit_code, first.output) == (0, f"wrote {place}\n")
        written = (tmp_path / place).read_bytes()
        CliRunner().invoke(lakebook, arguments)
        assert (tmp_path / place).read_bytes() == written
        assert CliRunner().invoke(lakebook, [*arguments, "-o", "-"]).stdout_bytes == written
        CliRunner().invoke(lakebook, [*arguments, "-o", str(tmp_path / "elsewhere")])
        assert (tmp_path / "elsewhere").read_bytes() == written
        assert "OWN030" not in CliRunner().invoke(lakebook, stale).output
        (tmp_path / place).write_bytes(written.replace(b"\n", b"\r\n"))
        assert "OWN030" not in CliRunner().invoke(lakebook, stale).output, "a checkout on Windows"
    (tmp_path / "catalogue/sales/domain.yaml").write_text("title: Sales\ncustodian: cleo\ndeputy: bob\n")
    said = CliRunner().invoke(lakebook, stale).output
    assert ".gitlab/CODEOWNERS:" in said and ".github/CODEOWNERS:" in said
    assert "hint: type 'lakebook export codeowners' and commit the file" in said


def test_the_checks_leave_files_of_others_alone():
    book = book_of(CODEOWNERS="* @all\n")
    assert not [one for one in run_checks(book) if one.name.startswith("codeowners")]
