"""What a build left in the site's folder: which files it wrote, and whether two sites are one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

SEARCH = "lakebook-search/"
"""Folder of the search index, below the site."""


class Seen(NamedTuple):
    """A file as it was."""

    modified: int
    """Nanoseconds."""
    size: int
    """Bytes."""


def look(site: Path) -> dict[str, Seen]:
    """Every file below *site*, with forward slashes."""
    seen = {}
    for folder, _, names in os.walk(site):
        below = Path(folder).relative_to(site).as_posix()
        for name in names:
            found = os.stat(f"{folder}/{name}")  # noqa: PTH116 (100,000 times)
            seen[name if below == "." else f"{below}/{name}"] = Seen(found.st_mtime_ns, found.st_size)
    return seen


def pages(files: dict[str, Seen]) -> int:
    """How many of them are pages."""
    return sum(name.endswith(".html") for name in files)


def written(before: dict[str, Seen], after: dict[str, Seen]) -> dict[str, Seen]:
    """What was written since *before*."""
    return {name: seen for name, seen in after.items() if before.get(name) != seen}


def different(one: Path, other: Path) -> list[str]:
    """Files that only one of two sites has, or that differ in a byte."""
    ours, theirs = look(one), look(other)
    differ = set(ours.keys() ^ theirs.keys())
    for name in ours.keys() & theirs.keys():
        if ours[name].size != theirs[name].size or (one / name).read_bytes() != (other / name).read_bytes():
            differ.add(name)
    return sorted(differ)
