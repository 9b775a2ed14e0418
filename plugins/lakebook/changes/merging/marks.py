"""Conflict markers around what is in conflict by meaning, and around nothing else."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from lakebook.changes.merging.texts import MergeText
from lakebook.changes.three_way import Conflict, Merged, merge
from lakebook.sources.git_merge import merge_text
from lakebook.syntax import Unreadable
from lakebook.writers.splice import SpliceError
from lakebook.writers.yaml_edits import edit_yaml


def marked(work: MergeText, merged: Merged, marker_size: int) -> bytes | None:
    """The merged file with markers around its conflicts; None where that would lose something.

    Three texts are made in which everything is merged but the conflicts, and Git is let to merge these.
    """
    ours = work.written(merged, all_comments=False)
    if ours is None:
        return None
    base = _rewritten(ours, merged.tree, _with_base(merged.tree, merged.conflicts))
    for theirs in _texts_of_theirs(work, merged, ours):
        if base is None or theirs is None:
            continue
        made = merge_text(work.closed(base), work.closed(ours), work.closed(theirs), marker_size)
        if made is not None and made[1] and _has_all(made[0].decode("utf-8-sig"), work.comments):
            return made[0]
    return None


def _texts_of_theirs(work: MergeText, merged: Merged, ours: str) -> Iterator[str | None]:
    """Texts with theirs in each conflict: that of ours but for the conflicts; one that has the comments of theirs."""
    theirs = merge(work.base.tree, work.ours.tree, work.theirs.tree, lambda _: "theirs")
    yield _rewritten(ours, merged.tree, theirs.tree)
    yield work.written(theirs, all_comments=False)


def _rewritten(text: str, tree: Any, wanted: Any) -> str | None:
    """*text*, which means *tree*, as one that means what is *wanted*; None where it cannot be spliced."""
    try:
        return edit_yaml(text.encode(), merge(tree, tree, wanted).edits).decode()
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
