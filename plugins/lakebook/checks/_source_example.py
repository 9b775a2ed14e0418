"""A source of an example: what it holds, written as the book would write it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from lakebook.book import Book, read_book
from lakebook.diagnostics import Finding, Location
from lakebook.importers import Place
from lakebook.importers._harvest import Address, Found, Harvest
from lakebook.importers._harvest.drift import drift_from
from lakebook.importers._harvest.places import SchemaOfBook
from lakebook.sources.in_memory import InMemory

OF_SOURCE = "database:"
"""Begins the title of a file of what the database holds, in the words of the book."""


def drift_of_example(book: Book, held: Mapping[str, str | bytes]) -> tuple[Finding, ...]:
    """What a database that holds these files' datasets, and no others, says otherwise than the book."""
    database = read_book(InMemory(dict(held)), today=book.today)
    schemas = {SchemaOfBook(one.system, one.schema) for one in database.catalogue.datasets.values()}
    placed = {".".join(schema): schema for schema in schemas}
    return tuple(drift_from(_harvest_of(database), Place(book, "", ""), placed).findings)


def _harvest_of(database: Book) -> Harvest:
    found = []
    for one in database.catalogue.datasets.values():
        dataset = msgspec.structs.replace(one, domain="", system="", schema="", file="", line=0)
        references = dict(_references(database, one.id))
        address = Address(f"{one.system}.{one.schema}", one.name)
        found.append(
            Found(address=address, dataset=dataset, references=references, complete=True, location=Location(""))
        )
    return Harvest(origin="database", found=found, asked_for=lambda _address: True)


def _references(database: Book, identity: str) -> Iterator[tuple[str, tuple[Address, str]]]:
    dataset = database.catalogue.datasets[identity]
    for column in dataset.columns.values():
        target = database.catalogue.resolve(column.references, dataset) if column.references else None
        if target is not None and target.dataset is not None:
            there = target.dataset
            yield column.name, (Address(f"{there.system}.{there.schema}", there.name), target.column)
