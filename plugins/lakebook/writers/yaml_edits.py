"""Edits carried out in a YAML file of the catalogue: what no edit names stays as it is, byte by byte."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lakebook.model.dataset import Column
from lakebook.model.domain import Term
from lakebook.syntax.strict_yaml import Value, parse
from lakebook.writers.edits import Edit, Keys
from lakebook.writers.record_trees import Tree, in_order, kind_at, record_tree, written_field, written_record
from lakebook.writers.splice import SpliceError, Splicer
from lakebook.writers.yaml_text import entry

_BLANK = ("", "~", "null", "Null", "NULL")


def edit_yaml(content: bytes | None, edits: Iterable[Edit]) -> bytes:
    """The file with all *edits* made; *content* is what it holds now, None for no file.

    Raises:
        SpliceError: a place is written in a way in which it cannot be changed alone.
        ValueError: a text cannot be written in YAML.
        Unreadable: the strict parser does not take the file.
    """
    if content is None:
        return _new_file(edits)
    work = _Editing(content)
    by_record: dict[Keys, list[Edit]] = {}
    for edit in edits:
        by_record.setdefault(_record_of(edit), []).append(edit)
    for keys, own in by_record.items():
        work.edit(keys, own)
    return work.content()


def _new_file(edits: Iterable[Edit]) -> bytes:
    """Records alone make a file: it is written as it is, without being read again."""
    found: dict[str, Tree] = {}
    for edit in edits:
        root, name = edit.keys
        if isinstance(edit.value, dict):
            found.setdefault(root, {})[name] = written_record(kind_at(edit.keys), name, edit.value)
    return "".join(entry(root, records) for root, records in found.items()).encode()


def _record_of(edit: Edit) -> Keys:
    """The column or term whose field is changed; for anything else the keys themselves."""
    above = edit.keys[:-1]
    return above if kind_at(above) in (Column, Term) else edit.keys


class _Editing:
    def __init__(self, content: bytes) -> None:
        self._raw: Any = parse(content).value if content.strip() else {}
        self._splicer = Splicer(content)
        self._missing: dict[Keys, Tree] = {}
        """Maps that are not there yet, with what is to stand in them."""
        self._deleted: dict[Keys, set[str]] = {}

    def edit(self, keys: Keys, edits: list[Edit]) -> None:
        """Make the edits of one record, or of one key that belongs to none."""
        kind: Any = kind_at(keys)
        fields = [edit for edit in edits if len(edit.keys) > len(keys)]
        for edit in edits:
            if edit.rename:
                self._splicer.rename(keys, edit.rename)
            elif len(edit.keys) == len(keys):
                self._whole(kind, edit)
        if not fields:
            return
        raw = self._raw_at(keys)
        if isinstance(raw, dict):
            for edit in fields:
                self._field(kind, edit, raw.get(edit.keys[-1]))
        else:
            self._short(kind, keys, raw, fields)

    def content(self) -> bytes:
        """The file with everything made."""
        while self._missing:  # the deepest first: it may have to stand in one that is missing, too
            keys = max(self._missing, key=len)
            tree = self._missing.pop(keys)
            self._put(keys, in_order(kind_at(keys), tree))
        while self._deleted:  # the deepest first: what is above may have nothing left then
            keys = max(self._deleted, key=len)
            self._delete_all(keys, self._deleted.pop(keys))
        return self._splicer.content()

    def _whole(self, kind: Any, edit: Edit) -> None:
        if kind is not None and isinstance(edit.value, dict):
            self._put(edit.keys, written_record(kind, edit.keys[-1], edit.value), edit.after, is_new=True)
        elif kind_at(edit.keys[:-1]) is not None:
            self._field(kind_at(edit.keys[:-1]), edit, self._raw_at(edit.keys))
        elif edit.value is None:
            self._delete(edit.keys)
        else:
            self._put(edit.keys, edit.value, edit.after)

    def _field(self, kind: Any, edit: Edit, raw: Any) -> None:
        """One field of a record that is written as a map; what is a map itself changes key by key."""
        if edit.value is None:
            self._delete(edit.keys)
            return
        value = written_field(kind, edit.keys[-1], edit.value)
        if not (isinstance(raw, dict) and raw and isinstance(value, dict) and set(raw) & set(value)):
            self._put(edit.keys, value)
            return
        previous: str | None = None
        for name, item in value.items():
            if raw.get(name) != item:
                self._put((*edit.keys, name), item, previous)
            previous = name
        for name in raw:
            if name not in value:
                self._delete((*edit.keys, name))

    def _short(self, kind: Any, keys: Keys, raw: Any, edits: list[Edit]) -> None:
        """Fields of a record that is written on one line, or whose map is empty."""
        if raw is not None and not isinstance(raw, str):
            raise SpliceError(f"'{keys[-1]}' is written as a list")
        tree = _tree_of_line(kind, keys[-1], raw or "")
        for edit in edits:
            if edit.value is None:
                tree.pop(edit.keys[-1], None)
            else:
                tree[edit.keys[-1]] = edit.value
        self._splicer.put(keys, written_record(kind, keys[-1], tree))

    def _put(self, keys: Keys, value: Value, after: str | None = None, *, is_new: bool = False) -> None:
        """Put a value, with the maps above it where they are not there."""
        above = keys[:-1]
        if above and not isinstance(self._raw_at(above), dict):
            self._missing_at(above)[keys[-1]] = value
        elif is_new:
            self._splicer.add(keys, value, after)
        else:
            self._splicer.put(keys, value, after)

    def _missing_at(self, keys: Keys) -> Tree:
        raw = self._raw_at(keys)
        if raw is not None and raw not in _BLANK:
            raise SpliceError(f"'{keys[-1]}' is not written as a map")
        return self._missing.setdefault(keys, {})

    def _delete(self, keys: Keys) -> None:
        self._deleted.setdefault(keys[:-1], set()).add(keys[-1])

    def _delete_all(self, keys: Keys, names: set[str]) -> None:
        """Delete keys of one map, and the map where nothing is left of it."""
        raw = self._raw_at(keys)
        if keys and isinstance(raw, dict) and names >= set(raw) and not self._splicer.adds_to(keys):
            if kind_at(keys) is None:
                self._delete(keys)
            else:
                self._splicer.put(keys, "")
            return
        for name in sorted(names):
            self._splicer.delete((*keys, name))

    def _raw_at(self, keys: Keys) -> Any:
        raw = self._raw
        for step in keys:
            raw = raw.get(step) if isinstance(raw, dict) else None
        return raw


def _tree_of_line(kind: Any, name: str, line: str) -> Tree:
    line = "" if line in _BLANK else line
    if kind is Term:
        return {"definition": line} if line else {}
    if kind is Column:
        return record_tree(Column.from_line(name, line))
    return {}
