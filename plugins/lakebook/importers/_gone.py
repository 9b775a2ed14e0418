"""Datasets and columns that a source does not name any more: they stay, unless somebody says otherwise."""

from __future__ import annotations

from typing import Any

from lakebook.writers.record_trees import Tree


def gone(base: Tree, theirs: Tree) -> list[str]:
    """Names of what stands in *base* alone: ``orders``, ``orders.id``."""
    then, now = _datasets(base), _datasets(theirs)
    names = [name for name in then if name not in now]
    for name, tree in then.items():
        if name in now:
            names += [
                f"{name}.{column}" for column in tree.get("columns", {}) if column not in now[name].get("columns", {})
            ]
    return names


def with_gone(base: Tree, theirs: Tree) -> Tree:
    """*theirs*, with what is gone as *base* has it, in its place."""
    then, now = _datasets(base), _datasets(theirs)
    if not then:
        return theirs
    made: dict[str, Any] = {}
    for name in _in_place(list(then), list(now)):
        tree = now.get(name)
        if tree is None:
            made[name] = then[name]
            continue
        columns, before = tree.get("columns", {}), then.get(name, {}).get("columns", {})
        names = _in_place(list(before), list(columns))
        both = {column: columns[column] if column in columns else before[column] for column in names}
        made[name] = {**tree, "columns": both} if both else tree
    return {**theirs, "datasets": made}


def _in_place(then: list[str], now: list[str]) -> list[str]:
    """Names of *now* in their order, each that is gone behind the one it stood behind."""
    names = list(now)
    there = set(now)
    for at, name in enumerate(then):
        if name not in there:
            names.insert(names.index(then[at - 1]) + 1 if at else 0, name)
            there.add(name)
    return names


def _datasets(tree: Tree) -> Any:
    return tree.get("datasets", {})
