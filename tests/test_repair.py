"""Repairs: the word goes, all other bytes stay, and what does not fit is left alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lakebook.diagnostics import Repair
from lakebook.writers.repair import repaired


def repair(line: int, old: str, new: str, column: int = 1) -> Repair:
    return Repair("a.yaml", line, column, old, new)


@pytest.mark.parametrize(
    ("text", "old", "new", "made"),
    [
        ("kind: tabel\n", "tabel", "table", "kind: table\n"),
        ("kind: tabel # a tabel\r\n", "tabel", "table", "kind: table # a tabel\r\n"),
        ('kind: "tabel"', "tabel", "table", 'kind: "table"'),
        ("kinds: [tabel, tabels]", "tabels", "tables", "kinds: [tabel, tables]"),
        ("{kind: tabel}", "tabel", "table", "{kind: table}"),
        ("descripton: x", "descripton", "description", "description: x"),
        ("a: stable", "table", "view", None),
        ("a: my-table-2", "table", "view", None),
        ("a: b", "c", "d", None),
        ("a: b", "b", "x: y", None),
        ("a: 'b'", "b", "x: y", "a: 'x: y'"),
        ("a: 'b'", "b", "it's", None),
        ("größe: zähl\n", "zähl", "Zahl", "größe: Zahl\n"),
    ],
)
def test_one_word(text: str, old: str, new: str, made: str | None):
    found = repaired(text.encode(), [repair(1, old, new)])
    assert (found.decode() if found is not None else None) == made


def test_a_line_is_put_in_front_of_another_in_the_file_s_own_way():
    assert (
        repaired(b"---\r\nid: a\r\n---\r\n", [repair(3, "", "superseded_by: b")])
        == b"---\r\nid: a\r\nsuperseded_by: b\r\n---\r\n"
    )


def test_several_at_once_all_or_none():
    text = b"\xef\xbb\xbfa: x\nb: x, x\n"
    both = [repair(1, "x", "longer", 3), repair(2, "x", "two", 6), repair(2, "x", "one", 4)]
    assert repaired(text, both) == b"\xef\xbb\xbfa: longer\nb: one, two\n"
    assert repaired(text, [*both, repair(9, "x", "two")]) is None
    assert repaired(text, [repair(1, "x", "two"), repair(1, "x", "one")]) is None
    assert repaired(b"\xff\xfe", both) is None


# lakebook check --fix -------------------------------------------------------------------------------------------------

ADR = """---
id: adr-000{n}
status: {status}
date: 2026-03-01
decision-makers: ["@ann"]
{keys}---

# Keep customers in place {n}

## Context and Problem Statement

Customers live in three systems and nobody knows which of them is right when two of them differ.

## Decision Outcome

One of them is the master and the others copy from it every night, whatever the others may say.
"""


def adr(n: int, status: str = "accepted", keys: str = "") -> str:
    return ADR.format(n=n, status=status, keys=keys)


FILES = {
    "lakebook.yaml": "title: A\n",
    "catalogue/people.yaml": "people:\n  ann: {name: Ann Durand, handle: ann}\n  bob: {name: Bob Martin}\n",
    "catalogue/sales/domain.yaml": "title: Sales\ncustodian: ann\ndeputy: bob\ndescription: What is sold.\nclassification: internal\n",
    "catalogue/sales/crm/system.yaml": "title: CRM\ndescription: Customers.\n",
}
SCHEMA = """datasets:
  # kept: a descripton of a tabel
  customer:
    kind: table
    descripton: One customer.   # as they are
    status: actve
    columns:
      id: bigint pk | Key.
"""


def book(root: Path, **files: str) -> Path:
    for path, text in {**FILES, **files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    return root


def fixed(root: Path) -> tuple[int, str]:
    command = [sys.executable, "-m", "lakebook.cli", "check", "--fix", "--today", "2026-11-24"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout


def test_words_that_can_only_mean_another_one_are_exchanged(tmp_path: Path):
    root = book(tmp_path, **{"catalogue/sales/crm/core.yaml": SCHEMA})
    status, said = fixed(root)
    made = (root / "catalogue/sales/crm/core.yaml").read_text()
    assert made == SCHEMA.replace("    descripton:", "    description:").replace("actve", "active")
    assert said.count("fixed: ") == 2 and "FIL003 unknown field 'descripton'" in said
    assert status == 0, said


def test_what_might_mean_two_things_is_left(tmp_path: Path):
    text = "datasets:\n  customer:\n    description: One.\n    descriptions: Two.\n    columns: {id: int}\n"
    root = book(tmp_path, **{"catalogue/sales/crm/core.yaml": text})
    status, said = fixed(root)
    assert (root / "catalogue/sales/crm/core.yaml").read_text() == text
    assert status == 1 and "fixed" not in said


def test_an_odd_space_becomes_an_ordinary_one(tmp_path: Path):
    text = "datasets:\n  order\u00a0line:\n    description: One.\n    columns: {id: int}\n"
    root = book(tmp_path, **{"catalogue/sales/crm/core.yaml": text})
    fixed(root)
    assert (root / "catalogue/sales/crm/core.yaml").read_text() == text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (adr(1), adr(1, "superseded", "superseded_by: [adr-0002]\n")),
        (adr(1).replace("\n", "\r\n"), adr(1, "superseded", "superseded_by: [adr-0002]\n").replace("\n", "\r\n")),
        (
            adr(1, "superseded", "superseded_by: [adr-0003]\ntags: [a]\n"),
            adr(1, "superseded", "superseded_by: [adr-0003, adr-0002]\ntags: [a]\n"),
        ),
        (
            adr(1, "superseded", "superseded_by:\n  - adr-0003\ntags: [a]\n"),
            adr(1, "superseded", "superseded_by:\n  - adr-0003\n  - adr-0002\ntags: [a]\n"),
        ),
    ],
)
def test_the_reverse_of_a_relation_is_written(tmp_path: Path, before: str, after: str):
    second, third = adr(2, keys="supersedes: [adr-0001]\n"), adr(3, keys="supersedes: [adr-0001]\n")
    files = {"adrs/0001-a.md": before, "adrs/0002-b.md": second}
    if "adr-0003" in before:
        files["adrs/0003-c.md"] = third
    root = book(tmp_path, **files)
    status, said = fixed(root)
    assert (root / "adrs/0001-a.md").read_bytes().decode() == after
    assert status == 0, said


def test_what_is_right_is_not_touched(tmp_path: Path):
    root = book(
        tmp_path,
        **{"catalogue/sales/crm/core.yaml": SCHEMA.replace("descripton:", "description:").replace("actve", "active")},
    )
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*.yaml")}
    status, said = fixed(root)
    assert status == 0 and "fixed" not in said
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*.yaml")} == before


MEANT = """datasets:
  customer:
    description: One customer.
    kind: tabel
    layer: silvr
    classification: internl
    custodian: Ann Durand
    sources:
      crm.raw.customr: full load
    columns:
      id: bigint pk | Key.
      team: text | Their team.
      name: {type: text, from: crm.raw.customer.fullname}
"""


def test_names_that_can_only_mean_one_thing_are_exchanged_wherever_they_stand(tmp_path: Path):
    raw = "datasets:\n  customer:\n    description: Raw.\n    columns: {id: bigint pk, full_name: text, born: date}\n"
    root = book(tmp_path, **{"catalogue/sales/crm/core.yaml": MEANT, "catalogue/sales/crm/raw.yaml": raw})
    _, said = fixed(root)
    wrong_and_right = {
        "tabel": "table",
        "silvr": "silver",
        "internl": "internal",
        "Ann Durand": "ann",
        "customr:": "customer:",
        "fullname": "full_name",
    }
    wanted = MEANT
    for wrong, right in wrong_and_right.items():
        wanted = wanted.replace(wrong, right)
    assert (root / "catalogue/sales/crm/core.yaml").read_text() == wanted, said


def test_a_value_is_not_taken_for_the_key_before_it():
    wrong = [Repair("a.yaml", 1, 1, "team", "teams"), Repair("a.yaml", 2, 1, "team", "teams", key=True)]
    assert repaired(b"team: team\nteam: team\n", wrong) == b"team: teams\nteams: team\n"


def test_nothing_is_repaired_outside_of_the_book(tmp_path: Path):
    root = book(tmp_path / "book", **{"catalogue/sales/crm/core.yaml": SCHEMA})
    outside, inside = tmp_path / "theirs.yaml", root / "kept/core.yaml"
    outside.write_text(SCHEMA)
    (root / "catalogue/sales/crm/core.yaml").unlink()
    (root / "catalogue/sales/crm/core.yaml").symlink_to(outside)
    status, said = fixed(root)
    assert (
        status == 1 and "fixed" not in said and "unknown field 'descripton'" in said and outside.read_text() == SCHEMA
    )
    inside.parent.mkdir()
    outside.rename(inside)
    (root / "catalogue/sales/crm/core.yaml").unlink()
    (root / "catalogue/sales/crm/core.yaml").symlink_to(inside)
    status, said = fixed(root)
    assert status == 0 and "description: " in inside.read_text(), "a link within the book is a file of it"
