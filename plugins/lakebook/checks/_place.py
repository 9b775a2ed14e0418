"""Where a record, or a field of it, stands."""

from __future__ import annotations

from typing import TypeAlias

from lakebook.book import Book
from lakebook.diagnostics import Location
from lakebook.model.dataset import Dataset
from lakebook.model.domain import Domain
from lakebook.model.grant import Grant
from lakebook.model.person import Person
from lakebook.model.product import Product
from lakebook.model.system import System
from lakebook.model.team import Team

Placed: TypeAlias = Dataset | Domain | Grant | Person | Product | System | Team
"""Records that have a place of their own."""


def called(record: Placed) -> str:
    """What messages call the record: ``dataset 'crm.sales.customer'``."""
    return f"{type(record).__name__.lower()} '{record.id}'"


def own_file(book: Book, record: Domain | System) -> str:
    """Its ``domain.yaml`` or ``system.yaml``, whether it is there or not."""
    if record.path:
        return record.path
    folder = f"{book.settings.folders.catalogue}/{record.domain if isinstance(record, System) else record.id}"
    return f"{folder}/{record.id}/system.yaml" if isinstance(record, System) else f"{folder}/domain.yaml"


def schema_path(book: Book, identity: str, domain: str) -> str:
    """The file a dataset that is still to come belongs into, whether it is there or not; *domain* is who adds it."""
    system, schema = (*identity.split("."), "", "")[:2]
    known = book.catalogue.systems.get(system)
    around = book.catalogue.datasets_of(known) if known is not None else []
    files = {dataset.domain: dataset.file for dataset in reversed(around) if dataset.schema == schema}
    if files:
        return files.get(domain) or files[min(files)]
    if known is not None and domain not in {dataset.domain for dataset in around}:
        domain = known.domain
    folder = domain if domain in book.catalogue.domains else "<domain>"
    return f"{book.settings.folders.catalogue}/{folder}/{system}/{schema}.yaml"


def place_of(book: Book, record: Placed, *keys: str | int) -> Location:
    """Place of the record, or of the field that *keys* lead to below it."""
    if isinstance(record, Domain | System) and not record.path:
        return book.locate(own_file(book, record), *keys, line=record.line)
    return book.place_of(record, *keys)


def place_in_list(book: Book, record: Placed, keys: tuple[str, ...], index: int, name: str) -> Location:
    """Place of one item of the field at *keys*: of a list by *index*, of a map by *name*, else of the field."""
    field = place_of(book, record, *keys)
    item = place_of(book, record, *keys, index)
    return item if item != field else place_of(book, record, *keys, name)
