"""JSON of other tools: where its maps stand, keys given twice, and odd letters."""

from __future__ import annotations

import json
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lakebook.syntax import Unreadable
from lakebook.syntax.foreign_yaml import Foreign, parse_foreign

NASTY = st.text(alphabet='{}[]",:\\\n\r\t ab\u2028é', max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | NASTY,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NASTY, inner, max_size=3),
    max_leaves=12,
)


def numbered(value: Any, numbers: count[int]) -> Any:
    """The same with a number as the first thing of each map."""
    if isinstance(value, list):
        return [numbered(one, numbers) for one in value]
    if isinstance(value, dict):
        return {"#": next(numbers), **{f"k{key}": numbered(one, numbers) for key, one in value.items()}}
    return value


def maps_in(value: Foreign) -> list[dict[str, Foreign]]:
    if isinstance(value, list):
        return [one for item in value for one in maps_in(item)]
    return [value, *(one for item in value.values() for one in maps_in(item))] if isinstance(value, dict) else []


@given(VALUES)
def test_each_map_has_the_line_it_begins_on(value: Any):
    text = json.dumps({"#": -1, "all": numbered(value, count())}, indent=1, ensure_ascii=False)
    document = parse_foreign(text.encode())
    lines = text.split("\n")
    for found in maps_in(document.value):
        assert f'"#": {found["#"]}' in lines[document.line(found)]  # the line after the one it begins on


def test_a_key_given_twice_counts_once_and_is_said():
    document = parse_foreign(b'{"a": 1,\n "b": {"x": 1, "x": 2},\n "a": 3}')
    assert document.value == {"a": "1", "b": {"x": "1"}}
    assert sorted((trouble.line, trouble.message[:19]) for trouble in document.troubles) == [
        (1, "'a' is given twice "), (2, "'x' is given twice "),
    ]  # fmt: skip


def test_scalars_stay_text_and_halves_of_letters_are_replaced():
    content = b'\xef\xbb\xbf {"a": 1.10, "b": true, "c": null, "d": "\\ud83d\\ude00 \\ud83d", "e": [NaN, 1e5]}'
    assert parse_foreign(content).value == {"a": "1.10", "b": "true", "c": None, "d": "😀 �", "e": ["NaN", "1e5"]}


@pytest.mark.parametrize("content", ['{"a": ' * 200 + "1" + "}" * 200, "[" * 100_000, '{"a": [1, 2'])
def test_what_is_too_deep_or_cut_is_said_with_its_place(content: str):
    with pytest.raises(Unreadable) as caught:
        parse_foreign(content.encode())
    assert caught.value.trouble.line >= 1
