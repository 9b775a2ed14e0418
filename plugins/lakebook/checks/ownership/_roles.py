"""Who is named to answer for what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from lakebook.book import Book
from lakebook.model.dataset import Dataset
from lakebook.model.domain import Domain
from lakebook.model.person import Person
from lakebook.model.system import System

Owned: TypeAlias = Domain | System | Dataset


def owned(book: Book, datasets: Iterable[Dataset]) -> Iterator[Owned]:
    """What has a custodian: all domains and systems, and these datasets."""
    catalogue = book.catalogue
    yield from catalogue.domains.values()
    yield from catalogue.systems.values()
    yield from datasets


def deputised(book: Book) -> Iterator[Domain | System | Person]:
    """What may name a deputy: domains and systems, and people who are here."""
    catalogue = book.catalogue
    yield from catalogue.domains.values()
    yield from catalogue.systems.values()
    yield from (person for person in catalogue.people.values() if not person.has_left(book.today))
