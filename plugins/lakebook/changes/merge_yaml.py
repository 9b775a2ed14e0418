"""Two versions of a YAML file of the catalogue -> one, by meaning; lines and comments stay those that people wrote.

Git's own merge is taken where it is clean and means what the merge of the trees means. Else the hunks that both sides
changed are put together in the way that means it; else the changes of one side are written into the text of the other.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import msgspec

from lakebook.changes.merge_hunks import best_ways
from lakebook.changes.merge_sides import Meaning, Side, closed, same, wanted_comments
from lakebook.changes.merge_words import conflict_line
from lakebook.changes.three_way import Conflict, differences, merge
from lakebook.settings import Settings
from lakebook.sources.git_merge import DEFAULT_MARKER, merge_hunks, merge_text
from lakebook.syntax import Unreadable
from lakebook.writers.edits import Edit
from lakebook.writers.splice import SpliceError
from lakebook.writers.yaml_edits import edit_yaml


class MergedFile(msgspec.Struct):
    """What a merge made of a file."""

    content: bytes | None
    """None where the file is to stay as it is in ours."""
    is_clean: bool
    said: list[str] = []
    """Why it is not clean, one line each."""


def merge_yaml(
    path: str, base: bytes, ours: bytes, theirs: bytes, settings: Settings, marker_size: int = DEFAULT_MARKER
) -> MergedFile:
    """Merge the file at *path* of the book; *base* is empty where both sides added it.

    Where there are conflicts, the content has Git's markers around them, and around nothing else where that can be.
    """
    meaning = Meaning(path, settings)
    sides = [meaning.side(content) for content in (base, ours, theirs)]
    if any(side is None for side in sides):
        return _as_text(path, base, ours, theirs, marker_size)
    work = _Work(meaning, *(side for side in sides if side is not None))
    merged = merge(work.base.tree, work.ours.tree, work.theirs.tree)
    text = work.written(merged.tree, merged.edits)
    if not merged.conflicts:
        if text is not None:
            return MergedFile(work.closed(text), True)
        merged_text = _as_text(path, base, ours, theirs, marker_size)
        return MergedFile(merged_text.content, False, [f"{path}: it cannot be merged: both changed the same lines"])
    marked = work.marked(text, merged.tree, merged.conflicts, marker_size) if text is not None else None
    if marked is None:
        marked = _as_text(path, base, ours, theirs, marker_size).content
    return MergedFile(marked, False, [conflict_line(f"{path}:", conflict) for conflict in merged.conflicts])


def _as_text(path: str, base: bytes, ours: bytes, theirs: bytes, marker_size: int) -> MergedFile:
    """As Git merges a file of which it knows nothing."""
    merged = merge_text(base, ours, theirs, marker_size)
    if merged is None:
        return MergedFile(None, False, [f"{path}: it cannot be merged: Git takes it for no text"])
    said = [f"{path}: merged as a text, for it cannot be read on one side"] if merged[1] else []
    return MergedFile(merged[0], not merged[1], said)


class _Work:
    def __init__(self, meaning: Meaning, base: Side, ours: Side, theirs: Side) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs
        self._meaning = meaning
        self._comments = wanted_comments(base, ours, theirs)

    def closed(self, text: str) -> bytes:
        """The text as a file."""
        return closed(text, self.base, self.ours, self.theirs)

    def written(self, tree: Any, edits: list[Edit]) -> str | None:
        """A text that means *tree* and has the comments of both; None where none was found."""

        def distance(text: str) -> float:
            return self._distance(text, tree)

        found = best_ways(merge_hunks(self.base.text, self.ours.text, self.theirs.text), distance)
        return (
            found
            if found is not None
            else next((text for text in self._edited(tree, edits) if not distance(text)), None)
        )

    def _distance(self, text: str, tree: Any) -> float:
        """How far a text is from meaning *tree* and having all comments; 0 for not at all."""
        side = self._meaning.side(text.encode())
        if side is None:
            return float("inf")
        missing = (self._comments - side.comments).total()
        different = 0 if same(side.tree, tree) else max(1, sum(1 for _ in differences(side.tree, tree)))
        return missing + different

    def _edited(self, tree: Any, edits: list[Edit]) -> Iterator[str]:
        """The changes of theirs written into ours, and those of ours into theirs."""
        turned = merge(self.base.tree, self.theirs.tree, self.ours.tree, lambda _: "theirs")
        for side, changes in ((self.ours, edits), (self.theirs, turned.edits)):
            try:
                yield edit_yaml(side.text.encode(), changes).decode()
            except (SpliceError, ValueError, Unreadable):
                continue

    def marked(self, text: str, tree: Any, conflicts: list[Conflict], marker_size: int) -> bytes | None:
        """*text*, which has ours of each conflict, with markers around the lines of conflicts and no others."""
        theirs = merge(self.base.tree, self.ours.tree, self.theirs.tree, lambda _: "theirs").tree
        before = _with_base(tree, conflicts)
        try:
            texts = [edit_yaml(text.encode(), merge(tree, tree, other).edits).decode() for other in (before, theirs)]
        except (SpliceError, ValueError, Unreadable):
            return None
        files = [self.closed(one) for one in (texts[0], text, texts[1])]
        merged = merge_text(files[0], files[1], files[2], marker_size)
        return merged[0] if merged is not None and merged[1] else None


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
