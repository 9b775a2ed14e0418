"""Conflicts about names: both sides renamed one record, each in its way, or two records to one name."""

from __future__ import annotations

from typing import Any

from lakebook.changes.three_way import Conflict
from lakebook.writers.edits import Edit, Keys
from lakebook.writers.record_trees import kind_at


def is_name(conflict: Conflict) -> bool:
    """Whether the conflict is about what a record is called, and not about a field ``name`` that no record has."""
    above = conflict.keys[:-1]
    return conflict.keys[-1] == "name" and kind_at(above) is not None and conflict.ours == above[-1]


def renames(conflicts: list[Conflict], side: str) -> list[Edit]:
    """What turns the names of ours into those of ``base`` or ``theirs``."""
    found = ((conflict.keys[:-1], getattr(conflict, side)) for conflict in conflicts if is_name(conflict))
    return [Edit(keys=keys, before=keys[-1], rename=name) for keys, name in found if isinstance(name, str) and name]


def with_names(tree: Any, edits: list[Edit]) -> Any:
    """A tree, which is changed, with the names of *edits*; those of datasets change after those of their columns."""
    for edit in sorted(edits, key=lambda edit: -len(edit.keys)):
        above = _at(tree, edit.keys[:-1])
        items = [(edit.rename if key == edit.keys[-1] else key, value) for key, value in above.items()]
        above.clear()
        above.update(items)
    return tree


def without_former(tree: Any, conflicts: list[Conflict]) -> Any:
    """A tree with the names of ours, which is changed: no record says that it was called what the base calls it."""
    for conflict in conflicts:
        record = _at(tree, conflict.keys[:-1]) if is_name(conflict) else {}
        former = record.get("formerly")
        if isinstance(former, list) and conflict.base in former:
            left = [name for name in former if name != conflict.base]
            record.update(formerly=left) if left else record.pop("formerly")
    return tree


def _at(tree: Any, keys: Keys) -> Any:
    for step in keys:
        tree = tree.get(step) if isinstance(tree, dict) else None
    return tree if isinstance(tree, dict) else {}
