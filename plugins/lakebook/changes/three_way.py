"""Three-way merge of trees: what two sides made of one state, by meaning.

*base* is what both started from, *ours* what is to be changed, *theirs* what comes in. Field by field:

- what theirs left as it was stays ours; what ours left as it was becomes theirs;
- lists are merged item by item, maps key by key;
- datasets and columns are followed through renames by their ``formerly``;
- both changed one value, or one side deleted what the other changed: a conflict, and the value stays ours.

Without a base (None) nothing tells who changed what: blanks of ours are filled, whatever else differs is a conflict,
and what only ours has stays. Trees are those of ``writers/record_trees.py``, or what the strict parser gives.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeAlias

import msgspec

from lakebook.changes.same_records import Sides
from lakebook.changes.trees import insert, rename_key
from lakebook.syntax.strict_yaml import Value
from lakebook.writers.edits import Edit, Keys
from lakebook.writers.record_trees import Tree, are_records, kind_at

Choice: TypeAlias = Literal["ours", "theirs", ""]


class Conflict(msgspec.Struct, frozen=True):
    """One value that both sides changed, each in its way. None stands for a value that is not there."""

    keys: Keys
    """Of the value in ours; of a name that both changed, the record's with ``name`` behind it."""
    base: Value | None
    ours: Value | None
    theirs: Value | None
    of_record: bool = False
    """Whether one side deleted a whole record that the other changed."""
    taken: bool = False
    """Whether theirs gives a record a name that another one has in ours: nothing decides that but another name."""
    base_known: bool = True
    """Whether anybody knows what both sides started from."""
    where: Keys = ()
    """``keys``, with names as theirs has them."""


Resolve: TypeAlias = Callable[[Conflict], Choice]
"""Decides a conflict; empty for leaving it, which counts as ours and is listed."""


class Merged(msgspec.Struct):
    """The outcome."""

    tree: Any
    """Ours with all edits made."""
    edits: list[Edit]
    """What has to change in ours; of a record's field the whole field, of anything else the deepest key."""
    conflicts: list[Conflict]
    """Those that were left."""
    resolved: list[tuple[Conflict, Choice]]
    """Those that were decided."""


def unresolved(_conflict: Conflict) -> Choice:
    """Leave every conflict."""
    return ""


def merge(base: Value | None, ours: Value, theirs: Value, resolve: Resolve = unresolved) -> Merged:
    """Merge the trees of two files that came from *base*; None where that is not known."""
    work = _Merge(base is not None, resolve)
    work.merged.tree = work.value((), base, ours, theirs)
    return work.merged


class _Merge:
    def __init__(self, known: bool, resolve: Resolve) -> None:
        self.known = known
        """Whether there is a base; a blank of it is a blank then, and not the unknown."""
        self.merged = Merged(None, [], [], [])
        self._resolve = resolve
        self._quiet = False
        self._their_names: dict[Keys, str] = {}
        """Record of ours -> its name in theirs, where that is another one."""

    def value(self, keys: Keys, base: Value | None, ours: Value | None, theirs: Value | None) -> Value | None:
        """The merged value; its edits are collected as deep down as they go, but not below a record's field."""
        if ours == theirs or (self.known and theirs == base):
            return ours
        if are_records(keys):
            return self._records(keys, _map(base), _map(ours), _map(theirs)) or None
        is_field = bool(keys) and kind_at(keys[:-1]) is not None
        if isinstance(ours, dict) and isinstance(theirs, dict) and not is_field:
            return self._fields(keys, _map(base), ours, theirs)
        was_quiet, self._quiet = self._quiet, True
        merged = self._leaf(keys, base, ours, theirs)
        self._quiet = was_quiet
        if merged != ours:
            self._edit(Edit(keys=keys, value=merged, before=ours))
        return merged

    def _edit(self, edit: Edit) -> None:
        if not self._quiet:
            self.merged.edits.append(edit)

    def _fields(self, keys: Keys, base: Tree, ours: Tree, theirs: Tree) -> Tree:
        merged = dict(ours)
        for name in {**ours, **theirs}:
            value = self.value((*keys, name), base.get(name), ours.get(name), theirs.get(name))
            if value is None:
                merged.pop(name, None)
            else:
                merged[name] = value
        return merged

    def _leaf(self, keys: Keys, base: Value | None, ours: Value | None, theirs: Value | None) -> Value | None:
        if self.known and ours == base:
            return theirs
        if not self.known and (ours is None or theirs is None):
            return ours if theirs is None else theirs
        if isinstance(ours, dict) and isinstance(theirs, dict):
            return self._fields(keys, _map(base), ours, theirs)
        if isinstance(ours, list) and isinstance(theirs, list):
            items = self._items(base if isinstance(base, list) else [], ours, theirs)
            if items is not None:
                return items
        return theirs if self._decide(Conflict(keys, base, ours, theirs)) == "theirs" else ours

    def _items(self, base: list[Value], ours: list[Value], theirs: list[Value]) -> list[Value] | None:
        """Ours with what theirs added and without what theirs took away; None where that cannot be told."""
        if not self.known:
            return ours if all(item in ours for item in theirs) else None
        gone = [item for item in base if item not in theirs]
        are_texts = all(isinstance(item, str) for item in (*base, *ours, *theirs))
        if not are_texts and gone and any(item not in ours for item in base):
            return None  # both may have changed one item
        merged = [item for item in ours if item not in gone]
        for at, item in enumerate(theirs):
            if item not in base and item not in merged:
                before = theirs[at - 1] if at else None
                merged.insert(merged.index(before) + 1 if before in merged else len(merged), item)
        return merged

    def _decide(self, conflict: Conflict) -> Choice:
        names = (self._their_names.get(conflict.keys[: at + 1], key) for at, key in enumerate(conflict.keys))
        conflict = msgspec.structs.replace(conflict, where=tuple(names), base_known=self.known)
        choice = "" if conflict.taken else self._resolve(conflict)
        if choice:
            self.merged.resolved.append((conflict, choice))
        else:
            self.merged.conflicts.append(conflict)
        return choice

    def _records(self, keys: Keys, base: Tree, ours: Tree, theirs: Tree) -> Tree:
        """Records of one map, matched through their renames."""
        sides = Sides(base, ours, theirs, self.known)
        merged: Tree = dict(ours)
        names: dict[str, str] = {}  # name in theirs -> name in merged
        for old, mine, their in sides.pairs():
            name = self._record(keys, base.get(old) if old else None, (old, mine, their), sides, merged)
            if their and name:
                names[their] = name
        for their, before in sides.added():
            self._add(keys, their, theirs[their], names.get(before, before), merged)
            names[their] = their
        return merged

    def _record(self, keys: Keys, base: Value | None, names: tuple[str, str, str], sides: Sides, merged: Tree) -> str:
        """Merge one record into *merged*; gives back its name there, empty where it is not."""
        old, mine, their = names
        ours, theirs = sides.ours.get(mine), sides.theirs.get(their)
        if not mine:
            if theirs is None or (theirs == base and their == old):
                return ""
            if self._decide(Conflict((*keys, their), base, None, theirs, True)) != "theirs":
                return ""
            self._add(keys, their, theirs, sides.before(their), merged)
            return their
        if not their:
            same = ours == base and mine == old
            if same or self._decide(Conflict((*keys, mine), base, ours, None, True)) == "theirs":
                self._edit(Edit(keys=(*keys, mine), before=ours))
                del merged[mine]
                return ""
            return mine
        if their != mine:
            self._their_names[*keys, mine] = their
        name = self._name(keys, names, sides)
        fields = self._fields((*keys, mine), _map(base), _map(ours), _with_former(_map(theirs), name, names))
        if name == mine:
            merged[mine] = fields
        else:
            self._edit(Edit(keys=(*keys, mine), before=mine, rename=name))
            rename_key(merged, mine, name, fields)
        return name

    def _name(self, keys: Keys, names: tuple[str, str, str], sides: Sides) -> str:
        old, mine, their = names
        if their in (old, mine) or not self.known:
            return mine
        if mine == old and their not in sides.ours:
            return their
        taken = their in sides.ours
        choice = self._decide(Conflict((*keys, mine, "name"), old, mine, their, taken=taken))
        return their if choice == "theirs" else mine

    def _add(self, keys: Keys, name: str, tree: Value, before: str, merged: Tree) -> None:
        if name in merged:  # it was to be called something else, and is not
            self._decide(Conflict((*keys, name, "name"), None, name, name, taken=True))
            return
        after = before if before in merged else None
        self._edit(Edit(keys=(*keys, name), value=tree, after=after))
        insert(merged, name, tree, after)


def _map(value: Value | None) -> Tree:
    return value if isinstance(value, dict) else {}


def _with_former(theirs: Tree, name: str, names: tuple[str, str, str]) -> Tree:
    """The fields of theirs, with the old names that fit the name that was chosen: its own is none of them."""
    old, mine, their = names
    listed = theirs.get("formerly", [])
    former = listed if isinstance(listed, list) else [listed]
    if name == their != mine and mine != old and mine not in former:
        former = [*former, mine]
    kept: list[Value] = [one for one in former if one != name]
    if kept == listed or (not kept and not listed):
        return theirs
    return {**theirs, "formerly": kept} if kept else {key: one for key, one in theirs.items() if key != "formerly"}
