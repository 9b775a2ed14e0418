"""How closed data is."""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.model.dataset import Column, Dataset


class Levels:
    """Classifications of a book by their rank, from open (0) to closed; -1 stands for none and for unknown ones."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self.names = book.settings.classifications
        self._ranks = {name: rank for rank, name in enumerate(self.names)}

    def rank(self, classification: str) -> int:
        """Rank of one classification."""
        return self._ranks.get(classification, -1)

    def of(self, dataset: Dataset, column: Column | None = None) -> int:
        """Rank of one of its columns; without *column*, the highest of the dataset and all of them."""
        if column is not None:
            return self.rank(self._book.catalogue.classification_of(dataset, column))
        return max(self._all(dataset))

    def lowest(self, dataset: Dataset) -> int:
        """The lowest rank of the dataset and all its columns."""
        return min(self._all(dataset))

    def _all(self, dataset: Dataset) -> set[int]:
        own = self.rank(self._book.catalogue.classification_of(dataset))
        return {own, *[self.rank(one.classification) for one in dataset.columns.values() if one.classification]}

    @property
    def confidential(self) -> int:
        """First rank of the closed half: confidential, of public, internal, confidential and restricted."""
        return (len(self.names) + 1) // 2

    @property
    def restricted(self) -> int:
        """The highest rank; above all where there is but one."""
        return max(len(self.names) - 1, 1)


def why_guarded(levels: Levels, dataset: Dataset, closed_from: int) -> str:
    """In words, why not everybody may read it: personal data, or its classification; empty for no reason."""
    said: list[str] = []
    if categories := dataset.personal_categories():
        said.append(f"personal data ({listed(categories)})")
    if (rank := levels.of(dataset)) >= closed_from:
        said.append(f"{levels.names[rank]} data")
    return " and ".join(said)


def listed(words: Iterable[str], most: int = 4) -> str:
    """The words, the first few of many."""
    every = list(words)
    return ", ".join(every[:most]) + (f" and {len(every) - most} more" if len(every) > most else "")
