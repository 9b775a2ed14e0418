"""Entities of OpenMetadata in a file, whatever wraps them, and their full names.

Source: https://github.com/open-metadata/OpenMetadata/tree/main/openmetadata-spec/src/main/resources/json/schema
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lakebook.importers._documents.documents import Document
from lakebook.importers._foreign_text import maps, scalar
from lakebook.importers._harvest import Address
from lakebook.syntax.foreign_yaml import Foreign

Fields = dict[str, Foreign]

_LISTS = {
    "tables": "table", "topics": "topic", "dashboards": "dashboard", "containers": "container",
    "pipelines": "pipeline", "charts": "chart", "mlModels": "mlmodel", "storedProcedures": "procedure",
    "searchIndexes": "index", "apiEndpoints": "api",
}  # fmt: skip
_PART = re.compile(r'"(?:[^"]|"")*"|[^."]+')


class Entity(NamedTuple):
    """One entity."""

    kind: str
    """``table``, ``topic``, ``dashboard``, ``container``, or one that is no dataset."""
    fields: Fields
    document: Document


def entities_in(document: Document) -> Iterator[Entity]:
    """Entities of a file: a list, a page of one, or a single one."""
    value = document.value
    if isinstance(value, dict):
        for key, kind in _LISTS.items():
            if isinstance(value.get(key), list):
                yield from (Entity(kind, fields, document) for fields in maps(value.get(key)))
                return
        value = value["data"] if isinstance(value.get("data"), list) else [value]
    for fields in maps(value):
        if kind := _kind_of(fields):
            yield Entity(kind, fields, document)


def _kind_of(fields: Fields) -> str:
    if scalar(fields.get("entityType")):
        return scalar(fields.get("entityType"))
    if "name" not in fields:
        return ""
    if isinstance(fields.get("columns"), list) and ("tableType" in fields or "databaseSchema" in fields):
        return "table"
    for key, kind in (
        ("messageSchema", "topic"),
        ("dataModel", "container"),
        ("charts", "dashboard"),
        ("tasks", "pipeline"),
    ):
        if key in fields:
            return kind
    return "topic" if "partitions" in fields and "maximumMessageSize" in fields else ""


def parts_of(name: str) -> list[str]:
    """Parts of a full name; one with dots stands in quotes."""
    return [part[1:-1].replace('""', '"') if part[0] == '"' else part for part in _PART.findall(name)]


def address_of(name: str) -> Address:
    """The address that a full name means."""
    parts = parts_of(name)
    return Address(".".join(parts[:-1]), parts[-1] if parts else "")


def address_of_entity(entity: Entity) -> Address:
    """Where an entity lies: its name below that of its schema, else as its full name says."""
    fields = entity.fields
    name = scalar(fields.get("name"))
    schema = fields.get("databaseSchema")
    if isinstance(schema, dict):
        whole = scalar(schema.get("fullyQualifiedName")) or scalar(schema.get("name"))
        if "." in whole:
            return Address(".".join(parts_of(whole)), name)
    if full := scalar(fields.get("fullyQualifiedName")):
        above = parts_of(full)[:-1]
        return Address(".".join(above), name or address_of(full).name)
    service = fields.get("service")
    above = [scalar(one.get("name")) for one in maps(service)] if isinstance(service, dict) else []
    return Address(".".join(above), name)
