"""Everything that records of the book silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TypeAlias, cast

import msgspec

from lakebook.book import Book
from lakebook.checks._place import place_of
from lakebook.diagnostics import Finding, Location
from lakebook.model.dataset import Dataset
from lakebook.model.decision import Decision
from lakebook.model.domain import Domain
from lakebook.model.grant import Grant
from lakebook.model.product import Product
from lakebook.model.system import System

_Silencing: TypeAlias = Domain | System | Dataset | Product | Decision | Grant


class Silenced(msgspec.Struct, frozen=True):
    """One entry of an ``ignore:``."""

    record: _Silencing
    keys: tuple[str, ...]
    """Where the entry stands below the record."""
    check: str
    """Name or code, as written."""
    reason: str

    @property
    def silences(self) -> tuple[str, str]:
        """What it speaks for: identity, and file where other records may be called the same."""
        if isinstance(self.record, Dataset):
            column = f".{self.keys[1]}" if self.keys[0] == "columns" else ""
            return f"{self.record.id}{column}", ""
        return self.record.id, self.record.path

    def finding(self, book: Book, message: str, hint: str) -> Finding:
        """A finding at the place of the entry."""
        return Finding(self._place(book), message, hint, self.record.id, ".".join(self.keys))

    def _place(self, book: Book) -> Location:
        if isinstance(self.record, Decision):
            return book.locate(self.record.path, *self.keys, line=self.record.line)
        return place_of(book, self.record, *self.keys)


def silenced(book: Book, datasets: Iterable[Dataset]) -> Iterator[Silenced]:
    """Entries of all domains, systems, products, decisions and grants, and of these datasets and their columns."""
    records = book.records
    kinds = (records.domains, records.systems, datasets, records.products, records.decisions, records.grants)
    for record in cast("Iterator[_Silencing]", chain.from_iterable(kinds)):
        for check, reason in record.ignore.items():
            yield Silenced(record, ("ignore", check), check, reason)
        if isinstance(record, Dataset):
            for column in [one for one in record.columns.values() if one.ignore]:
                for check, reason in column.ignore.items():
                    yield Silenced(record, ("columns", column.name, "ignore", check), check, reason)
