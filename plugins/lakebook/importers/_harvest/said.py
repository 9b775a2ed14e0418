"""What a source says of a dataset, as far as a file of the book can hold it."""

from __future__ import annotations

from lakebook.model.dataset import Dataset
from lakebook.readers._values import says_nothing
from lakebook.syntax.strict_yaml import Value
from lakebook.writers.record_trees import Tree, record_tree


def said_tree(dataset: Dataset) -> Tree:
    """Its tree without texts such as ``null`` and ``~``, which no reader of the book tells from nothing at all."""
    return _held(record_tree(dataset))


def _held(tree: Tree) -> Tree:
    held: Tree = {}
    for field, value in tree.items():
        if field == "columns" and isinstance(value, dict):
            held[field] = {name: _held(column) for name, column in value.items() if isinstance(column, dict)}
        elif (said := _said(value)) != [] and not says_nothing(said):
            held[field] = said
    return held


def _said(value: Value) -> Value:
    return [item for item in value if not says_nothing(item)] if isinstance(value, list) else value
