"""The baseline: a book with many old findings takes no new ones, and the old ones only become fewer."""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import msgspec
import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from lakebook.book import Book, read_book
from lakebook.checks._baseline import Baseline, BaselineError, may_be_held, own_baseline, read_baseline, write_baseline
from lakebook.checks._memory import Memory
from lakebook.checks._run import all_checks, run_checks
from lakebook.diagnostics import Diagnostic, Location, Severity
from lakebook.sources.in_memory import InMemory
from lakebook.sources.working_tree import WorkingTree
from lakebook.writers.example_workbook import workbook_from_text

TODAY = datetime.date(2026, 11, 1)
Files = dict[str, str | bytes]
LEGACY: Files = {
    "lakebook.yaml": "title: A\n",
    "catalogue/people.yaml": "people:\n  ann: {name: Ann Durand}\n  bob: {name: Bob Martin}\n",
    "catalogue/sales/domain.yaml": "custodian: ann\ndeputy: bob\nclassification: internal\ndescription: What is sold.\n",
    "catalogue/finance/domain.yaml": "custodian: ann\nclassification: internal\ndescription: What is owed.\n",
    "catalogue/sales/crm/system.yaml": "classification: internal\n",
    "catalogue/sales/crm/orders.yaml": (
        "datasets:\n"
        "  order:\n    kind: heap\n    custodian: nobody\n    columns:\n      id: {type: bigint, from: lost.raw.order.id}\n"
        "  line:\n    sources: [gone.raw.a, gone.raw.b]\n    columns: {id: bigint}\n"
    ),
    "catalogue/finance/erp/sound.yaml": "datasets:\n  sound:\n    description: As it should be.\n    columns: {id: bigint}\n",
    "catalogue/sales/crm/visits.xlsx": workbook_from_text(
        "# Sheet: Datasets\nname,kind\nvisit,heap\n"
        "# Sheet: Columns\ndataset,name,type,required\nvisit,id,bigint,perhaps\nvisit,id,bigint,\n"
    ),
    "wids/churn-score.md": "---\nid: churn-score\nstatus: draft\nteam: nobody\nreads: [no.such.data]\n---\n## What it does\n",
    "adrs/0001-mask.md": "---\nid: adr-0001\nstatus: whatever\n---\n# 7. Mask names\n",
}


def book_of(files: Files) -> Book:
    return read_book(InMemory(files), today=TODAY)


def findings(files: Files) -> list[Diagnostic]:
    return run_checks(book_of(files))


def with_baseline(files: Files) -> Files:
    """The book on the day its baseline is made."""
    named = {**files, "lakebook.yaml": "baseline: baseline.json\n"}
    return {**named, "baseline.json": write_baseline(findings(files))}


def new(files: Files) -> set[str]:
    return {f"{one.code} {one.subject}" for one in findings(files) if may_be_held(one) and not one.known}


def gone(files: Files) -> list[str]:
    return [one.message for one in findings(files) if one.name == "baseline_outdated"]


HELD = with_baseline(LEGACY)
ORDERS = str(LEGACY["catalogue/sales/crm/orders.yaml"])


def moved(files: Files, *moves: tuple[str, str]) -> Files:
    """The same files with parts of their paths exchanged."""
    found = {}
    for path, content in files.items():
        for old, to in moves:
            path = path.replace(old, to)
        found[path] = content
    return found


def test_a_legacy_book_has_much_to_hold():
    found = findings(LEGACY)
    assert sum(one.severity is Severity.error for one in found) >= 8
    assert {one.code[:3] for one in found} >= {"CAT", "OWN", "LIN", "WID", "ADR", "FIL"}
    assert any(one.location.cell and one.severity is Severity.error for one in found)


def test_what_is_held_fails_nothing():
    found = findings(HELD)
    assert not any(one.fails for one in found)
    assert new(HELD) == set() and gone(HELD) == []
    assert sum(one.known for one in found) == sum(may_be_held(one) for one in findings(LEGACY))


def test_information_is_neither_held_nor_known():
    assert any(one.severity is Severity.info for one in findings(LEGACY))
    assert not any(one.known for one in findings(HELD) if one.severity is Severity.info)
    codes = {entry.code for entry in own_baseline(book_of(HELD)).entries.values()}
    assert codes == {one.code for one in findings(LEGACY) if one.severity is not Severity.info}


def test_a_new_finding_fails_beside_the_old_ones():
    worse = {**HELD, "catalogue/sales/crm/more.yaml": "datasets:\n  extra:\n    custodian: zoe\n"}
    assert "OWN002 crm.more.extra" in new(worse)
    assert [one.code for one in findings(worse) if one.fails] == ["OWN002"]


def test_one_more_of_the_same_field_is_new():
    worse = ORDERS.replace("[gone.raw.a, gone.raw.b]", "[gone.raw.a, gone.raw.b, gone.raw.c]")
    assert new({**HELD, "catalogue/sales/crm/orders.yaml": worse}) == {"LIN001 crm.orders.line"}


def test_what_is_corrected_must_leave_the_baseline():
    better = {**HELD, "catalogue/sales/crm/orders.yaml": ORDERS.replace("kind: heap", "kind: table")}
    left = sum(one.known for one in findings(HELD)) - 1
    assert gone(better) == [f"{left} known findings are left, 1 fewer than the baseline allows"]
    (told,) = [one for one in findings(better) if one.name == "baseline_outdated"]
    line = str(HELD["baseline.json"], "utf-8").splitlines()[told.location.line - 1]  # type: ignore[call-overload]
    assert told.fails and told.location.path == "baseline.json"
    assert '"CAT006", "subject": "crm.orders.order"' in line
    assert told.hint.endswith("and commit baseline.json; gone: CAT006 of 'crm.orders.order'")


def test_all_that_is_gone_is_one_finding():
    better = {**HELD, "catalogue/sales/crm/orders.yaml": "datasets: {}\n"}
    assert len(gone(better)) == 1 and "fewer than the baseline allows" in gone(better)[0]


def test_what_is_silenced_leaves_the_baseline_too():
    ignored = ORDERS.replace("    kind: heap\n", "    kind: heap\n    ignore: {CAT006: A heap it is.}\n")
    assert gone({**HELD, "catalogue/sales/crm/orders.yaml": ignored})
    assert gone({**HELD, "lakebook.yaml": "baseline: baseline.json\nseverities: {kind_unknown: off}\n"})


def test_a_stricter_check_stops_nobody_and_a_laxer_one_is_not_held():
    strict = {**HELD, "lakebook.yaml": "baseline: baseline.json\nseverities: {dataset_without_description: error}\n"}
    assert any(one.code == "CAT004" and one.severity is Severity.error for one in findings(strict))
    assert new(strict) == set() and gone(strict) == []
    lax = {**HELD, "lakebook.yaml": "baseline: baseline.json\nseverities: {dataset_without_description: info}\n"}
    assert gone(lax)


def test_a_company_may_let_the_baseline_lag_behind():
    lax = {**HELD, "lakebook.yaml": "baseline: baseline.json\nseverities: {baseline_outdated: warning}\n"}
    better = {**lax, "catalogue/sales/crm/orders.yaml": ORDERS.replace("kind: heap", "kind: table")}
    assert gone(better) and not any(one.fails for one in findings(better))


# When things move


@pytest.mark.parametrize(
    "moves",
    [
        [("catalogue/sales/crm/orders.yaml", "catalogue/finance/crm/orders.yaml")],
        [("catalogue/sales/crm/visits.xlsx", "catalogue/finance/crm/visits.xlsx")],
        [("catalogue/sales/crm/", "catalogue/finance/crm/")],
        [("orders.yaml", "orders.yml")],
        [("visits.xlsx", "visits.XLSX")],
        [("wids/", "wids/2026/")],
        [("0001-mask.md", "0001-mask-the-names-of-people.md")],
        [("adrs/0001", "adrs/security/0001")],
    ],
)
def test_known_findings_stay_known_when_files_move(moves: list[tuple[str, str]]):
    after = moved(HELD, *moves)
    assert set(after) != set(HELD)
    before = {one.fingerprint for one in findings(HELD) if one.known and one.subject}
    assert {one.fingerprint for one in findings(after) if one.known} >= before
    assert new(after) == set() and gone(after) == []


def test_known_findings_stay_known_when_lines_move_and_messages_change():
    longer = "# A comment.\n\n" + ORDERS.replace("custodian: nobody", "custodian: no-one")
    after = {**HELD, "catalogue/sales/crm/orders.yaml": longer}
    assert new(after) == set() and gone(after) == []


def test_known_findings_stay_known_when_a_sheet_is_sorted_otherwise():
    sheets = "# Sheet: Columns\nrequired,dataset,name,type\n,visit,id,bigint\nperhaps,visit,id,bigint\n# Sheet: Datasets\nkind,name\nheap,visit\n"
    after = {**HELD, "catalogue/sales/crm/visits.xlsx": workbook_from_text(sheets)}
    assert {one.code for one in findings(after) if one.location.cell} >= {"FIL002", "CAT006"}
    assert new(after) == set()


def test_a_dataset_that_is_renamed_takes_its_findings_along():
    renamed = ORDERS.replace("  order:\n", "  sales_order:\n    formerly: [order]\n")
    after = {**HELD, "catalogue/sales/crm/orders.yaml": renamed}
    assert any(one.known and one.subject == "crm.orders.sales_order" for one in findings(after))
    assert new(after) == set() and gone(after) == []


def test_a_schema_that_is_renamed_takes_its_findings_along():
    renamed = ORDERS.replace("  order:\n", "  order:\n    formerly: [crm.orders.order]\n")
    renamed = renamed.replace("  line:\n", "  line:\n    formerly: [crm.orders.line]\n")
    after = {path: content for path, content in HELD.items() if path != "catalogue/sales/crm/orders.yaml"}
    after["catalogue/sales/crm/sales.yaml"] = renamed
    assert new(after) == set() and gone(after) == []


def test_a_schema_that_becomes_a_workbook_keeps_what_is_said_of_its_datasets():
    sheets = (
        "# Sheet: Datasets\nname,kind,custodian,sources\norder,heap,nobody,\nline,,,gone.raw.a;gone.raw.b\n"
        "# Sheet: Columns\ndataset,name,type,from\norder,id,bigint,lost.raw.order.id\nline,id,bigint,\n"
    )
    after = {path: content for path, content in HELD.items() if path != "catalogue/sales/crm/orders.yaml"}
    after["catalogue/sales/crm/orders.xlsx"] = workbook_from_text(sheets)
    assert new(after) == set() and gone(after) == []


# The file


def test_one_finding_a_line_sorted_by_what_it_is_about():
    lines = write_baseline(findings(LEGACY)).decode().splitlines()
    assert lines[0] == '[{"lakebook-baseline": 1}' and lines[-1] == "]"
    assert all(line.startswith(",{") and line.endswith("}") for line in lines[1:-1])
    said = [json.loads(line[1:]) for line in lines[1:-1]]
    assert [entry["subject"] for entry in said] == sorted(entry["subject"] for entry in said)
    assert all(list(entry) == ["fingerprint", "code", "subject", "message"] for entry in said)
    assert all(len(entry["message"]) <= 100 for entry in said)


def test_two_branches_that_correct_two_datasets_merge(tmp_path: Path):
    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True)

    def commit(found: list[Diagnostic]) -> None:
        (tmp_path / "baseline.json").write_bytes(write_baseline(found))
        git("add", "-A")
        git("commit", "-m", "x")

    everything = findings(LEGACY)
    first = [one for one in everything if one.subject != "adr-0001"]
    last = [one for one in everything if one.subject != "crm.visits.visit"]
    assert len(first) < len(everything) > len(last)
    git("init", "--quiet")
    commit(everything)
    git("switch", "-c", "other")
    commit(last)
    git("switch", "main")
    commit(first)
    git("merge", "other")
    assert (tmp_path / "baseline.json").read_bytes() == write_baseline([one for one in first if one in last])


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.builds(
            lambda name, **fields: Diagnostic(code=all_checks()[name].code, name=name, **fields),
            name=st.sampled_from(sorted(all_checks())),
            location=st.builds(Location, st.text(min_size=1, max_size=8)),
            severity=st.sampled_from(Severity),
            message=st.text(max_size=150),
            subject=st.text(max_size=8),
        ),
        max_size=6,
        unique_by=lambda one: one.fingerprint,
    )
)
def test_what_is_written_is_read(found: list[Diagnostic]):
    baseline = read_baseline("baseline.json", write_baseline(found))
    held = [one for one in found if may_be_held(one)]
    assert set(baseline.entries) == {one.fingerprint for one in held}
    assert write_baseline(list(reversed(found))) == write_baseline(found)


def test_another_layout_of_the_same_json_is_read():
    pretty = json.dumps(json.loads(HELD["baseline.json"]), indent=4).encode()
    assert set(read_baseline("b", b"\xef\xbb\xbf" + pretty).entries) == set(own_baseline(book_of(HELD)).entries)


HEAD = '[{"lakebook-baseline": 1}\n'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "this is no baseline: expecting value in line 1"),
        ("[]", "this is no baseline: it is not a list"),
        ("{}", "this is no baseline: it is not a list"),
        ("[1]", "this is no baseline: it has no 'lakebook-baseline'"),
        ("[{}]", "this is no baseline: it has no 'lakebook-baseline'"),
        ('[{"lakebook-baseline": 1}\n,{"code": }]', "this is no baseline: expecting value in line 2"),
        ("[" * 100_000, "this is no baseline: "),
        ("\xff", "this is no baseline: it is not UTF-8"),
        ('[{"lakebook-baseline": 2}]', "the baseline has form 2, and this Lakebook reads form 1"),
        ('[{"lakebook-baseline": "1"}]', "the baseline has form 1, and this Lakebook reads form 1"),
        (HEAD + ',"a"]', "finding 1 of the baseline has no fingerprint and code"),
        (HEAD + ',{"fingerprint": "12", "code": "CAT004"}]', "finding 1 of the baseline has no fingerprint and code"),
        (HEAD + "<<<<<<< a\n=======\n>>>>>>> b\n]", "merge conflict markers stand in the baseline"),
    ],
)
def test_what_is_no_baseline_is_a_finding_and_holds_nothing(content: str, said: str):
    files = {**HELD, "baseline.json": content.encode("latin-1")}
    (told,) = [one for one in findings(files) if one.name == "baseline_unreadable"]
    assert told.message.startswith(said) and told.fails and told.hint
    assert told.location.path == "baseline.json"
    assert not any(one.known for one in findings(files))


@pytest.mark.parametrize(
    "path", ["/etc/baseline.json", "../baseline.json", "a/../../b.json", "C:\\b.json", "c:/b.json"]
)
def test_a_baseline_outside_the_book_is_a_finding(path: str):
    files = {**HELD, "lakebook.yaml": f"title: A\nbaseline: '{path}'\n"}
    (told,) = [one for one in findings(files) if one.name == "baseline_unreadable"]
    assert told.message == f"the baseline '{path}' lies outside the book"
    assert (told.location.path, told.location.line) == ("lakebook.yaml", 2)


def test_an_entry_of_a_check_that_is_not_there_is_gone():
    extra = ',{"fingerprint": "%s", "code": "OLD999", "subject": "crm"}\n]\n' % ("0" * 64)
    files = {**HELD, "baseline.json": str(HELD["baseline.json"], "utf-8").removesuffix("]\n") + extra}  # type: ignore[call-overload]
    (told,) = [one for one in findings(files) if one.name == "baseline_outdated"]
    assert "1 fewer" in told.message and "OLD999 of 'crm'" in told.hint


def test_nothing_said_about_baselines_can_be_held():
    found = findings({**HELD, "baseline.json": b"[]"})
    (about,) = [one for one in found if one.name == "baseline_unreadable"]
    assert about.fingerprint.encode() not in write_baseline(found)


def test_some_checks_alone_leave_the_entries_of_others_in_peace():
    checks = all_checks()
    chosen = [checks["kind_unknown"], checks["baseline_outdated"]]
    assert all(one.known for one in run_checks(book_of(HELD), chosen)) and len(run_checks(book_of(HELD), chosen)) == 2


# The baseline of the branch that a request goes into


def test_nobody_makes_his_own_finding_known():
    worse: Files = {**LEGACY, "catalogue/sales/crm/more.yaml": "datasets:\n  extra:\n    custodian: zoe\n"}
    mine = book_of(with_baseline(worse))
    target = read_baseline("baseline.json", bytes(HELD["baseline.json"]))  # type: ignore[arg-type]
    assert not any(one.fails for one in run_checks(mine))
    failing = [one for one in run_checks(mine, allowed=target) if one.fails]
    assert [(one.code, one.subject) for one in failing] == [("OWN002", "crm.more.extra")]


def test_who_corrects_a_finding_takes_it_out_of_his_own_baseline_alone():
    better: Files = {**LEGACY, "catalogue/sales/crm/orders.yaml": ORDERS.replace("kind: heap", "kind: table")}
    target = read_baseline("baseline.json", bytes(HELD["baseline.json"]))  # type: ignore[arg-type]
    assert not any(one.fails for one in run_checks(book_of(with_baseline(better)), allowed=target))


def test_a_baseline_may_come_from_anywhere():
    given = read_baseline("theirs.json", write_baseline(findings(LEGACY)))
    assert not any(one.fails for one in run_checks(book_of(LEGACY), baseline=given))
    assert any(one.fails for one in run_checks(book_of(HELD), baseline=Baseline()))


def test_builds_that_remember_sound_datasets_count_the_same():
    memory = Memory()
    first = run_checks(book_of(HELD), memory=memory)
    assert memory.sound
    assert run_checks(book_of(HELD), memory=memory) == first
    better = {**HELD, "catalogue/sales/crm/orders.yaml": ORDERS.replace("kind: heap", "kind: table")}
    assert run_checks(book_of(better), memory=memory) == findings(better)


# The command


def lakebook(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lakebook.cli", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "SOURCE_DATE_EPOCH": "1793491200"},
    )


def write(root: Path, files: Files) -> None:
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content.encode() if isinstance(content, str) else content)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A legacy book that names a baseline and has none."""
    write(tmp_path, {**LEGACY, "lakebook.yaml": "baseline: baseline.json\n"})
    return tmp_path


def held(root: Path) -> int:
    return len(json.loads((root / "baseline.json").read_bytes())) - 1


ORDERS_FILE = "catalogue/sales/crm/orders.yaml"


def test_the_gate_is_switched_on_in_one_command(root: Path):
    before = lakebook(root, "check")
    assert before.returncode == 1 and "there is no baseline 'baseline.json'" in before.stdout
    made = lakebook(root, "check", "--update-baseline")
    assert made.returncode == 0
    assert made.stderr == f"wrote baseline.json: {held(root)} known findings left\n"
    after = lakebook(root, "check")
    assert after.returncode == 0 and after.stdout.endswith(f"4 info; {held(root)} known findings left\n")
    assert (root / "baseline.json").read_bytes() == HELD["baseline.json"]


def test_the_baseline_shrinks_and_does_not_grow_by_itself(root: Path):
    lakebook(root, "check", "--update-baseline")
    before = held(root)
    better = ORDERS.replace("kind: heap", "kind: table") + "  extra:\n    custodian: zoe\n"
    write(root, {ORDERS_FILE: better})
    stopped = lakebook(root, "check", "--no-excerpts")
    assert stopped.returncode == 1
    assert f"{before - 1} known findings are left, 1 fewer than the baseline allows" in stopped.stdout
    assert "OWN002" in stopped.stdout
    shrunk = lakebook(root, "check", "--update-baseline")
    assert shrunk.returncode == 1 and held(root) == before - 1
    assert "2 new findings not added: correct, or type 'lakebook check --update-baseline --accept-new'" in shrunk.stderr
    assert "FIL021" not in shrunk.stdout and "OWN002" in shrunk.stdout
    grown = lakebook(root, "check", "--update-baseline", "--accept-new")
    assert grown.returncode == 0 and held(root) == before + 1
    assert lakebook(root, "check").returncode == 0


def test_an_update_that_changes_nothing_writes_the_same_bytes(root: Path):
    lakebook(root, "check", "--update-baseline")
    before = (root / "baseline.json").read_bytes()
    assert lakebook(root, "check", "--update-baseline").returncode == 0
    assert (root / "baseline.json").read_bytes() == before


def test_a_file_may_be_named_instead_of_that_of_the_settings(root: Path):
    write(root, {"lakebook.yaml": "title: A\n"})
    made = lakebook(root, "check", "--baseline", "old/known.json", "--update-baseline")
    assert made.returncode == 0 and (root / "old/known.json").is_file()
    assert lakebook(root, "check").returncode == 1
    assert lakebook(root, "check", "--baseline", "old/known.json").returncode == 0
    inside = lakebook(root / "catalogue", "check", "--baseline", "../old/known.json")
    assert inside.returncode == 0, "a file is named as it is seen from the folder one is in"


def test_everything_is_new_without_the_baseline(root: Path):
    lakebook(root, "check", "--update-baseline")
    done = lakebook(root, "check", "--no-baseline")
    assert done.returncode == 1 and "known" not in done.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--baseline", "no.json"], "cannot read no.json: No such file or directory; type 'lakebook check --baseline"),
        (["--baseline", "catalogue"], "cannot read catalogue: Is a directory"),
        (["--baseline", "wids/churn-score.md"], "wids/churn-score.md:1: this is no baseline: "),
        (["--baseline", "../known.json"], "lies outside the book"),
        (["--baseline", "../known.json", "--update-baseline"], "lies outside the book"),
        (["--accept-new"], "--accept-new goes with --update-baseline"),
        (["--no-baseline", "--update-baseline"], "--no-baseline and --update-baseline exclude each other"),
        (["--no-baseline", "--baseline", "a.json"], "--no-baseline and --baseline exclude each other"),
    ],
)
def test_wrong_usage_is_said_in_one_line(root: Path, arguments: list[str], said: str):
    done = lakebook(root, "check", *arguments)
    assert done.returncode == 2 and said in done.stderr
    assert not (root.parent / "known.json").exists()


def test_there_must_be_something_to_update(root: Path):
    write(root, {"lakebook.yaml": "title: A\n"})
    done = lakebook(root, "check", "--update-baseline")
    assert done.returncode == 2 and "write 'baseline: baseline.json' into lakebook.yaml" in done.stderr


def test_a_link_that_leads_out_of_the_book_is_not_written_through(root: Path, tmp_path_factory: pytest.TempPathFactory):
    outside = tmp_path_factory.mktemp("elsewhere") / "file"
    (root / "baseline.json").symlink_to(outside)
    done = lakebook(root, "check", "--update-baseline")
    assert done.returncode == 2 and "lies outside the book" in done.stderr and not outside.exists()


def test_a_conflict_is_settled_by_keeping_either_side(root: Path):
    write(root, {"baseline.json": "<<<<<<< a\n[]\n=======\n[]\n>>>>>>> b\n"})
    refused = lakebook(root, "check", "--update-baseline")
    assert refused.returncode == 2 and "keep the lines of either side" in refused.stderr
    assert (root / "baseline.json").read_text().startswith("<<<<<<<")
    assert lakebook(root, "check", "--update-baseline", "--accept-new").returncode == 0
    assert held(root) > 5


def test_reports_say_what_is_known(root: Path):
    lakebook(root, "check", "--update-baseline")
    done = lakebook(root, "check", "--format", "json")
    told = json.loads(done.stdout)
    assert done.returncode == 0 and told["failed"] is False and told["counts"]["known"] == held(root)


def test_an_update_leaves_standard_output_to_the_report(root: Path):
    done = lakebook(root, "check", "--update-baseline", "--format", "json")
    assert json.loads(done.stdout)["counts"]["known"] == held(root)


# The site

SITE: Files = {
    "mkdocs.yml": "site_name: A\nsite_url: https://example.org/\ntheme: {name: material, font: false}\nplugins: [search, lakebook]\n",
    "docs/index.md": "# A\n",
}


def build(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "NO_MKDOCS_2_WARNING": "1"},
    )


def test_a_legacy_book_is_published_on_day_one(root: Path):
    write(root, SITE)
    refused = build(root)
    assert refused.returncode != 0 and not (root / "site").exists()
    lakebook(root, "check", "--update-baseline")
    done = build(root)
    assert done.returncode == 0, done.stderr
    assert f"{held(root)} known findings left, held by baseline.json" in done.stderr
    assert (root / "site/datasets/crm/orders/order/index.html").is_file()
    write(root, {ORDERS_FILE: ORDERS + "  extra:\n    custodian: zoe\n"})
    worse = build(root)
    assert worse.returncode != 0 and "the book has 1 error:" in worse.stdout + worse.stderr and "zoe" in worse.stderr
    assert "heap" not in worse.stderr
    write(root, {ORDERS_FILE: ORDERS.replace("kind: heap", "kind: table")})
    better = build(root)
    assert better.returncode != 0 and "fewer than the baseline allows" in better.stderr


def test_serve_watches_the_baseline(root: Path):
    from mkdocs.config import load_config
    from mkdocs.livereload import LiveReloadServer

    from lakebook.site.plugin import LakebookPlugin

    write(root, {**SITE, "baseline.json": write_baseline(run_checks(read_book(WorkingTree(root), today=TODAY)))})
    config = load_config(str(root / "mkdocs.yml"))
    plugin = config.plugins["lakebook"]
    assert isinstance(plugin, LakebookPlugin)
    plugin.on_config(config)
    rebuilt = threading.Event()
    server = LiveReloadServer(rebuilt.set, host="127.0.0.1", port=0, root=config.site_dir)
    plugin.on_serve(server, config=config, builder=None)
    building = threading.Thread(target=server._build_loop, daemon=True)
    building.start()
    try:
        for spaces in range(60):  # nobody tells when it has seen the files as they are
            (root / "baseline.json").write_bytes(b"[" + b" " * spaces + b"]")
            if rebuilt.wait(2):
                break
        assert rebuilt.is_set()
    finally:
        server._shutdown = True
        building.join()
        server.server_close()


def test_a_diagnostic_that_is_known_does_not_fail():
    (error,) = [one for one in findings(LEGACY) if one.code == "OWN002"]
    assert error.fails and not msgspec.structs.replace(error, known=True).fails
    assert msgspec.structs.replace(error, known=True).fingerprint == error.fingerprint
    with pytest.raises(BaselineError):
        read_baseline("b", b"")
