"""Tables of AWS Glue, as ``aws glue get-tables`` answers them.

Source: https://docs.aws.amazon.com/glue/latest/webapi/API_Table.html
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lakebook.importers import Place
from lakebook.importers._documents.documents import Document, Documents
from lakebook.importers._fields.field import Field, columns_of
from lakebook.importers._fields.kinds import fitting_kind
from lakebook.importers._fields.type_text import field_of
from lakebook.importers._foreign_text import as_text, maps, scalar
from lakebook.importers._harvest import Address, Found, Harvest, harvester
from lakebook.importers._harvest.completed import each_once
from lakebook.importers._harvest.note_list import NoteList
from lakebook.model.dataset import Column, Dataset
from lakebook.syntax.foreign_yaml import Foreign

_Fields = dict[str, Foreign]
_OF_MACHINES = ("transient_lastDdlTime", "comment", "EXTERNAL", "presto_", "CrawlerSchema", "UPDATED_BY_CRAWLER")
"""Beginnings of parameters that say nothing of the table."""


@harvester()
def glue(given: Sequence[Path] | str, place: Place, **options: Any) -> Harvest:
    """Tables of AWS Glue: what 'aws glue get-tables' prints, as JSON."""
    documents = Documents(given, (".json",))
    harvest = Harvest(origin="glue")
    for document in documents.each():
        tables = list(_tables(document.value))
        harvest.found += [_found(table, document, place.book.settings.kinds, documents.notes) for table in tables]
        if not tables:
            hint = "aws glue get-tables --database-name NAME > tables.json"
            documents.refuse(document.path, "no tables of AWS Glue", hint)
    harvest.found = each_once(harvest.found)
    return documents.harvest(harvest)


def _tables(value: Foreign) -> Iterator[_Fields]:
    """Tables of an answer, of several, or of a list of tables."""
    for one in maps(value):
        if isinstance(one.get("TableList"), list):
            yield from maps(one.get("TableList"))
        elif isinstance(one.get("Table"), dict):
            yield from maps(one.get("Table"))
        elif "Name" in one and ("StorageDescriptor" in one or "DatabaseName" in one):
            yield one


def _found(table: _Fields, document: Document, kinds: Sequence[str], notes: NoteList) -> Found:
    storage, parameters = _inner(table, "StorageDescriptor"), _inner(table, "Parameters")
    name = scalar(table.get("Name")) or "unnamed"
    is_view = "VIEW" in scalar(table.get("TableType"))
    dataset = Dataset(
        name=name,
        kind=fitting_kind("view" if is_view else "table", kinds),
        description=scalar(table.get("Description")) or scalar(parameters.get("comment")),
        location=scalar(storage.get("Location")),
    )
    partitions = maps(table.get("PartitionKeys"))
    keys = {scalar(one.get("Name")) for one in partitions}
    extra = {key: as_text(value) for key, value in parameters.items() if not key.startswith(_OF_MACHINES)}
    extra["owner"] = scalar(table.get("Owner"))
    extra["partitionedBy"] = ", ".join(scalar(one.get("Name")) for one in partitions)
    extra["viewDefinition"] = scalar(table.get("ViewOriginalText")) if is_view else ""
    dataset.extra = {key: text for key, text in extra.items() if text}
    own = [one for one in maps(storage.get("Columns")) if scalar(one.get("Name")) not in keys]
    dataset.columns = columns_of(_columns([*own, *partitions], document), f"'{name}'", notes)
    return Found(
        address=Address(scalar(table.get("DatabaseName")), name), dataset=dataset, location=document.locate(table)
    )


def _columns(listed: list[_Fields], document: Document) -> Iterator[Field]:
    for given in listed:
        column = Column(
            name=scalar(given.get("Name")), type=scalar(given.get("Type")), description=scalar(given.get("Comment"))
        )
        yield field_of(column, document.locate(given))


def _inner(table: _Fields, key: str) -> _Fields:
    value = table.get(key)
    return value if isinstance(value, dict) else {}
