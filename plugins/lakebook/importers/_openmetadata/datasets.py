"""A table, topic, dashboard or container of OpenMetadata -> a dataset of ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from lakebook.importers._documents.documents import Documents
from lakebook.importers._fields.field import Field, columns_of
from lakebook.importers._fields.kinds import fitting_kind
from lakebook.importers._foreign_text import as_text, maps, scalar, texts
from lakebook.importers._harvest import Address, Found
from lakebook.importers._openmetadata.entities import Entity, Fields, address_of_entity, parts_of
from lakebook.importers._openmetadata.schema_texts import fields_of_schema
from lakebook.model.dataset import Column, Dataset

KINDS = {"table": "table", "topic": "topic", "dashboard": "dashboard", "container": "file"}
"""Kind of an entity -> kind of a dataset."""
_EXTRA = (
    "schemaDefinition", "viewDefinition", "partitions", "retentionTime", "retentionSize", "cleanupPolicies",
    "schemaType", "fileFormats", "lifeCycle", "extension",
)  # fmt: skip
_SIZED = frozenset(["CHAR", "VARCHAR", "BINARY", "VARBINARY"])


def found_of(entity: Entity, kinds: tuple[str, ...], documents: Documents) -> Found:
    """What an entity that is a dataset says."""
    notes = documents.notes
    fields = entity.fields
    address = address_of_entity(entity)
    dataset = Dataset(
        name=address.name,
        title=_title(fields),
        description=scalar(fields.get("description")),
        tags=_tags(fields),
        url=next((url for key in ("dashboardUrl", "sourceUrl") if (url := scalar(fields.get(key)))), ""),
    )
    dataset.kind = _kind(entity, kinds)
    dataset.extra = {key: text for key in _EXTRA if (text := as_text(fields.get(key)))}
    if owners := _owners(fields):
        dataset.extra["owners"] = owners
    place = entity.document.locate(fields)
    dataset.columns = columns_of(_fields(entity, documents), f"'{address.name}'", notes)
    found = Found(address=address, dataset=dataset, location=place)
    _constrain(found, fields)
    return found


def _kind(entity: Entity, kinds: tuple[str, ...]) -> str:
    kind = KINDS[entity.kind]
    if entity.kind == "table" and "view" in scalar(entity.fields.get("tableType")).lower():
        kind = "view"
    return fitting_kind(kind, kinds)


def _fields(entity: Entity, documents: Documents) -> Iterator[Field]:
    """Columns as they are listed; else those of the schema that it holds as a text."""
    fields = entity.fields
    holder = fields.get("messageSchema") or fields.get("dataModel") or fields
    if not isinstance(holder, dict):
        return
    listed = maps(holder.get("columns")) or maps(holder.get("schemaFields"))
    if not listed and (text := scalar(holder.get("schemaText"))):
        said = scalar(holder.get("schemaType")) or scalar(fields.get("schemaType"))
        yield from fields_of_schema(text, said, entity, documents)
    yield from _each(listed, entity)


def _each(listed: list[Fields], entity: Entity) -> Iterator[Field]:
    for given in listed:
        kind = scalar(given.get("dataType"))
        length = scalar(given.get("dataLength"))
        sized = f"{kind}({length})" if kind in _SIZED and length else kind
        constraint = scalar(given.get("constraint"))
        keys: dict[str, tuple[Literal["pk", "uk"], ...]] = {"PRIMARY_KEY": ("pk",), "UNIQUE": ("uk",)}
        column = Column(
            name=scalar(given.get("name")),
            type=scalar(given.get("dataTypeDisplay")) or sized,
            key=keys.get(constraint, ()),
            required=constraint in ("NOT_NULL", "PRIMARY_KEY"),
            title=_title(given),
            description=scalar(given.get("description")),
            tags=tuple(_tags(given)),
        )
        brackets = {"ARRAY": "[]", "MAP": "{}"}.get(kind.upper(), "")
        children = maps(given.get("children")) if isinstance(given.get("children"), list) else []
        if kind.upper() in ("RECORD", "UNION") and entity.kind == "topic" and not scalar(given.get("dataTypeDisplay")):
            column.type = kind.lower()
        yield Field(
            column=column, brackets=brackets, inside=_each(children, entity), location=entity.document.locate(given)
        )


def _constrain(found: Found, fields: Fields) -> None:
    columns = found.dataset.columns
    for constraint in maps(fields.get("tableConstraints")):
        kind, named = scalar(constraint.get("constraintType")), texts(constraint.get("columns"))
        if kind == "PRIMARY_KEY":
            for name in named:
                if name in columns and "pk" not in columns[name].key:
                    columns[name].key = (*columns[name].key, "pk")
        elif kind == "UNIQUE" and len(named) == 1 and named[0] in columns and not columns[named[0]].key:
            columns[named[0]].key = ("uk",)
        elif kind == "FOREIGN_KEY":
            for name, target in zip(named, texts(constraint.get("referredColumns")), strict=False):
                parts = parts_of(target)
                if name in columns and len(parts) > 1:
                    found.references[name] = (Address(".".join(parts[:-2]), parts[-2]), parts[-1])


def column_in(name: str, table: str, columns: Iterable[str]) -> str:
    """The one of *columns* that a full name means in the table of a full name; empty where it is not of that table.

    A full name does not show what is a list.
    """
    above, parts = parts_of(table), parts_of(name)
    bare = ".".join(parts[len(above) :]) if parts[: len(above)] == above else ""
    return next((one for one in columns if one.replace("[]", "").replace("{}", "") == bare), bare)


def _title(fields: Fields) -> str:
    title = scalar(fields.get("displayName"))
    return title if title.lower() != scalar(fields.get("name")).lower() else ""


def _tags(fields: Fields) -> list[str]:
    found = (scalar(tag.get("tagFQN")) for tag in maps(fields.get("tags")))
    return list(dict.fromkeys(tag for tag in found if tag))


def _owners(fields: Fields) -> str:
    owners = [*maps(fields.get("owners")), *maps(fields.get("owner"))]
    names = (scalar(one.get("displayName")) or scalar(one.get("name")) for one in owners)
    return ", ".join(dict.fromkeys(name for name in names if name))
