"""Which of several types are no datasets of their own, because others are made of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping


def parts_of_others(names: Collection[str], uses: Mapping[str, Collection[str]]) -> set[str]:
    """Those of *names* that another one of them is made of, directly or not; two that hold each other are none.

    *uses* has for each type those that it names.
    """
    reached = {name: _reached(name, uses) for name in names}
    return {
        name for name in names if any(name in reached[other] and other not in reached[name] for other in names)
    }  # fmt: skip


def _reached(name: str, uses: Mapping[str, Collection[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for used in uses.get(waiting.pop(), ()):
            if used not in found:
                found.add(used)
                waiting.append(used)
    return found
