"""A text that means what a merge of trees says, made of the lines and comments of both sides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lakebook.changes.merging.choices import chosen
from lakebook.changes.merging.hunks import best_way
from lakebook.changes.merging.sides import Meaning, Side, closed, same, wanted_comments
from lakebook.changes.three_way import Merged, merge
from lakebook.changes.trees import differences
from lakebook.sources.git_merge import merge_hunks
from lakebook.syntax import Unreadable
from lakebook.writers.splice import SpliceError
from lakebook.writers.yaml_edits import edit_yaml

_A_COMMENT = 1 / 1000
"""How far a text is from right that lacks one comment; one that means something else is 1 away, or more."""


class MergeText:
    """Looks for the text of one merge."""

    def __init__(self, meaning: Meaning, base: Side, ours: Side, theirs: Side) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs
        self.comments = wanted_comments(base, ours, theirs)
        """How often each has to be there."""
        self._meaning = meaning
        self._lost = ""

    def closed(self, text: str) -> bytes:
        """The text as a file."""
        return closed(text, self.base, self.ours, self.theirs)

    def written(self, merged: Merged, *, all_comments: bool = True) -> str | None:
        """A text that means the merged tree, and has the comments of both where *all_comments* are asked for."""
        enough = 0.0 if all_comments else 1.0
        for text, far in self._found(merged):
            if far <= enough and far < 1:
                return text
        return None

    def offers(self, made: bytes, ours: Any, theirs: Any, marker_size: int) -> bool:
        """Whether a file with conflict markers means *ours* or *theirs*, whichever side of all conflicts is chosen."""
        found = [self._chosen(made, side, marker_size) for side in ("ours", "theirs")]
        return all(side is not None and same(side.tree, tree) for side, tree in zip(found, (ours, theirs), strict=True))

    def can_be_chosen(self, made: bytes, marker_size: int) -> bool:
        """Whether a file with conflict markers can be read, whichever side of all conflicts is chosen."""
        return all(self._chosen(made, side, marker_size) is not None for side in ("ours", "theirs"))

    def _chosen(self, made: bytes, side: str, marker_size: int) -> Side | None:
        text = chosen(made.decode(), side, marker_size)
        return None if text is None else self._meaning.side(text.encode())

    def reason(self) -> str:
        """Why no text was found."""
        if self._lost:
            return f"the comment '{self._lost}' would be lost, for the other side deleted or rewrote what it is about"
        return "both changed the same lines, and there is no way to keep what both wrote"

    def _found(self, merged: Merged) -> Iterator[tuple[str, float]]:
        """Texts, the best first, and how far each is from right: hunks put together, changes written into a side."""

        def distance(text: str) -> float:
            return self._distance(text, merged.tree)

        yield best_way(merge_hunks(self.base.text, self.ours.text, self.theirs.text), distance)
        turned = merge(self.base.tree, self.theirs.tree, self.ours.tree, lambda _: "theirs")
        for side, edits in ((self.ours, merged.edits), (self.theirs, turned.edits)):
            try:
                text = edit_yaml(side.text.encode(), edits).decode()
            except (SpliceError, ValueError, Unreadable):
                continue
            yield text, distance(text)

    def _distance(self, text: str, tree: Any) -> float:
        side = self._meaning.side(text.encode())
        if side is None:
            return float("inf")
        missing = self.comments - side.comments
        different = 0 if same(side.tree, tree) else max(1, sum(1 for _ in differences(side.tree, tree)))
        if missing and not different:
            self._lost = self._lost or next(iter(missing))
        return different + min(0.9, missing.total() * _A_COMMENT)
