"""Tables of Unity Catalog as its interface answers them.

Source: https://docs.databricks.com/api/workspace/tables
"""

from __future__ import annotations

from collections.abc import Iterator

from lakebook.importers._documents.documents import Document
from lakebook.importers._fields.field import Field, columns_of
from lakebook.importers._fields.type_text import field_of
from lakebook.importers._foreign_text import as_text, maps, scalar, texts
from lakebook.importers._harvest import Address, Flow, Found
from lakebook.importers._harvest.note_list import NoteList
from lakebook.model.dataset import Column, Dataset
from lakebook.syntax.foreign_yaml import Foreign

Fields = dict[str, Foreign]

_EXTRA = {"owner": "owner", "data_source_format": "format", "view_definition": "viewDefinition"}
_OF_MACHINES = ("delta.", "spark.", "view.", "clusterByAuto")
"""Beginnings of properties that say nothing of the table."""


def tables_in(value: Foreign) -> Iterator[Fields]:
    """Tables of an answer, of several pages, or one that was asked for by name."""
    for one in maps(value):
        if isinstance(one.get("tables"), list):
            yield from maps(one.get("tables"))
        elif "catalog_name" in one and "schema_name" in one and "name" in one:
            yield one


def kind_of(table_type: str) -> str:
    """``view`` or ``table``."""
    return "view" if "VIEW" in table_type.upper() else "table"


def table_of(table: Fields, document: Document, notes: NoteList) -> Found:
    """What an answer says of one table."""
    name = scalar(table.get("name")) or "unnamed"
    space = ".".join(part for key in ("catalog_name", "schema_name") if (part := scalar(table.get(key))))
    dataset = Dataset(
        name=name,
        kind=kind_of(scalar(table.get("table_type"))),
        description=scalar(table.get("comment")),
        location=scalar(table.get("storage_location")),
    )
    extra = {key: scalar(table.get(said)) for said, key in _EXTRA.items()}
    properties = table.get("properties")
    for key, value in properties.items() if isinstance(properties, dict) else ():
        if not key.startswith(_OF_MACHINES):
            extra[key] = as_text(value)
    dataset.extra = {key: text for key, text in extra.items() if text}
    dataset.columns = columns_of(_columns(table, document), f"'{name}'", notes)
    found = Found(address=Address(space, name), dataset=dataset, location=document.locate(table))
    _constrain(found, table)
    depends = table.get("view_dependencies")
    for one in maps(depends.get("dependencies")) if isinstance(depends, dict) else ():
        inner = one.get("table")
        address = address_of(scalar(inner.get("table_full_name"))) if isinstance(inner, dict) else None
        if address is not None and address != found.address:
            found.flows[address] = Flow()
    return found


def address_of(full_name: str) -> Address | None:
    """``catalog.schema`` and ``table``; None where it has not three parts."""
    space, _, name = full_name.rpartition(".")
    return Address(space, name) if "." in space and name else None


def _columns(table: Fields, document: Document) -> Iterator[Field]:
    listed = maps(table.get("columns"))
    places = [int(place) if (place := scalar(one.get("position"))).isdecimal() else 0 for one in listed]
    for _, given in sorted(zip(places, listed, strict=True), key=lambda pair: pair[0]):
        column = Column(
            name=scalar(given.get("name")),
            type=scalar(given.get("type_text")) or scalar(given.get("type_name")),
            required=scalar(given.get("nullable")) == "false",
            description=scalar(given.get("comment")),
        )
        if mask := as_text(given.get("mask")):
            column.extra = {"mask": mask}
        yield field_of(column, document.locate(given))


def _constrain(found: Found, table: Fields) -> None:
    columns = found.dataset.columns
    for constraint in maps(table.get("table_constraints")):
        primary, foreign = constraint.get("primary_key_constraint"), constraint.get("foreign_key_constraint")
        for name in texts(primary.get("child_columns")) if isinstance(primary, dict) else ():
            if name in columns:
                columns[name].key = (*columns[name].key, "pk")
        if isinstance(foreign, dict) and (address := address_of(scalar(foreign.get("parent_table")))):
            pairs = zip(texts(foreign.get("child_columns")), texts(foreign.get("parent_columns")), strict=False)
            found.references.update({name: (address, to) for name, to in pairs if name in columns})
