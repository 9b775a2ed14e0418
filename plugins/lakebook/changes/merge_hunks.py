"""What both sides changed at one place of a text, put together line by line: the ways in which that can be done."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Sequence

from lakebook.sources.git_merge import Hunk

MOST = 16
"""Hunks that are tried; a file with more is merged another way."""
_ROUNDS = 2


def ways(hunk: Hunk) -> list[str]:
    """Texts that a hunk can become: ours, both woven together, ours and theirs in either order, theirs."""
    start = _shared(hunk.ours, hunk.theirs)
    end = _shared(hunk.ours[start:][::-1], hunk.theirs[start:][::-1])
    mine, their = (lines[start : len(lines) - end] for lines in (hunk.ours, hunk.theirs))
    before, after = hunk.ours[:start], hunk.ours[len(hunk.ours) - end :]
    found = [hunk.ours, _woven(hunk, theirs_first=False), _woven(hunk, theirs_first=True)]
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


def best_ways(stretches: Sequence[str | Hunk], distance: Callable[[str], float]) -> str | None:
    """The text that *distance* finds right (0), one hunk decided after the other; None where none was found."""
    hunks = [at for at, stretch in enumerate(stretches) if isinstance(stretch, Hunk)]
    if len(hunks) > MOST:
        return None
    chosen = [stretch if isinstance(stretch, str) else ways(stretch)[0] for stretch in stretches]
    least = distance("".join(chosen))
    for _ in range(_ROUNDS):
        for at in hunks:
            hunk = stretches[at]
            assert isinstance(hunk, Hunk)
            for way in ways(hunk):
                if not least:
                    return "".join(chosen)
                tried = [*chosen[:at], way, *chosen[at + 1 :]]
                if (found := distance("".join(tried))) < least:
                    chosen, least = tried, found
    return None if least else "".join(chosen)
