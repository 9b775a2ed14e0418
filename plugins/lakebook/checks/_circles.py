"""Things that lead to one another in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping


def circles(steps: Mapping[str, Iterable[str]]) -> Iterator[list[str]]:
    """Circles among *steps* (thing -> the next ones), each once, from its first thing in the alphabet.

    No two of them share a thing: where circles cross, one is told, and the others when that one is gone.
    """
    done: set[str] = set()
    for start in sorted(steps):
        circle = _through(start, steps, done)
        if circle:
            done.update(circle)
            yield circle


def _through(start: str, steps: Mapping[str, Iterable[str]], without: set[str]) -> list[str]:
    """A shortest way from *start* back to it; empty for none."""
    came_from: dict[str, str] = {}
    waiting = [start] if start not in without else []
    for one in waiting:
        for after in steps.get(one, ()):
            if after == start:
                walk = [one]
                while walk[-1] != start:
                    walk.append(came_from[walk[-1]])
                return walk[::-1]
            if after not in came_from and after not in without:
                came_from[after] = one
                waiting.append(after)
    return []
