"""The gate: what a merge request changes of the rules does not count in that merge request."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from pathlib import Path

import pytest
from test_sources import commit, git

from lakebook.book import Book, read_book
from lakebook.changes.gate import under_rules_of
from lakebook.checks._run import run_checks
from lakebook.sources.in_memory import InMemory

TODAY = datetime.date(2026, 11, 24)
PEOPLE = """people:
  ann: {name: Ann Durand}
  bob: {name: Bob Martin}
  eve: {name: Eve Petit, until: 2026-01-31}
"""
DOMAIN = "title: Sales\ncustodian: ann\ndeputy: bob\ndescription: What is sold.\n"
SYSTEM = "title: CRM\nclassification: internal\n"
SCHEMA = """datasets:
  visits:
    description: Visits.
    columns:
      id: int pk | Number.
"""
GRANTS = """grants:
  - {product: churn, dataset: crm.core.visits, purpose: Count., until: 2027-01-31}
"""
FILES = {
    "lakebook.yaml": "title: A\n",
    "catalogue/people.yaml": PEOPLE,
    "catalogue/sales/domain.yaml": DOMAIN,
    "catalogue/sales/grants.yaml": GRANTS,
    "catalogue/sales/crm/system.yaml": SYSTEM,
    "catalogue/sales/crm/core.yaml": SCHEMA,
}


def book_of(**changed: str) -> Book:
    """The small book with other files; an empty text takes the file away."""
    files = {**FILES, **changed}
    return read_book(InMemory({path: text for path, text in files.items() if text}), today=TODAY)


def gate(**changed: str) -> Book:
    return under_rules_of(book_of(), book_of(**changed))


def codes(book: Book) -> set[str]:
    return {found.code for found in run_checks(book) if found.severity != "info"}


def test_what_changes_nothing_is_the_same_book():
    same = gate()
    assert [str(found) for found in run_checks(same)] == [str(found) for found in run_checks(book_of())]
    assert [grant.id for grant in same.grants] == [grant.id for grant in book_of().grants]


def test_nobody_names_himself_custodian():
    mine = {
        "catalogue/sales/domain.yaml": DOMAIN.replace("ann", "bob"),
        "catalogue/sales/crm/system.yaml": SYSTEM + "custodian: bob\n",
        "catalogue/sales/crm/core.yaml": SCHEMA.replace("visits:\n", "visits:\n    custodian: bob\n", 1),
    }
    catalogue = gate(**mine).catalogue
    assert catalogue.custodian_of(catalogue.datasets["crm.core.visits"]) == "ann"
    assert catalogue.custodian_of(catalogue.systems["crm"]) == "ann"


def test_a_renamed_dataset_keeps_its_custodian_and_a_new_one_inherits():
    own = SCHEMA.replace("visits:\n", "visits:\n    custodian: ann\n", 1)
    renamed = SCHEMA.replace("visits:\n", "calls:\n    formerly: visits\n    custodian: bob\n", 1)
    added = "  mine:\n    description: Mine.\n    custodian: bob\n"
    target = book_of(**{"catalogue/sales/crm/core.yaml": own})
    changed = book_of(**{"catalogue/sales/crm/core.yaml": renamed + added})
    datasets = under_rules_of(target, changed).catalogue.datasets
    assert datasets["crm.core.calls"].custodian == "ann"
    assert datasets["crm.core.mine"].custodian == ""


def test_a_new_domain_has_the_custodian_it_names():
    new = {
        "catalogue/labs/domain.yaml": DOMAIN.replace("ann", "bob"),
        "catalogue/labs/lims/raw.yaml": SCHEMA.replace("visits:\n", "probes:\n    custodian: ann\n", 1),
    }
    catalogue = gate(**new).catalogue
    assert catalogue.domains["labs"].custodian == "bob"
    assert catalogue.datasets["lims.raw.probes"].custodian == "ann"


def test_who_has_left_does_not_come_back():
    back = PEOPLE.replace(", until: 2026-01-31", "")
    target = book_of(**{"catalogue/sales/domain.yaml": DOMAIN.replace("ann", "eve")})
    changed = book_of(**{"catalogue/sales/domain.yaml": DOMAIN.replace("ann", "eve"), "catalogue/people.yaml": back})
    assert "OWN003" in codes(target) and "OWN003" not in codes(changed)
    assert "OWN003" in codes(under_rules_of(target, changed))


def test_new_people_are_there_and_nobody_is_taken_away_yet():
    people = gate(**{"catalogue/people.yaml": PEOPLE.replace("bob", "zoe")}).catalogue.people
    assert set(people) == {"ann", "bob", "zoe", "eve"}


@pytest.mark.parametrize(
    ("grants", "until"),
    [
        (GRANTS.replace("2027", "2099"), ["2027-01-31"]),
        (GRANTS + GRANTS.partition("\n")[2].replace("churn", "mine"), ["2027-01-31"]),
        (GRANTS.replace("churn", "mine"), []),
        ("", []),
    ],
)
def test_nobody_grants_himself_data(grants: str, until: list[str]):
    found = gate(**{"catalogue/sales/grants.yaml": grants}).grants
    assert [str(grant.until) for grant in found] == until


def test_nobody_silences_a_check():
    bare = SCHEMA.replace("    description: Visits.\n", "")
    silenced = bare.replace("visits:\n", "visits:\n    ignore: {CAT004: I do not feel like it}\n", 1)
    target = book_of(**{"catalogue/sales/crm/core.yaml": bare})
    changed = book_of(**{"catalogue/sales/crm/core.yaml": silenced})
    assert "CAT004" in codes(target) and "CAT004" not in codes(changed)
    assert "CAT004" in codes(under_rules_of(target, changed))
    assert "CAT004" not in codes(under_rules_of(changed, changed))


def test_nobody_changes_the_severity_of_a_check():
    wrong = SCHEMA.replace("visits:\n", "visits:\n    kind: heap\n", 1)
    changed = {"lakebook.yaml": "severities: {CAT006: off}\n", "catalogue/sales/crm/core.yaml": wrong}
    assert "CAT006" not in codes(book_of(**changed))
    assert "CAT006" in codes(gate(**changed))


def test_files_are_looked_for_where_they_lie_now():
    moved = {path.replace("catalogue/", "data/"): text for path, text in FILES.items() if path.startswith("catalogue/")}
    gone = {path: "" for path in FILES if path.startswith("catalogue/")}
    found = gate(**{**gone, **moved, "lakebook.yaml": "folders: {catalogue: data}\n"})
    assert set(found.catalogue.datasets) == {"crm.core.visits"}


# The command, on a real repository -------------------------------------------------------------------------------------

WID_HEAD = """---
id: churn
title: Churn
summary: Who leaves.
status: active
domain: sales
team: data
business_contact: ann
technical_contact: bob
reads: [crm.core.visits]
writes: [{path: lake/churn/}]
surfaces: [{type: dashboard, name: Churn, audience: team}]
---
"""
WORDS = (
    "It tells the team each Monday which dealers asked for a visit and who goes there in the week that comes next. " * 2
)
HEADINGS = (
    "What it does",
    "Value proposition",
    "How it works",
    "Integration points",
    "How data is surfaced",
    "Personal data",
)
WID = WID_HEAD + "".join(f"## {heading}\n\n{WORDS}\n\n" for heading in HEADINGS)
ADR = """---
id: adr-0001
status: accepted
date: 2026-03-01
decision-makers: ["@ann"]
datasets: [crm.core.visits]
products: [churn]
---

# Names of visitors in churn

## Context and Problem Statement

The churn score wants to know who was visited, and the names of people stand beside the dates of visits.

## Decision Outcome

It may read them, because without them nobody can call back, and it keeps none of them.
"""
PERSONAL = SCHEMA + "      who: text | Who was there.\n    personal: [name]\n    retention: 1 year\n"
MERGED = {
    **FILES,
    "lakebook.yaml": "title: A\n",
    "catalogue/teams.yaml": "teams:\n  data: {title: Data, members: [bob], channel: '#data'}\n",
    "catalogue/people.yaml": PEOPLE.replace("Martin}", "Martin, roles: [data architect]}"),
    "catalogue/sales/crm/core.yaml": PERSONAL,
    "adrs/0001-names.md": ADR,
    "catalogue/sales/grants.yaml": GRANTS.replace("Count.,", "Count., adr: adr-0001,"),
    "wids/churn.md": WID,
}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose branch ``main`` is clean, on a branch ``request`` that is the same."""
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "--quiet", "--initial-branch", "main")
    put(root, **MERGED)
    commit(root)
    git(root, "checkout", "--quiet", "-b", "request")
    return root


def put(root: Path, **files: str) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def checked(root: Path, *options: str, rules: str = "main") -> tuple[int, list[dict[str, str]]]:
    """Exit code and findings that are no mere information."""
    command = [sys.executable, "-m", "lakebook.cli", "check", "--today", "2026-11-24", "--format", "json", *options]
    command += ["--policy-from", rules] if rules else []
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    found = json.loads(done.stdout)["diagnostics"]
    return done.returncode, [one for one in found if one["severity"] != "info"]


def test_a_request_that_changes_no_rule_passes(repository: Path):
    put(repository, **{"catalogue/sales/crm/system.yaml": SYSTEM + "description: Customers.\n"})
    assert checked(repository) == (0, [])


def test_a_grant_counts_when_it_is_merged(repository: Path):
    grants = repository / "catalogue/sales/grants.yaml"
    given = grants.read_text()
    git(repository, "checkout", "--quiet", "main")
    grants.write_text("grants: []\n")
    (repository / "wids/churn.md").unlink()
    (repository / "adrs/0001-names.md").write_text(ADR.replace("products: [churn]\n", ""))
    commit(repository, "not yet")
    git(repository, "checkout", "--quiet", "-b", "both")
    put(repository, **{"catalogue/sales/grants.yaml": given, "wids/churn.md": WID, "adrs/0001-names.md": ADR})
    assert checked(repository, rules="")[0] == 0
    status, found = checked(repository)
    assert status == 1
    assert found[0]["code"] == "SEC018" and any("grant" in one["message"] for one in found)
    assert any("by the rules of 'main'" in one["message"] and one["severity"] == "error" for one in found)
    assert checked(repository, "--accept-policy")[0] == 0
    git(repository, "checkout", "--quiet", "main", "--force")
    put(
        repository,
        **{
            "catalogue/sales/grants.yaml": given.replace(
                "adr: adr-0001,", "adr: adr-0001, ignore: {SEC013: the product comes next},"
            )
        },
    )
    commit(repository, "the custodian gives it")
    git(repository, "checkout", "--quiet", "both")
    assert [one["code"] for one in checked(repository)[1] if one["severity"] == "error"] == []


@pytest.mark.parametrize(
    ("files", "code"),
    [
        (
            {
                "lakebook.yaml": "severities: {CAT006: off}\n",
                "catalogue/sales/crm/core.yaml": PERSONAL + "    kind: heap\n",
            },
            "CAT006",
        ),
        ({"catalogue/sales/crm/core.yaml": PERSONAL + "    kind: heap\n    ignore: {CAT006: why not}\n"}, "CAT006"),
        (
            {
                "lakebook.yaml": "baseline: baseline.json\n",
                "catalogue/sales/crm/core.yaml": PERSONAL + "    kind: heap\n",
            },
            "CAT006",
        ),
    ],
)
def test_no_edit_of_the_book_gets_round_a_check(repository: Path, files: dict[str, str], code: str):
    put(repository, **files)
    if "baseline" in files.get("lakebook.yaml", ""):
        command = [sys.executable, "-m", "lakebook.cli", "check", "--update-baseline", "--today", "2026-11-24"]
        subprocess.run(command, cwd=repository, check=False, capture_output=True)
        assert (repository / "baseline.json").exists()
    assert checked(repository, rules="")[0] == 0
    status, found = checked(repository)
    assert status == 1 and found[0]["code"] == "SEC018"
    assert code in {one["code"] for one in found if one["severity"] == "error"}


@pytest.mark.parametrize(
    "files",
    [
        {"lakebook.yaml": "severities: {SEC018: off}\n"},
        {"lakebook.yaml": "overrides: [{below: catalogue, severities: {SEC018: off}}]\n"},
        {"catalogue/sales/domain.yaml": DOMAIN.replace("ann", "bob") + "ignore: {SEC018: because}\n"},
    ],
)
def test_a_request_cannot_silence_what_it_changes_of_the_rules(repository: Path, files: dict[str, str]):
    put(repository, **{"catalogue/sales/domain.yaml": DOMAIN.replace("ann", "bob"), **files})
    _, found = checked(repository)
    assert any(one["code"] == "SEC018" and "custodian" in one["message"] for one in found)


def test_what_protects_data_stays_until_its_end_is_merged(repository: Path):
    (repository / "catalogue/sales/grants.yaml").write_text("grants: []\n")
    bare = {"catalogue/sales/crm/core.yaml": SCHEMA + "      who: text | Who was there.\n"}
    put(repository, **bare)
    assert checked(repository, rules="")[0] == 0
    status, found = checked(repository)
    assert status == 1 and "SEC007" in {one["code"] for one in found}
    assert any("personal data" in one["message"] and one["code"] == "SEC018" for one in found)
    git(repository, "checkout", "--quiet", "--force", "request")
    open_ = {"catalogue/sales/crm/system.yaml": SYSTEM.replace("internal", "public")}
    put(repository, **open_)
    assert any(one["code"] == "SEC018" and "classification" in one["message"] for one in checked(repository)[1])


def test_a_renamed_dataset_takes_its_grant_along(repository: Path):
    renamed = PERSONAL.replace("  visits:\n", "  calls:\n    formerly: visits\n")
    grants = (repository / "catalogue/sales/grants.yaml").read_text().replace("crm.core.visits", "crm.core.calls")
    put(repository, **{"catalogue/sales/crm/core.yaml": renamed, "catalogue/sales/grants.yaml": grants})
    assert [one for one in checked(repository)[1] if one["severity"] == "error"] == []


def test_somebody_may_be_replaced_everywhere_and_taken_out(repository: Path):
    texts = {path: text.replace("bob", "zoe") for path, text in MERGED.items()}
    put(repository, **texts)
    status, found = checked(repository)
    assert status == 0, found
    assert any(one["code"] == "SEC018" and "bob" in one["message"] for one in found)


@pytest.mark.parametrize(
    "path", [".github/workflows/a.yml", ".gitlab/ci/x.yml", "plugins/lakebook/checks/a.py", ".ci/run", "pyproject.toml"]
)
def test_what_decides_how_a_request_is_checked_is_policy(repository: Path, path: str):
    put(repository, **{path: "x: 1\n"})
    assert [one["code"] for one in checked(repository)[1]] == ["SEC018"]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("catalogue/teams.yaml", "title: Data,", "title: Data, kind: platform,"),
        ("catalogue/people.yaml", "people:\n", "people:\n  zoe: {name: Zoe Noir, roles: [data architect]}\n"),
        ("wids/churn.md", "audience: team", "audience: company"),
        ("adrs/0001-names.md", "products: [churn]", "products: [churn, other]"),
    ],
)
def test_who_comes_to_decide_or_to_read_is_policy(repository: Path, path: str, old: str, new: str):
    put(repository, **{path: MERGED[path].replace(old, new)})
    assert MERGED[path] != MERGED[path].replace(old, new)
    assert "SEC018" in {one["code"] for one in checked(repository)[1]}


def test_a_file_that_cannot_be_read_takes_no_rule_away(repository: Path):
    put(repository, **{"catalogue/sales/domain.yaml": DOMAIN + "foo: [\n"})
    status, found = checked(repository)
    assert status == 1 and "SEC018" not in {one["code"] for one in found}
    assert "FIL001" in {one["code"] for one in found}


def test_a_file_that_nobody_could_read_before_hides_no_change_of_the_rules(repository: Path):
    put(repository, **{"catalogue/sales/crm/broken.yaml": "datasets: [\n"})
    commit(repository, "a file that was always broken")
    put(repository, **{"catalogue/sales/domain.yaml": DOMAIN.replace("ann", "bob")})
    _, found = checked(repository, rules="request")
    assert any(one["code"] == "SEC018" and "custodian" in one["message"] for one in found)


@pytest.mark.parametrize(
    "options", [["--policy-from", ""], ["--policy-from", "main", "--update-baseline"], ["--accept-policy"]]
)
def test_options_that_would_open_the_gate_unseen_are_wrong_usage(repository: Path, options: list[str]):
    command = [sys.executable, "-m", "lakebook.cli", "check", *options]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "Error: " in done.stderr


def test_a_forged_memory_is_not_believed(repository: Path):
    broken = {"catalogue/sales/crm/core.yaml": PERSONAL + "    kind: heap\n"}
    checked(repository, rules="")
    put(repository, **broken)
    import sqlite3

    with sqlite3.connect(repository / ".lakebook/cache.sqlite") as store:
        good = {bytes(key): value for key, value in store.execute("SELECT id, records FROM parsed")}
    checked(repository, rules="")
    with sqlite3.connect(repository / ".lakebook/cache.sqlite") as store:
        rows = store.execute("SELECT id, records FROM parsed").fetchall()
        (bad,) = [key for key, _ in rows if bytes(key) not in good]
        sound = next(value for value in good.values() if b"Who was there." in value)
        store.execute("UPDATE parsed SET records = ? WHERE id = ?", (sound, bad))
    assert checked(repository, rules="")[0] == 0, "the forgery does not work, so that nothing is tested"
    assert checked(repository)[0] == 1


@pytest.mark.parametrize("rules", ["nowhere", "--force", "HEAD~99"])
def test_a_branch_that_is_not_there_is_wrong_usage(repository: Path, rules: str):
    command = [sys.executable, "-m", "lakebook.cli", "check", f"--policy-from={rules}"]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and rules in done.stderr and "Traceback" not in done.stderr
