"""What is missing on one side and new on the other may be one thing that was renamed: said as a hint, never taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from lakebook.changes.sql_types import alike
from lakebook.model.dataset import Column, Dataset

Named = TypeVar("Named", Column, Dataset)
_NEAR = 0.6
"""From which on two names are alike, or two tables have enough columns in common; 1 is the same."""
_MOST = 200
"""Names on one side; of more, nothing is compared."""


def renamed_columns(gone: Mapping[str, Column], new: Mapping[str, Column], both: Sequence[str]) -> dict[str, str]:
    """Old name -> new name, where one column of *gone* is like one of *new* and like no other one.

    They are of one type, and called alike; or they are the only two of a table whose other columns are on *both* sides.
    """
    only = len(gone) == len(new) == 1 and len(both) > 1
    pairs = {
        (old, name)
        for old, mine in _few(gone)
        for name, theirs in _few(new)
        if _same_type(mine, theirs) and (only or _ratio(old, name) >= _NEAR)
    }
    return _sure(pairs)


def renamed_tables(gone: Mapping[str, Dataset], new: Mapping[str, Dataset]) -> dict[str, str]:
    """Old name -> new name, where one dataset of *gone* has the columns of one of *new* and of no other one."""
    pairs = {(old, name) for old, mine in _few(gone) for name, theirs in _few(new) if _same_columns(mine, theirs)}
    return _sure(pairs)


def _few(named: Mapping[str, Named]) -> list[tuple[str, Named]]:
    return list(named.items()) if len(named) <= _MOST else []


def _same_type(mine: Column, theirs: Column) -> bool:
    return not mine.type or not theirs.type or alike(mine.type, theirs.type)


def _ratio(old: str, new: str) -> float:
    return SequenceMatcher(None, old.lower(), new.lower()).ratio()


def _same_columns(mine: Dataset, theirs: Dataset) -> bool:
    ours, there = ({name.lower() for name in one.columns} for one in (mine, theirs))
    common = len(ours & there)
    return common > 1 and common / len(ours | there) >= _NEAR


def _sure(pairs: set[tuple[str, str]]) -> dict[str, str]:
    """Pairs of which neither side is in another one."""
    olds, news = [old for old, _ in pairs], [new for _, new in pairs]
    return {old: new for old, new in sorted(pairs) if olds.count(old) == news.count(new) == 1}
