"""Two versions of a YAML file of the catalogue -> one, by meaning; lines and comments stay those that people wrote.

Git's own merge is taken where it is clean and means what the merge of the trees means. Else the hunks that both sides
changed are put together in the way that means it; else the changes of one side are written into the text of the other.
"""

from __future__ import annotations

import msgspec

from lakebook.changes.merging.marks import marked
from lakebook.changes.merging.sides import Meaning
from lakebook.changes.merging.texts import MergeText
from lakebook.changes.merging.words import conflict_line
from lakebook.changes.three_way import merge
from lakebook.settings import Settings
from lakebook.sources.git_merge import DEFAULT_MARKER, merge_text


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
    work = MergeText(meaning, *(side for side in sides if side is not None))
    merged = merge(work.base.tree, work.ours.tree, work.theirs.tree)
    if merged.conflicts:
        text = marked(work, merged, marker_size)
        said = [conflict_line(f"{path}:", conflict) for conflict in merged.conflicts]
        return MergedFile(text or _marked_lines(work, base, ours, theirs, marker_size), False, said)
    found = work.written(merged)
    if found is not None:
        return MergedFile(work.closed(found), True)
    as_text = _as_text(path, base, ours, theirs, marker_size)
    said = [f"{path}: it cannot be merged: {work.reason()}"]
    if as_text.is_clean:
        said.append(f"{path}: it holds what Git makes of the lines, without markers; that means something else")
    return MergedFile(as_text.content, False, said)


def _marked_lines(work: MergeText, base: bytes, ours: bytes, theirs: bytes, marker_size: int) -> bytes | None:
    """As Git merges the lines; where that marks nothing, or one side would not be readable, all lines that differ."""
    for before in (base, b""):
        made = merge_text(before, ours, theirs, marker_size)
        if made is not None and made[1] and work.can_be_chosen(made[0], marker_size):
            return made[0]
    return None


def _as_text(path: str, base: bytes, ours: bytes, theirs: bytes, marker_size: int) -> MergedFile:
    """As Git merges a file of which it knows nothing."""
    merged = merge_text(base, ours, theirs, marker_size)
    if merged is None:
        return MergedFile(None, False, [f"{path}: it cannot be merged: Git takes it for no text"])
    said = [f"{path}: merged as a text, for it cannot be read on one side"] if merged[1] else []
    return MergedFile(merged[0], not merged[1], said)
