"""Repairs: the word goes, all other bytes stay, and what does not fit is left alone."""

from __future__ import annotations

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
