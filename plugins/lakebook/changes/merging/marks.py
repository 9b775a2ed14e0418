"""Conflict markers around what is in conflict by meaning, and around nothing else."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from lakebook.changes.merging.renamed import is_name, renames, with_names, without_former
from lakebook.changes.merging.texts import MergeText
from lakebook.changes.three_way import Conflict, Merged, merge
from lakebook.sources.git_merge import merge_text
from lakebook.syntax import Unreadable
from lakebook.writers.edits import Edit
from lakebook.writers.splice import SpliceError
from lakebook.writers.yaml_edits import edit_yaml


def marked(work: MergeText, merged: Merged, marker_size: int) -> bytes | None:
    """The merged file with markers around its conflicts; None where that would lose something.

    Three texts are made in which everything is merged but the conflicts, and Git is let to merge these. Whichever side
    is chosen, the file means what that side made of it.
    """
    ours = work.written(merged, all_comments=False)
    if ours is None:
        return None
    bases = [_text_of_base(ours, merged), ""]
    for theirs, tree in _texts_of_theirs(work, merged, ours):
        for base in bases:
            if base is None or theirs is None:
                continue
            made = merge_text(work.closed(base), work.closed(ours), work.closed(theirs), marker_size)
            if made is None or not made[1] or not _has_all(made[0].decode("utf-8-sig"), work.comments):
                continue
            if work.offers(made[0], merged.tree, tree, marker_size):
                return made[0]
    return None


def _text_of_base(ours: str, merged: Merged) -> str | None:
    """The text of ours with what stood there before in each conflict."""
    conflicts = merged.conflicts
    tree = without_former(_with_base(merged.tree, conflicts), conflicts)
    return _rewritten(ours, merged.tree, tree, renames(conflicts, "base"))


def _texts_of_theirs(work: MergeText, merged: Merged, ours: str) -> Iterator[tuple[str | None, Any]]:
    """Texts with theirs in each conflict, and what they mean.

    The first is that of ours but for the conflicts, the second one that has the comments of theirs, the third that of
    theirs with what ours changed elsewhere.
    """
    trees = (work.base.tree, work.ours.tree, work.theirs.tree)
    turned = merge(trees[0], trees[2], trees[1])
    if not any(conflict.taken for conflict in merged.conflicts):
        theirs = merge(*trees, lambda _: "theirs")
        names = renames(merged.conflicts, "theirs")
        if names:  # nobody else has seen the name of ours: it is no old one
            theirs.tree = turned.tree
        yield _rewritten(ours, merged.tree, theirs.tree, names, are_named=True), theirs.tree
        yield work.written(theirs, all_comments=False), theirs.tree
    yield _edited(work.theirs.text, turned.edits), turned.tree


def _rewritten(text: str, tree: Any, wanted: Any, names: list[Edit], *, are_named: bool = False) -> str | None:
    """*text*, which means *tree*, as one that means what is *wanted*; None where it cannot be spliced.

    Records get other *names* first, which *wanted* has already where they *are_named*.
    """
    named = _edited(text, names)
    before = with_names(copy.deepcopy(tree), names)
    after = wanted if are_named else with_names(wanted, names)
    return None if named is None else _edited(named, merge(before, before, after).edits)


def _edited(text: str, edits: list[Edit]) -> str | None:
    try:
        return edit_yaml(text.encode(), edits).decode() if edits else text
    except (SpliceError, ValueError, Unreadable):
        return None


def _has_all(text: str, comments: Counter[str]) -> bool:
    """Whether each comment stands at the end of lines, as often as it has to."""
    found = Counter(line[mark.start() :] for line in text.splitlines() for mark in re.finditer("#", line))
    return not comments - found


def _with_base(tree: Any, conflicts: list[Conflict]) -> Any:
    """The merged tree with what stood there before in place of each conflict."""
    made = copy.deepcopy(tree)
    for conflict in conflicts:
        if is_name(conflict):
            continue
        at = made
        for step in conflict.keys[:-1]:
            at = at.setdefault(step, {}) if isinstance(at, dict) else {}
        if not isinstance(at, dict):
            continue
        if conflict.base is None:
            at.pop(conflict.keys[-1], None)
        else:
            at[conflict.keys[-1]] = conflict.base
    return made
