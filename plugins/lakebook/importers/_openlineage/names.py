"""Datasets under all of their names: a symlink names the same dataset, which has one address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from lakebook.importers._harvest import Address
from lakebook.importers._openlineage.naming import address_of, kind_of

Key: TypeAlias = tuple[str, str]
"""Namespace and name, as an event has them."""


class Names:
    """Which names are of one dataset. Ask only when all events were read."""

    def __init__(self, own: Mapping[Key, Address]) -> None:
        """*own*: names that are identities of the book, with their addresses there."""
        self._of_book = own
        self._leader: dict[Key, Key] = {}
        self._tables: set[Key] = set()
        """Names that a symlink says are those of a table."""
        self._own: dict[Key, None] = {}
        """Names that datasets go by in events, in their order."""
        self._addresses: dict[Key, Address] = {}
        self._kinds: dict[Address, str] = {}
        self._settled_of_book: set[Key] = set()

    def add(self, key: Key) -> None:
        """A dataset of an event."""
        self._own.setdefault(key)
        self._leader.setdefault(key, key)

    def join(self, key: Key, other: Key, *, table: bool) -> None:
        """Another name of it."""
        if table:
            self._tables.add(other)
        self._leader.setdefault(other, other)
        self._leader[self._led_by(other)] = self._led_by(key)

    def settle(self) -> None:
        """Give each dataset the one address that it has below: that of a table rather than a path, its own rather
        than another's, and of several the first by name."""
        groups: dict[Key, list[Key]] = {}
        for key in self._leader:
            groups.setdefault(self._led_by(key), []).append(key)
        for names in groups.values():
            best = min(names, key=lambda key: (not self._is_table(key), key not in self._own, key))
            of_book = next((self._of_book[key] for key in names if key in self._of_book), None)
            address = of_book or address_of(*best, table=best in self._tables)
            if of_book:
                self._settled_of_book.add(self._led_by(best))
            self._addresses.update(dict.fromkeys(names, address))
            self._kinds[address] = "table" if self._is_table(best) else kind_of(*best)

    def address_of(self, key: Key) -> Address:
        """Where the dataset of this name lies."""
        return self._addresses[key] if key in self._addresses else address_of(*key)

    def is_of_book(self, key: Key) -> bool:
        """Whether it is a dataset of the book by its identity, so that events tell nothing new of its columns."""
        return self._led_by(key) in self._settled_of_book

    def kind_of(self, address: Address) -> str:
        """``table``, ``file`` or ``topic``."""
        return self._kinds[address]

    def path_of(self, key: Key) -> str:
        """The directory or file that a table is kept in, where one of its names says so."""
        return key[1] if kind_of(*key) == "file" and self.kind_of(self.address_of(key)) == "table" else ""

    def _is_table(self, key: Key) -> bool:
        return key in self._tables or kind_of(*key) == "table"

    def _led_by(self, key: Key) -> Key:
        while self._leader[key] != key:
            self._leader[key] = self._leader[self._leader[key]]
            key = self._leader[key]
        return key
