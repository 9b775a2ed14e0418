"""A resource of Frictionless -> a dataset of ours."""

from __future__ import annotations

from collections.abc import Iterator

from lakebook.importers._fields.field import Field, columns_of
from lakebook.importers._foreign_text import as_text, is_true, maps, scalar, texts
from lakebook.importers._frictionless.descriptors import Fields, Resource
from lakebook.importers._harvest import Address, Found
from lakebook.importers._harvest.note_list import NoteList
from lakebook.model.dataset import Column, Dataset

_OF_FIELD = frozenset(["name", "type", "format", "title", "description", "constraints", "example"])
_OF_CONSTRAINTS = frozenset(["required", "unique", "enum"])
_KEPT = ("format", "mediatype", "encoding", "profile", "dialect", "sources", "licenses", "missingValues")
_OF_PACKAGE = ("licenses", "sources", "contributors", "version", "homepage")


def found_of(resource: Resource, kind: str, notes: NoteList) -> Found:
    """What a resource says."""
    fields, package = resource.fields, resource.package
    dataset = Dataset(
        name=resource.name,
        kind=kind,
        title=scalar(fields.get("title")) or scalar(resource.schema.get("title")),
        description=scalar(fields.get("description")) or scalar(resource.schema.get("description")),
        location=", ".join(texts(fields.get("path"))),
        tags=texts(package.get("keywords")) if isinstance(package.get("keywords"), list) else [],
        columns=columns_of(_fields(resource, notes), f"'{resource.name}'", notes),
    )
    given = {key: as_text(fields.get(key)) for key in _KEPT if key != "profile"}
    given |= {f"package.{key}": as_text(package.get(key)) for key in _OF_PACKAGE}
    dataset.extra = {key: text for key, text in given.items() if text}
    address = Address(scalar(package.get("name")), resource.name)
    found = Found(address=address, dataset=dataset, location=resource.document.locate(fields or resource.schema))
    _keys(found, resource, notes)
    return found


def _fields(resource: Resource, notes: NoteList) -> Iterator[Field]:
    given = resource.schema.get("fields")
    place = resource.schema_document.locate(resource.schema)
    listed = maps(given) if isinstance(given, list) else []
    if resource.schema and (not isinstance(given, list) or len(listed) != len(given)):
        notes.add(place, f"fields of '{resource.name}' are no list of fields", "write {name, type} for each")
    for field in listed:
        yield Field(column=_column(field), location=resource.schema_document.locate(field))


def _column(field: Fields) -> Column:
    inner = field.get("constraints")
    constraints = inner if isinstance(inner, dict) else {}
    kind, format_ = scalar(field.get("type")), scalar(field.get("format"))
    listed = constraints.get("enum")
    extra = {key: as_text(value) for key, value in field.items() if key not in _OF_FIELD}
    extra |= {key: as_text(value) for key, value in constraints.items() if key not in _OF_CONSTRAINTS}
    return Column(
        name=scalar(field.get("name")),
        type=f"{kind} ({format_})" if format_ not in ("", "default") else kind,
        key=("uk",) if is_true(constraints.get("unique")) else (),
        required=is_true(constraints.get("required")),
        title=scalar(field.get("title")),
        description=scalar(field.get("description")),
        values=dict.fromkeys(texts(listed), "") if isinstance(listed, list) else {},
        example=as_text(field.get("example")),
        extra={key: text for key, text in extra.items() if text},
    )


def _keys(found: Found, resource: Resource, notes: NoteList) -> None:
    columns, schema = found.dataset.columns, resource.schema
    place = resource.schema_document.locate(schema)
    for name in texts(schema.get("primaryKey")):
        if name in columns:
            columns[name].key = ("pk",)
        else:
            notes.add(place, f"the primary key of '{resource.name}' names '{name}', which is no field of it")
    unique = schema.get("uniqueKeys")
    for key in unique if isinstance(unique, list) else ():
        named = texts(key)
        if len(named) == 1 and named[0] in columns and not columns[named[0]].key:
            columns[named[0]].key = ("uk",)
    for key in maps(schema.get("foreignKeys")):
        _foreign_key(key, found, resource, notes)


def _foreign_key(key: Fields, found: Found, resource: Resource, notes: NoteList) -> None:
    reference = key.get("reference")
    target = reference if isinstance(reference, dict) else {}
    own, other = texts(key.get("fields")), texts(target.get("fields"))
    elsewhere = any(name in target for name in ("datapackage", "package"))
    if not own or len(own) != len(other) or elsewhere or any(name not in found.dataset.columns for name in own):
        why = "leads to another package" if elsewhere else "does not say which field leads where"
        where = resource.schema_document.locate(key)
        notes.add(where, f"a foreign key of '{resource.name}' {why}: {', '.join(own)}", "it is left out")
        return
    name = scalar(target.get("resource"))
    address = Address(found.address.space, name) if name and name != "self" else found.address
    found.references.update({column: (address, to) for column, to in zip(own, other, strict=True)})
