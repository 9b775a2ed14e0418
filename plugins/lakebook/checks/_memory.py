"""Datasets in which no check found anything, so that the next build of a site need not look at them again."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

import msgspec

from lakebook import discovery
from lakebook.book import Book
from lakebook.model.dataset import Dataset


class Memory(msgspec.Struct):
    """What one run of all checks leaves for the next.

    Findings are not kept, because they stand at lines, and lines move. The gate does not use this: a file of hashes
    can be forged in a merge request.
    """

    key: bytes = b""
    """Stands for the checks themselves and for every record that is no dataset."""
    sound: set[bytes] = set()
    """``Surroundings.of`` each dataset without a finding."""

    def doubtful(self, book: Book) -> Collection[Dataset]:
        """The datasets to look at."""
        every = book.catalogue.datasets.values()
        if self.key != _key(book):
            return every
        return [dataset for dataset in every if book.surroundings.of(dataset) not in self.sound]

    def learn(self, book: Book, subjects: set[str]) -> None:
        """Remember a run whose findings were about *subjects*; forget all where one of these is no record."""
        catalogue = book.catalogue
        others = (catalogue.domains, catalogue.systems, catalogue.people, catalogue.teams, book.products)
        strange = subjects.difference(catalogue.datasets, *others, (decision.id for decision in book.decisions))
        self.key = b"" if strange else _key(book)
        every = catalogue.datasets.items()
        self.sound = {book.surroundings.of(dataset) for key, dataset in every if key not in subjects}


def _key(book: Book) -> bytes:
    return hashlib.blake2b(
        book.surroundings.all_records, digest_size=16, key=discovery.code("lakebook.checks")
    ).digest()
