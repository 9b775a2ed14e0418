"""The files as they lie on disk now."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from lakebook.sources.left_behind import is_left_behind

MARKER = "lakebook.yaml"


class WorkingTree:
    """A Source over a folder. Hidden files and folders are not part of a book, nor is what programs leave behind."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def paths(self, below: str = "") -> Iterable[str]:
        found: list[str] = []
        start = os.path.join(self.root, below) if below else str(self.root)
        cut = len(str(self.root)) + 1
        for folder, folders, files in os.walk(start):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            prefix = folder[cut:].replace(os.sep, "/")
            prefix = f"{prefix}/" if prefix else ""
            found += [prefix + name for name in files if not is_left_behind(name)]
        return sorted(found)

    def read(self, path: str) -> bytes:
        with open(os.path.join(self.root, path), "rb") as file:
            return file.read()

    def size(self, path: str) -> int:
        return os.stat(os.path.join(self.root, path)).st_size  # noqa: PTH116


def find_root(start: Path) -> Path | None:
    """The nearest folder at or above *start* that holds ``lakebook.yaml``, as Git finds its repository."""
    for folder in (start, *start.parents):
        if (folder / MARKER).is_file():
            return folder
    return None
