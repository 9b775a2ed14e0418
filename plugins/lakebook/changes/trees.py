"""Trees of a file: keys put in their place, and where two trees differ."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lakebook.syntax.strict_yaml import Value
from lakebook.writers.edits import Keys
from lakebook.writers.record_trees import Tree


def insert(tree: Tree, name: str, value: Value, after: str | None) -> None:
    """Put a new key behind *after*, or at the end."""
    if after is None or next(reversed(tree), None) == after:
        tree[name] = value
        return
    items = list(tree.items())
    at = next(at for at, (key, _) in enumerate(items) if key == after) + 1
    _refill(tree, [*items[:at], (name, value), *items[at:]])


def rename_key(tree: Tree, old: str, name: str, value: Value) -> None:
    """Give a key another name and value, and leave it where it stands."""
    _refill(tree, [(name, value) if key == old else (key, kept) for key, kept in tree.items()])


def _refill(tree: Tree, items: Iterable[tuple[str, Value]]) -> None:
    listed = list(items)
    tree.clear()
    tree.update(listed)


def differences(before: Value | None, after: Value | None, keys: Keys = ()) -> Iterable[tuple[Keys, Any, Any]]:
    """The deepest values in which two trees differ, each with both."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name in {**before, **after}:
            yield from differences(before.get(name), after.get(name), (*keys, name))
    elif before != after:
        yield keys, before, after
