"""Merging YAML by meaning: whatever two people did to a file, the result means what the merge of its trees says."""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import Any

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from test_three_way import three_states, written

from lakebook.changes.merging.choices import chosen
from lakebook.changes.merging.sides import Meaning, same, wanted_comments
from lakebook.changes.merging.yaml import merge_yaml
from lakebook.changes.three_way import merge
from lakebook.settings import Settings
from lakebook.sources.git_merge import DEFAULT_MARKER
from lakebook.syntax.strict_yaml import parse
from lakebook.writers.commented_yaml import comments_of
from lakebook.writers.splice import SpliceError, Splicer

PATH = "catalogue/sales/crm/orders.yaml"
MEANING = Meaning(PATH, Settings())
NAME = st.sampled_from(["id", "name", "day", "net", "note", "region"])
DATASET_NAME = st.sampled_from(["orders", "lines", "returns"])
LINE = st.sampled_from(["int", "bigint pk", "text required", "date | When.", "text | What: it is.", ""])
COLUMN = LINE | st.fixed_dictionaries(
    {"type": st.sampled_from(["int", "text"])},
    optional={
        "title": st.sampled_from(["A", "B"]),
        "description": st.sampled_from(["Short.", "Two\nlines.", "words and words " * 8 + "end"]),
        "from": st.sampled_from(["crm.a", ["crm.a", "crm.b"], {"crm.a": "why"}]),
        "tags": st.lists(st.sampled_from(["x", "y", "z"]), unique=True, min_size=1),
    },
)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "title": st.sampled_from(["A", "B", "C: d"]),
    "layer": st.sampled_from(["bronze", "silver", "gold"]),
    "tags": st.lists(st.sampled_from(["x", "y", "z"]), unique=True, min_size=1),
    "description": st.sampled_from(["Short.", "words and words " * 8 + "end"]),
}
DATASET = st.fixed_dictionaries(
    {}, optional={**FIELDS, "columns": st.dictionaries(NAME, COLUMN, min_size=1, max_size=5)}
)
COMMENT = st.sampled_from(["# a", "# b", "# TODO: c", "#d", "# ----"])


def noted(draw: st.DrawFn, text: str, most: int) -> str:
    """The text with comments and blank lines put above and behind some of its lines."""
    lines = text.splitlines(keepends=True)
    for _ in range(draw(st.integers(0, most))):
        at = draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        if re.match(r" *[\w]+:", line) is None:
            continue
        if draw(st.booleans()):
            indent = " " * (len(line) - len(line.lstrip()))
            lines.insert(at, draw(st.sampled_from(["\n", f"{indent}{draw(COMMENT)} {draw(st.integers(0, 99))}\n"])))
        elif re.fullmatch(r" *\w+:( \w+)?\n", line):
            lines[at] = f"{line[:-1]}  {draw(COMMENT)} {draw(st.integers(0, 99))}\n"
    return "".join(lines)


def changed(draw: st.DrawFn, text: str) -> str:
    """The text after a few changes of one person."""
    for _ in range(draw(st.integers(0, 4))):
        tree: Any = parse(text.encode()).value
        datasets = tree["datasets"] or {}
        name = draw(DATASET_NAME)
        fields = datasets.get(name)
        keys: tuple[str, ...] = ("datasets", name)
        value: Any = draw(DATASET)
        if isinstance(fields, dict):
            if draw(st.booleans()):
                field = draw(st.sampled_from([*FIELDS]))
                keys, value = (*keys, field), draw(FIELDS[field])
            elif isinstance(fields.get("columns"), dict) and draw(st.integers(0, 9)):
                keys, value = (*keys, "columns", draw(NAME)), draw(COLUMN)
        splicer = Splicer(text.encode())
        above: Any = tree
        for step in keys[:-1]:
            above = above[step]
        try:
            if draw(st.integers(0, 3)) or keys[-1] not in above:
                splicer.put(keys, value, draw(st.sampled_from([None, *above])))
            else:
                splicer.delete(keys)
            text = splicer.content().decode()
        except SpliceError:
            continue
    return noted(draw, text, 2)


@st.composite
def histories(draw: st.DrawFn) -> tuple[str, str, str]:
    """A file, and what two people made of it."""
    datasets = draw(st.dictionaries(DATASET_NAME, DATASET, min_size=1, max_size=3))
    splicer = Splicer(b"# Kept by Ann.\n")
    splicer.put(("datasets",), datasets)
    base = noted(draw, splicer.content().decode(), 6)
    return base, changed(draw, base), changed(draw, base)


@settings(max_examples=300, deadline=None)
@given(histories())
def test_the_result_means_what_the_merge_of_the_trees_says(history: tuple[str, str, str]):
    base, ours, theirs = (MEANING.side(text.encode()) for text in history)
    assume(base is not None and ours is not None and theirs is not None)
    assert base and ours and theirs
    wanted = merge(base.tree, ours.tree, theirs.tree)
    made = merge_yaml(PATH, *(text.encode() for text in history), Settings())
    assert made.content is not None
    text = made.content.decode()
    if not wanted.conflicts:
        if not made.is_clean:
            event("a comment in what the other deleted")
            lost = re.search(r"the comment '(.*)' would be lost", made.said[0])
            assert lost and (ours.comments | theirs.comments)[lost.group(1)] > base.comments[lost.group(1)], made.said
            return
        event("clean")
        assert same(MEANING.tree(text), wanted.tree)
        assert not wanted_comments(base, ours, theirs) - Counter(comments_of(text))
        return
    event("conflict")
    assert not made.is_clean and len(made.said) == len(wanted.conflicts)
    event("narrow" if narrow(text, wanted.tree) else "wide")
    for side in ("ours", "theirs"):
        assert MEANING.side((chosen(text, side, DEFAULT_MARKER) or "\0").encode()), text


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_renamed_and_deleted_on_both_sides_either_can_be_chosen(seed: int):
    """Whatever is in conflict, the file is one of the book again once one side of all marks is taken."""
    base, ours, theirs = (written(state, random.Random(seed)) for state in three_states(seed))
    made = merge_yaml(PATH, base, ours, theirs, Settings())
    assume(not made.is_clean and merge(*(MEANING.tree(text.decode()) for text in (base, ours, theirs))).conflicts)
    assert made.content is not None and b"<<<<<<< ours\n" in made.content
    for side in ("ours", "theirs"):
        assert MEANING.side((chosen(made.content.decode(), side, DEFAULT_MARKER) or "\0").encode()), made.content


def narrow(text: str, tree: Any) -> bool:
    """Whether the file means what the merge says where ours is taken at each marker."""
    ours = re.sub(r"(?ms)^<{7} ours\n(.*?)^={7}\n.*?^>{7} theirs\n", r"\1", text)
    return ours != text and same(MEANING.tree(ours), tree)
