"""Strict YAML: where keys stand."""

from __future__ import annotations

import sys
from collections.abc import Callable

import yaml
from hypothesis import given
from hypothesis import strategies as st

from lakebook.syntax.strict_yaml import Document, KeyPath, parse

WORDS = st.text("abc", min_size=1, max_size=3)
VALUES = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4), max_leaves=25
)


def leaves(value: object, path: KeyPath = ()) -> list[tuple[KeyPath, str]]:
    if isinstance(value, str):
        return [(path, value)]
    listed = value.items() if isinstance(value, dict) else enumerate(value)
    return [found for key, child in listed for found in leaves(child, (*path, key))]


@given(st.dictionaries(WORDS, VALUES, min_size=1, max_size=5))
def test_a_position_is_where_the_key_or_the_item_is_written(value: dict[str, object]):
    text = yaml.safe_dump(value, default_flow_style=False)
    document = parse(text.encode())
    lines = text.split("\n")
    for path, word in leaves(value):
        line, column = document.position(path)
        key = word if isinstance(path[-1], int) else path[-1]
        assert lines[line - 1][column - 1 :].startswith(str(key))


def calls(work: Callable[[], object]) -> int:
    """How many Python functions *work* calls."""
    count = 0

    def seen(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def big(datasets: int) -> tuple[Document, list[KeyPath]]:
    columns = "".join(f"      c{number}: {{type: int}}\n" for number in range(5))
    text = "datasets:\n" + "".join(f"  d{number}:\n    columns:\n{columns}" for number in range(datasets))
    paths = [("datasets", f"d{a}", "columns", f"c{b}", "type") for a in range(datasets) for b in range(5)]
    return parse(text.encode()), paths


def work_of_finding_all(datasets: int) -> int:
    document, paths = big(datasets)
    return calls(lambda: [document.position(path) for path in paths])


def test_a_finding_at_every_key_of_a_large_file_costs_what_its_size_does():
    assert work_of_finding_all(400) < 5 * work_of_finding_all(100)
    document, paths = big(400)
    assert document.position(paths[-1]) == (2 + 7 * 399 + 6, 12)
