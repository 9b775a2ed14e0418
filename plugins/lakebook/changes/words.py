"""Words that reports share."""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.changes.change import Change
from lakebook.changes.impact import Contact, Hit

MOST_LINES = 20
"""Lines of a list that are shown; the rest is folded, or counted."""
_LONGEST = 100
"""Letters of a value that are shown."""


def count(number: int, word: str) -> str:
    """A number and its noun."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def steps(hops: int) -> str:
    """How far away."""
    return count(hops, "step")


def one_line(text: str) -> str:
    """Text from files on one line, without what moves a cursor, turns the writing round, or cannot be seen."""
    plain = " ".join(text.split())
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in plain)


def cut(text: str, longest: int = _LONGEST) -> str:
    """At most so many letters, the last an ellipsis where there were more."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def cut_apart(before: str, after: str) -> tuple[str, str]:
    """Both cut so that what differs is seen: what they begin with alike is left out where it is long."""
    before, after = one_line(before), one_line(after)
    if max(len(before), len(after)) <= _LONGEST:
        return before, after
    alike = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), None)
    alike = min(len(before), len(after)) if alike is None else alike
    start = before.rfind(" ", 0, max(alike - _LONGEST // 3, 0)) + 1
    ahead = "…" if start else ""
    return cut(ahead + before[start:]), cut(ahead + after[start:])


def place(change: Change | Hit) -> str:
    """The place as short as it can be told: last folder's file, and line or cell."""
    where = change.location
    if where.sheet:
        return one_line(str(where).rpartition("/")[2])
    return one_line(f"{where.path.rpartition('/')[2]}{f':{where.line}' if where.line else ''}")


def whom(contacts: Iterable[Contact]) -> list[tuple[str, str]]:
    """Each person or team once, as people call them, and the channel of a team, else nothing."""
    return list(dict.fromkeys((one.name or one.id, one.channel) for one in contacts))


def surfaces(hit: Hit) -> list[tuple[str, str]]:
    """Where a product is seen, and in our own words what it is and who may see it."""
    said = []
    for one in hit.surfaces:
        audience = f" for {'' if one.audience == 'partners' else 'the '}{one.audience}" if one.audience else ""
        said.append((one.name, f"{one.type}{audience}"))
    return said
