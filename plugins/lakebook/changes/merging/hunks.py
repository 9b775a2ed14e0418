"""What both sides changed at one place of a text, put together line by line: the ways in which that can be done."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from lakebook.sources.git_merge import Hunk

MOST_TRIED = 150
"""Texts that are read to find the right one; each takes as long as reading the file does."""


def ways(hunk: Hunk) -> list[str]:
    """Texts that a hunk can become, the likely ones first: both woven together, ours, both in either order, theirs."""
    start = _shared(hunk.ours, hunk.theirs)
    end = _shared(hunk.ours[start:][::-1], hunk.theirs[start:][::-1])
    mine, their = (lines[start : len(lines) - end] for lines in (hunk.ours, hunk.theirs))
    before, after = hunk.ours[:start], hunk.ours[len(hunk.ours) - end :]
    found = [_woven(hunk, theirs_first=False), hunk.ours, _woven(hunk, theirs_first=True)]
    found += [before + mine + their + after, before + their + mine + after, hunk.theirs]
    return list(dict.fromkeys("".join(lines) for lines in found if lines is not None))


def _shared(first: Sequence[str], second: Sequence[str]) -> int:
    """How many lines both start with."""
    pairs = zip(first, second, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(first), len(second)))


def _woven(hunk: Hunk, *, theirs_first: bool) -> list[str] | None:
    """The lines of the base with the changes of both, where no line was changed by both; None where one was."""
    changes = [(start, end, 0, new) for start, end, new in _changes(hunk.base, hunk.ours)]
    for start, end, new in _changes(hunk.base, hunk.theirs):
        if (start, end, 0, new) not in changes:
            changes.append((start, end, -1 if theirs_first else 1, new))
    woven: list[str] = []
    reached = 0
    for start, end, _, new in sorted(changes, key=lambda change: change[:3]):
        if start < reached:
            return None
        woven += [*hunk.base[reached:start], *new]
        reached = end
    return woven + hunk.base[reached:]


def _changes(base: list[str], side: list[str]) -> Iterator[tuple[int, int, list[str]]]:
    """Stretches of the base, and the lines in their place; lines that are more than were there are put behind."""
    matcher = difflib.SequenceMatcher(None, base, side, autojunk=False)
    for kind, start, end, at, to in matcher.get_opcodes():
        if kind == "equal":
            continue
        same = min(to, at + end - start)
        if end > start:
            yield start, end, side[at:same]
        if to > same:
            yield end, end, side[same:to]


def best_way(stretches: Sequence[str | Hunk], distance: Callable[[str], float]) -> tuple[str, float]:
    """The text that is least far from right (0), one hunk decided after the other, and how far it is."""
    chosen = [stretch if isinstance(stretch, str) else ways(stretch)[0] for stretch in stretches]
    least = distance("".join(chosen))
    for at, way in islice(_other_ways(stretches), MOST_TRIED):
        if not least:
            break
        tried = [*chosen[:at], way, *chosen[at + 1 :]]
        if way != chosen[at] and (found := distance("".join(tried))) < least:
            chosen, least = tried, found
    return "".join(chosen), least


def _other_ways(stretches: Sequence[str | Hunk]) -> Iterator[tuple[int, str]]:
    """Each hunk's index with each of its texts; all of it twice, for one may depend on another."""
    for _ in range(2):
        for at, stretch in enumerate(stretches):
            if isinstance(stretch, Hunk):
                yield from ((at, way) for way in ways(stretch))
