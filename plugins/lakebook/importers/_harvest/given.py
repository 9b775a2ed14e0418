"""Which files a source was read from: what it does not show any more is missed where all of them were read again."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from pathlib import Path

_NEAR = 2
"""Folders up from the book, in which a repository may hold it and its sources."""


def names_of(given: Iterable[Path], root: Path) -> list[str]:
    """Files and folders by their paths as seen from the book; of those that lie far from it, their names alone."""
    names = set()
    for path in given:
        name = Path(os.path.relpath(path.resolve(), root.resolve()))
        names.add(path.resolve().name if name.parts.count("..") > _NEAR else name.as_posix())
    return sorted(names)


def is_covered(then: Collection[str], now: Collection[str]) -> bool:
    """Whether all that was read *then* is read *now*, itself or within a folder."""
    return bool(then) and all(any(_holds(one, other) for one in now) for other in then)


def of_importer(given: Iterable[str], origin: str) -> list[str]:
    """What stands behind the importer's name in ``given:`` of what was observed."""
    return [name for importer, _, name in (one.partition(" ") for one in given) if importer == origin]


def _holds(folder: str, path: str) -> bool:
    return folder in (path, ".") or path.startswith(f"{folder}/")
