"""The tree of a file, with its datasets in canonical form, and nothing that a person wrote left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from typing import Any

from lakebook.model.dataset import Column, Dataset
from lakebook.syntax.strict_yaml import KeyPath, Value
from lakebook.writers._nodes import Node, read_nodes
from lakebook.writers.canonical_yaml import (
    COLUMN_FIELDS,
    DATASET_FIELDS,
    column_fields,
    column_value,
    dataset_fields,
    shorthand,
)
from lakebook.writers.quoting import Block, Plain

_STAYS_PLAIN = re.compile(r"true|false|yes|no|on|off|y|n|null|~|\d{4}-\d{2}-\d{2}", re.IGNORECASE)
"""Truth, dates and nothing: without quotes where they stood without."""
_NOTHING = ("", "~", "null", "Null", "NULL")


def tree_of_text(text: str) -> Value:
    """The file's tree; what stood without quotes and is truth or a date to other readers is ``Plain``, what stood below
    ``|`` or ``>`` is ``Block``."""
    root = read_nodes(text)
    return {} if root is None else _value(root, text)


def _value(node: Node, text: str) -> Value:
    if node.kind == "list":
        return [_value(child, text) for child in node.values]
    if node.kind == "map":
        return {key: _value(child, text) for (key, _), child in zip(node.keys, node.values, strict=True)}
    if node.style in ("|", ">"):
        return Block(node.text)
    return Plain(node.text) if not node.style and _STAYS_PLAIN.fullmatch(node.text) else node.text


def canonical_tree(tree: Value, datasets: Mapping[str, Dataset], held: Set[KeyPath]) -> Value:
    """The tree of a schema's file, each field in its order and in the form in which we write it.

    *datasets* are what was read from the file, by name; the values at the paths *held* have comments inside and are
    left in the form they have. Defaults that are written out stay, and so does the form of what is not in *datasets*.
    """
    listed = tree.get("datasets") if isinstance(tree, dict) else None
    if not isinstance(tree, dict) or not isinstance(listed, dict):
        return tree
    made = {name: _dataset(("datasets", name), value, datasets.get(name), held) for name, value in listed.items()}
    return {**tree, "datasets": made}


def _dataset(path: KeyPath, raw: Value, dataset: Dataset | None, held: Set[KeyPath]) -> Value:
    if not isinstance(raw, dict):
        return raw
    dataset = dataset or Dataset()
    known = {name: value for name, value in dataset_fields(dataset).items() if name != "columns"}
    made = _fields(path, raw, known, DATASET_FIELDS, held)
    if isinstance(columns := raw.get("columns"), dict):
        made["columns"] = {
            name: _column((*path, "columns", name), value, dataset.columns.get(name), held)
            for name, value in columns.items()
        }
    return made


def _column(path: KeyPath, raw: Value, column: Column | None, held: Set[KeyPath]) -> Value:
    if isinstance(raw, str):
        return raw if column is None or raw in _NOTHING else column_value(column)
    if not isinstance(raw, dict):
        return raw
    known = column_fields(column) if column is not None else {}
    if column is not None and path not in held and raw.keys() <= known.keys():
        line = shorthand(column)
        if line is not None:
            return line
    return _fields(path, raw, known, COLUMN_FIELDS, held)


def _fields(
    path: KeyPath,
    raw: dict[str, Value],
    known: dict[str, Value],
    order: Iterable[str],
    held: Set[KeyPath],
) -> dict[str, Any]:
    names = [*(name for name in order if name in raw), *(name for name in raw if name not in set(order))]
    return {
        name: raw[name] if (*path, name) in held else _form(known.get(name, raw[name]), raw[name]) for name in names
    }


def _form(known: Value, raw: Value) -> Value:
    """*known*, with the texts that are blocks in *raw* as blocks."""
    if isinstance(raw, Block) and raw == known:
        return raw
    if isinstance(known, dict) and isinstance(raw, dict):
        return {name: _form(child, raw.get(name, child)) for name, child in known.items()}
    return known
