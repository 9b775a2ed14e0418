"""What a book lacks of a source, and nothing else, as a harvest that can be merged into it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from lakebook.book import Book
from lakebook.importers._harvest import Found, Harvest
from lakebook.importers._harvest.drift import Drift
from lakebook.model.dataset import Dataset


def lacking(harvest: Harvest, drift: Drift, book: Book) -> Harvest:
    """The tables that the book lacks, and of others the columns that it lacks."""
    columns = list(_with_new_columns(drift, book, harvest.origin))
    return Harvest(origin=harvest.origin, found=[*drift.missing.values(), *columns])


def _with_new_columns(drift: Drift, book: Book, origin: str) -> Iterator[Found]:
    """What the source said the last time, with the new columns alone: a merge then finds nothing else to do."""
    for identity, names in drift.lacking.items():
        found, there = drift.found[identity], book.catalogue.datasets[identity]
        seen = book.observations.get(identity)
        last = seen.seen.get(origin) if seen is not None else None
        new = {name: found.dataset.columns[name] for name in names}
        as_before = last or Dataset(kind=there.kind)
        dataset = msgspec.structs.replace(as_before, name=found.dataset.name, columns=new)
        references = {column: target for column, target in found.references.items() if column in new}
        yield msgspec.structs.replace(found, dataset=dataset, references=references)
