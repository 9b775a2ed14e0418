"""Which records of three states are one: by name, and through renames by their ``formerly``."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from lakebook.syntax.strict_yaml import Value
from lakebook.writers.record_trees import Tree


class Sides:
    """The records of one map in three states, and which of them are one."""

    def __init__(self, base: Tree, ours: Tree, theirs: Tree, known: bool) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs
        self._mine = _successors(base, ours)
        self._their = _successors(base, theirs)
        taken = set(self._their.values())
        new = [name for name in theirs if name not in taken]
        self._both = {name: found for name in new if (found := self._find(name, known))}
        """Records that are new in theirs and, by name, in ours too."""
        self._new = [name for name in new if name not in self._both]

    def pairs(self) -> Iterable[tuple[str, str, str]]:
        """Names in base, in ours and in theirs; empty where it is not there."""
        for old in self.base:
            yield old, self._mine.get(old, ""), self._their.get(old, "")
        for their, mine in self._both.items():
            yield "", mine, their

    def added(self) -> Iterable[tuple[str, str]]:
        """Names that are new in theirs, each with the one before it there."""
        return ((name, self.before(name)) for name in self._new)

    def before(self, name: str) -> str:
        """The record of theirs that stands before this one; empty for the first."""
        return self._previous[name]

    @cached_property
    def _previous(self) -> dict[str, str]:
        names = list(self.theirs)
        return dict(zip(names, ["", *names], strict=False))

    @cached_property
    def _known_as(self) -> dict[str, str]:
        """Old name, or name in lower case -> name in ours."""
        former = {old: mine for mine, tree in self.ours.items() for old in _former(tree)}
        return {mine.lower(): mine for mine in self.ours} | former

    def _find(self, name: str, known: bool) -> str:
        if name in self.ours and name not in self._mine.values():
            return name
        if known:
            return ""
        found = self._known_as.get(name) or self._known_as.get(name.lower(), "")
        return "" if found in self.theirs else found


def _successors(base: Tree, side: Tree) -> dict[str, str]:
    """Name in *base* -> name of the same record in *side*, for those that are still there.

    What says that it was called so is the record, also where something new has taken its name.
    """
    found: dict[str, str] = {}
    for name, tree in side.items():
        if name not in base:
            old = next((old for old in _former(tree) if old in base and old not in found), None)
            if old is not None:
                found[old] = name
    return found | {name: name for name in base if name in side and name not in found}


def _former(tree: Value) -> list[str]:
    names = tree.get("formerly", []) if isinstance(tree, dict) else []
    return [names] if isinstance(names, str) else [str(name) for name in names]
