"""What was renamed: by its own word, or because what it holds says so."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import product
from typing import Generic, TypeVar

import msgspec

from lakebook.book import Book
from lakebook.model.dataset import Column, Dataset

_Record = TypeVar("_Record")
_FEWEST, _ALIKE = 3, 0.8
"""Columns that two datasets have in common at least, and their share of all columns of the two."""
_MOST_PAIRS = 40_000
"""Above, only datasets with all columns in common are looked at."""


class Renamed(msgspec.Struct, Generic[_Record], frozen=True):
    """Two records that are one."""

    before: _Record
    after: _Record
    how: str
    """By which it is known, in words."""


class Matched(msgspec.Struct, Generic[_Record], frozen=True):
    """Records of one kind in two states, in the order of the files."""

    both: list[tuple[_Record, _Record]]
    """Before and after, renamed ones too."""
    renamed: list[Renamed[_Record]]
    removed: list[_Record]
    added: list[_Record]


def match(
    before: Mapping[str, _Record],
    after: Mapping[str, _Record],
    renamed: Callable[[dict[str, _Record], dict[str, _Record]], Iterable[tuple[str, str, str]]],
) -> Matched[_Record]:
    """Match records by id; *renamed* is given those in one state only: id before, id after and how it knows."""
    gone = {key: record for key, record in before.items() if key not in after}
    new = {key: record for key, record in after.items() if key not in before}
    both = [(record, after[key]) for key, record in before.items() if key in after]
    found = []
    for old_id, new_id, how in renamed(gone, new) if gone and new else ():
        if old_id in gone and new_id in new:
            found.append(Renamed(gone.pop(old_id), new.pop(new_id), how))
    both += [(pair.before, pair.after) for pair in found]
    return Matched(both, found, list(gone.values()), list(new.values()))


def match_datasets(before: Book, after: Book) -> Matched[Dataset]:
    """Datasets of two books; renamed are those that say so in ``formerly:``, then those with the same columns."""

    def renamed(gone: dict[str, Dataset], new: dict[str, Dataset]) -> Iterable[tuple[str, str, str]]:
        for identity, dataset in after.catalogue.former():
            if identity.id in gone and dataset.id in new:
                yield identity.id, dataset.id, "it gives its old name in 'formerly'"
        for identity, dataset in before.catalogue.former():
            if dataset.id in gone and identity.id in new:
                yield dataset.id, identity.id, "it gave the name in 'formerly' before"
        yield from _same_columns(gone, new)

    return match(before.catalogue.datasets, after.catalogue.datasets, renamed)


def _same_columns(gone: dict[str, Dataset], new: dict[str, Dataset]) -> Iterable[tuple[str, str, str]]:
    """Pairs of which each is like the other and like no other."""
    names = {id(one): frozenset(one.columns) for one in (*gone.values(), *new.values()) if len(one.columns) >= _FEWEST}
    loosely = len(gone) * len(new) <= _MOST_PAIRS
    likeness: dict[tuple[str, str], float] = {}
    if loosely:
        for (old_id, one), (new_id, other) in product(list(gone.items()), list(new.items())):
            if id(one) in names and id(other) in names:
                first, second = names[id(one)], names[id(other)]
                common = len(first & second)
                if common >= _FEWEST and common >= _ALIKE * len(first | second):
                    likeness[old_id, new_id] = common / len(first | second)
    else:
        likeness = dict.fromkeys(same_by(gone, new, lambda one: names.get(id(one))), 1.0)
    for old_id, new_id in only_best(likeness):
        yield old_id, new_id, "it has the same columns, but does not give its old name in 'formerly'"


def only_best(likeness: Mapping[tuple[str, str], float]) -> list[tuple[str, str]]:
    """Pairs that are more alike than any other pair of either of the two."""
    best: dict[tuple[int, str], list[float]] = {}
    for pair, value in likeness.items():
        for side, name in enumerate(pair):
            best.setdefault((side, name), []).append(value)
    ranked = {key: sorted(values, reverse=True) for key, values in best.items()}

    def wins(side: int, name: str, value: float) -> bool:
        values = ranked[side, name]
        return values[0] == value and (len(values) == 1 or values[1] < value)

    return [pair for pair, value in likeness.items() if all(wins(side, name, value) for side, name in enumerate(pair))]


def same_by(
    gone: Mapping[str, _Record], new: Mapping[str, _Record], key: Callable[[_Record], Hashable]
) -> list[tuple[str, str]]:
    """Pairs that alone have the same *key*; None and what is empty is the key of nothing."""
    by_key: dict[Hashable, tuple[list[str], list[str]]] = {}
    for side, records in enumerate((gone, new)):
        for name, record in records.items():
            if said := key(record):
                by_key.setdefault(said, ([], []))[side].append(name)
    return [(old[0], late[0]) for old, late in by_key.values() if len(old) == len(late) == 1]


def match_by(
    before: Mapping[str, _Record], after: Mapping[str, _Record], how: str, key: Callable[[_Record], Hashable]
) -> Matched[_Record]:
    """Match records by id; renamed are those that alone have the same *key*, which *how* says in words."""
    return match(before, after, lambda gone, new: [(*pair, how) for pair in same_by(gone, new, key)])


def match_columns(before: Dataset, after: Dataset) -> Matched[Column]:
    """Columns of one dataset; renamed are those that say so in ``formerly:``, then those alike but for their name."""

    def renamed(gone: dict[str, Column], new: dict[str, Column]) -> Iterable[tuple[str, str, str]]:
        for column in list(new.values()):
            for name in column.formerly:
                yield name, column.name, "it gives its old name in 'formerly'"
        for column in list(gone.values()):
            for name in column.formerly:
                yield column.name, name, "it gave the name in 'formerly' before"
        for old_id, new_id in same_by(gone, new, _told):
            yield old_id, new_id, "it has the same type and text, but does not give its old name in 'formerly'"

    return match(before.columns, after.columns, renamed)


def _told(column: Column) -> Hashable:
    """What it is known by; None where it does not say enough of itself to be known again."""
    telling = column.type and (column.description or column.from_)
    return (column.type, column.description, column.from_) if telling else None
