"""What files of one format said the last time: contracts that describe a few datasets each, and are handed in again."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from lakebook.book import Book
from lakebook.importers import Part
from lakebook.importers._harvest.book_files import broken_files
from lakebook.importers._harvest.observed_file import Seen, observed_path, seen_in
from lakebook.importers._harvest.owned import part_of
from lakebook.importers._harvest.said import said_tree
from lakebook.importers._merge import RefusedError, datasets_in
from lakebook.model.dataset import Dataset
from lakebook.writers.record_trees import Tree


class Memory:
    """Makes what comes in mergeable, and writes down what it said once it is merged."""

    def __init__(self, book: Book, origin: str) -> None:
        self._book = book
        self._origin = origin
        self._seen: dict[str, Seen] = {}
        self._pending: dict[str, tuple[str, dict[str, Tree]]] = {}

    def part(self, path: str, schema: str, datasets: Iterable[Dataset], content: bytes | None) -> Part:
        """What is merged into the file at *path*, which holds *content* now; None for no file.

        Raises:
            RefusedError: the file, or that of what was observed, has errors that must be repaired first.
        """
        theirs = {dataset.name: said_tree(dataset) for dataset in datasets}
        target = observed_path(path, schema, self._book.settings)
        seen = self._seen.get(target)
        if seen is None:
            if (wrong := broken_files(self._book).get(target)) is not None:
                raise RefusedError(f"{wrong.location}: {wrong.message}", wrong.hint)
            seen = self._seen[target] = seen_in(self._book, target)
        ours = datasets_in(path, content, self._book.settings)
        self._pending[path] = target, theirs
        others = partial(seen.said_by_others, self._origin)
        return part_of(path, ours, theirs, seen.said_by(self._origin), others, {}, frozenset())

    def forget(self) -> None:
        """Nothing of what came in last is written."""
        self._pending.clear()

    def written(self) -> dict[str, bytes]:
        """The files of what was observed, now that what came in is merged."""
        files = {}
        for target, theirs in self._pending.values():
            seen = self._seen[target]
            for name, tree in theirs.items():
                seen.set_said(self._origin, name, tree)
            files[target] = seen.content()
        self._pending.clear()
        return files
