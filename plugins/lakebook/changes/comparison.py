"""Two states of a book side by side: which record is which, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from lakebook.book import Book, Placed
from lakebook.changes.renames import Matched, match_by, match_columns, match_datasets
from lakebook.diagnostics import Location
from lakebook.model.dataset import Column, Dataset
from lakebook.model.decision import Decision
from lakebook.model.product import Product


class Comparison:
    """What the kinds of change look at. Records of unchanged files may be the same objects in both books."""

    def __init__(self, before: Book, after: Book) -> None:
        self.before = before
        self.after = after
        self._columns: dict[str, Matched[Column]] = {}

    @cached_property
    def datasets(self) -> Matched[Dataset]:
        """Datasets of both."""
        return match_datasets(self.before, self.after)

    @cached_property
    def changed_datasets(self) -> list[tuple[Dataset, Dataset]]:
        """Datasets in both whose record is not the same; only these are looked at deeply."""
        return [(old, new) for old, new in self.datasets.both if old is not new and old != new]

    def columns(self, before: Dataset, after: Dataset) -> Matched[Column]:
        """Columns of a dataset in both."""
        found = self._columns.get(before.id)
        if found is None:
            found = self._columns[before.id] = match_columns(before, after)
        return found

    @cached_property
    def products(self) -> Matched[Product]:
        """Products of both."""
        how = "it has the same title"
        return match_by(self.before.products, self.after.products, how, lambda product: product.title)

    @cached_property
    def decisions(self) -> Matched[Decision]:
        """Decisions of both; of two with one id the first."""
        old, new = (_first(book.decisions) for book in (self.before, self.after))
        return match_by(old, new, "it has the same title", lambda decision: decision.title)

    @cached_property
    def new_ids(self) -> dict[str, str]:
        """Identity before -> identity after, of renamed datasets."""
        return {pair.before.id: pair.after.id for pair in self.datasets.renamed}

    def place(self, record: Placed, *keys: str | int) -> Location:
        """Place in the state after of a record, or of a field of it."""
        return self.after.place_of(record, *keys)

    def old_place(self, record: Placed, *keys: str | int) -> Location:
        """The same in the state before."""
        return self.before.place_of(record, *keys)


def _first(decisions: Iterable[Decision]) -> dict[str, Decision]:
    found: dict[str, Decision] = {}
    for decision in decisions:
        found.setdefault(decision.id, decision)
    return found
