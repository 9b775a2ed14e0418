"""The base of a merge that lets the source decide what it owns, and people all else.

The three-way merge keeps what ours changed and takes what theirs changed, compared with a base. So the base decides:
where it says what ours says, the source wins; where it says what the source says, the book does.

- What the source owns (types, keys, required, references) it decides, where it says anything; another source that
  said what the book says is not overruled by one that says the same as ever.
- A column that the source said the last time and that the book does not have was deleted by somebody: it stays away.
- All else (descriptions, tags, custodians, ...) is compared with what the source said the last time: filled in where
  the book is silent, updated where nobody wrote anything else, left where somebody did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from lakebook.importers import Part
from lakebook.syntax.strict_yaml import Value
from lakebook.writers.record_trees import Tree

OWNED = frozenset({"type", "key", "required", "references"})
"""Fields of a column that the source decides."""


def part_of(
    path: str,
    ours: Mapping[str, Any],
    theirs: Mapping[str, Tree],
    last: Mapping[str, Tree],
    others: Callable[[str], Iterable[Tree]],
    forget: Mapping[str, list[str]],
    owned: frozenset[str] = OWNED,
) -> Part:
    """What is merged into the file at *path*, all by the names of its datasets.

    *last* is what the source said the last time, *others* what other sources said of a dataset. What is named in
    *forget* (see ``gone``) is deprecated, or deleted where it is a column to which nobody added anything. *owned* are
    the fields of columns that the source decides: none where it is written by people, too.
    """
    base: dict[str, Any] = {}
    wanted: dict[str, Any] = dict(theirs)
    for name, tree in theirs.items():
        if name in ours:
            base[name] = base_of(ours[name], tree, last.get(name), others(name), owned, forget=name in forget)
        elif name in last:
            base[name] = tree
    for name in forget:
        if name not in theirs:
            base[name], wanted[name] = ours[name], {**ours[name], "status": "deprecated"}
    return Part(path=path, base={"datasets": base}, theirs={"datasets": wanted})


def base_of(
    ours: Tree, theirs: Tree, last: Tree | None, others: Iterable[Tree], owned: frozenset[str], *, forget: bool
) -> Tree:
    """The base for one dataset that the book has.

    *last* is what the source said the last time, None for never; *others* is what other sources said. With *forget*,
    columns that the source had and has not any more are deleted, where nobody added anything to them.
    """
    listed = list(others)
    base = _fields(ours, theirs, last, without=("columns",))
    columns: dict[str, Value] = {}
    mine, now, then = _columns(ours), _columns(theirs), _columns(last or {})
    known_as = today(mine)
    for name, their in now.items():
        own = mine.get(known_as.get(name, ""))
        if own is None and owned and any(name in said for said in (then, *map(_columns, listed))):
            columns[name] = their  # somebody deleted it, and it stays away
        elif own is not None:
            before = then.get(name) if last is not None else None
            said = [_columns(other).get(name, {}) for other in listed]
            columns[name] = _column(own, their, before, said, owned)
    for name, before in then.items():
        own = mine.get(name)
        if forget and name not in now and own is not None and _untouched(own, before):
            columns[name] = own
    if columns:
        base["columns"] = columns
    return base


def gone(ours: Mapping[str, Any], theirs: Mapping[str, Tree], last: Mapping[str, Tree]) -> dict[str, list[str]]:
    """Datasets of the book that the source had the last time and does not have now, as ``{name: []}``, and those of
    which it has lost columns that the book still has."""
    found: dict[str, list[str]] = {}
    for name, before in last.items():
        if name not in ours:
            continue
        if name not in theirs:
            found[name] = []
        elif lost := _lost(_columns(ours[name]), _columns(theirs[name]), _columns(before)):
            found[name] = lost
    return found


def deleted(
    ours: Mapping[str, Any],
    theirs: Mapping[str, Tree],
    last: Mapping[str, Tree],
    others: Callable[[str], Iterable[Tree]],
) -> Iterable[str]:
    """Datasets that the source said the last time and now, and the book does not have; and columns, as ``orders.note``,
    that it says now, and that it or another source said the last time."""
    for name, tree in theirs.items():
        if name in ours:
            known = today(_columns(ours[name]))
            before = {column for one in (last.get(name, {}), *others(name)) for column in _columns(one)}
            yield from (f"{name}.{column}" for column in _columns(tree) if column in before and column not in known)
        elif name in last:
            yield name


def with_lost(theirs: Tree, last: Tree, lost: Iterable[str] | None) -> Tree:
    """What the source says, and what it said of the columns it has *lost*: remembered until somebody accepts that.

    None for all that it does not say now.
    """
    before = _columns(last)
    names = [name for name in before if name not in _columns(theirs)] if lost is None else lost
    kept = {column: before[column] for column in names}
    return {**theirs, "columns": {**_columns(theirs), **kept}} if kept else theirs


def with_unsaid(theirs: Tree, last: Tree) -> Tree:
    """What a source says that does not know all, and columns and types that it knew the last time."""
    now, before = _columns(theirs), _columns(last)
    columns: dict[str, Value] = {name: {**_types(before.get(name, {})), **tree} for name, tree in now.items()}
    columns |= {name: tree for name, tree in before.items() if name not in now}
    return {**theirs, "columns": columns} if columns else theirs


def _types(column: Tree) -> Tree:
    return {"type": column["type"]} if "type" in column else {}


def with_drafts(theirs: Tree, ours: Mapping[str, Any]) -> Tree:
    """What comes in, with a status for what the book does not have."""
    datasets: Mapping[str, Any] = theirs["datasets"]  # type: ignore[assignment]
    drafts = {name: {**tree, "status": "draft"} for name, tree in datasets.items() if name not in ours}
    return {"datasets": {**datasets, **drafts}}


def _lost(ours: Tree, theirs: Tree, last: Tree) -> list[str]:
    known_as = today(ours)
    return [column for column in last if column not in theirs and column in known_as]


def today(records: Mapping[str, Any]) -> dict[str, str]:
    """Name, or old name -> name of today; a name of today comes before an old one."""
    found: dict[str, str] = {}
    for name, tree in records.items():
        former = tree.get("formerly", []) if isinstance(tree, dict) else []
        for old in [former] if isinstance(former, str) else former:
            found.setdefault(str(old), name)
    return found | {name: name for name in records}


def _column(ours: Tree, theirs: Tree, last: Tree | None, others: list[Tree], owned: frozenset[str]) -> Tree:
    base = _fields(ours, theirs, last)
    for field in owned:
        said = ours.get(field)
        as_another = said is not None and any(other.get(field) == said for other in others)
        if field not in theirs:
            if as_another:
                base.pop(field, None)
        elif as_another:
            base[field] = theirs[field] if last is None else last.get(field, theirs[field])
        elif said is None:
            base.pop(field, None)
        else:
            base[field] = said
    return base


def _fields(ours: Tree, theirs: Tree, last: Tree | None, without: tuple[str, ...] = ()) -> Tree:
    """Of each field what the source said the last time; the first time, nothing: blanks are filled, and no more."""
    if last is not None:
        return {field: value for field, value in last.items() if field not in without}
    return {field: theirs[field] for field in ours if theirs.get(field) == ours[field] and field not in without}


def _untouched(ours: Tree, last: Tree) -> bool:
    return all(field in OWNED or last.get(field) == value for field, value in ours.items())


def _columns(tree: Tree) -> dict[str, Any]:
    found = tree.get("columns")
    return found if isinstance(found, dict) else {}
