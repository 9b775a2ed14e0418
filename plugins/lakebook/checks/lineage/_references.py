"""The references that datasets and their columns make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from lakebook.book import Book
from lakebook.checks._place import place_in_list, place_of
from lakebook.diagnostics import Finding, Location, exchange
from lakebook.model.dataset import Column, Dataset
from lakebook.model.resolution import Resolution


class Mention(msgspec.Struct, frozen=True):
    """One name, as a dataset gives it."""

    dataset: Dataset
    keys: tuple[str, ...]
    """Field of the dataset that holds it, such as ``("columns", "email", "from")``."""
    index: int
    """Its position, where the field is a list."""
    name: str

    def finding(self, book: Book, message: str, hint: str, right: str = "") -> Finding:
        """A finding at the place of the name; *right* is what else it can only mean."""
        place = place_in_list(book, self.dataset, self.keys, self.index, self.name)
        field, repairs = ".".join((*self.keys, self.name)), exchange(place, self.name, right)
        return Finding(place, message, hint, self.dataset.id, field, repairs=repairs)


def undecided(book: Book, datasets: Iterable[Dataset]) -> Iterator[tuple[Mention, Resolution]]:
    """Every ``sources:``, ``from:`` and ``references:`` of these datasets that does not lead to one thing."""
    for dataset in datasets:
        made_of_strangers = book.lineage.loose_names_of(dataset.id)
        for keys, index, name in _named_by(dataset) if made_of_strangers else _pointed_to(dataset):
            found = book.catalogue.resolve(name, dataset)
            if not found.found:
                yield Mention(dataset, keys, index, name), found


def _named_by(dataset: Dataset) -> Iterator[tuple[tuple[str, ...], int, str]]:
    for index, reference in enumerate(dataset.sources):
        yield ("sources",), index, reference.target
    for column in dataset.columns.values():
        if column.from_:
            for index, reference in enumerate(column.from_):
                yield ("columns", column.name, "from"), index, reference.target
        if column.references:
            yield ("columns", column.name, "references"), 0, column.references


def _pointed_to(dataset: Dataset) -> Iterator[tuple[tuple[str, ...], int, str]]:
    """Those of them that the dataset is not made of."""
    for column in [one for one in dataset.columns.values() if one.references]:
        yield ("columns", column.name, "references"), 0, column.references


def copies(book: Book, dataset: Dataset) -> Iterator[tuple[Column, Dataset, Column]]:
    """Columns that are one column of another dataset as it is, that dataset, and its column.

    A note on the origin is a rule that changes the values, and two origins make something new: both are left out.
    """
    alike = [one for one in dataset.columns.values() if len(one.from_) == 1 and not one.from_[0].note]
    declared = book.lineage.column_edges.declared_by_column(dataset.id) if alike else {}
    for column in alike:
        for source, name in declared.get(column.name, ()):
            origin = book.catalogue.datasets[source]
            if origin is not dataset and name in origin.columns:
                yield column, origin, origin.columns[name]


def place_of_source(book: Book, dataset: Dataset, source: str) -> Location:
    """Where the dataset says that it comes from *source*; else the dataset, which a product writes."""
    for keys, index, name in _named_by(dataset):
        found = book.catalogue.resolve(name, dataset).dataset if keys[-1] != "references" else None
        if found is not None and found.id == source:
            return place_in_list(book, dataset, keys, index, name)
    return place_of(book, dataset)
