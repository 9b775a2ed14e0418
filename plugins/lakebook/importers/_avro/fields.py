"""Fields of an Avro record as a tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from lakebook.diagnostics import Location
from lakebook.importers._avro.types import PRIMITIVE, Named, Schema, Types
from lakebook.importers._documents.documents import Document
from lakebook.importers._fields.alternatives import alternatives, either
from lakebook.importers._fields.field import Field
from lakebook.importers._foreign_text import as_text, maps, scalar, texts
from lakebook.importers._harvest.note_list import NoteList
from lakebook.model.dataset import Column
from lakebook.syntax.foreign_yaml import Foreign

MOST = 20_000
"""Fields that are read for one dataset: unions of records multiply them."""
_OF_FIELD = frozenset(["name", "type", "doc", "aliases", "order", "logicalType"])
_OF_TYPE = frozenset(["type", "items", "values", "logicalType", "precision", "scale", "default", "name", "size"])
_OF_PROGRAMS = ("avro.java", "java-", "connect.", "sqlType", "field-id", "element-id", "key-id", "value-id")
"""Beginnings of attributes that only tell programs how to read the bytes."""


class _Shape(msgspec.Struct, kw_only=True):
    """What a type is, and what is inside of it."""

    type: str
    nullable: bool = False
    description: str = ""
    values: dict[str, str] = {}
    brackets: str = ""
    inside: Iterable[Field] = ()
    extra: dict[str, str] = {}


class Fields:
    """Reads records of *types*; make one for each dataset."""

    def __init__(self, types: Types, notes: NoteList) -> None:
        self._types = types
        self._notes = notes
        self._left = MOST

    def of(self, record: Named, above: tuple[str, ...] = ()) -> Iterator[Field]:
        """Its fields; *above* are the records that it stands in."""
        given = record.schema.get("fields")
        place = record.document.locate(record.schema)
        if not isinstance(given, list) or len(maps(given)) != len(given):
            self._notes.add(place, f"fields of '{record.name}' are no list of fields", "write {name, type} for each")
        for field in maps(given):
            self._left -= 1
            if self._left == 0:
                self._notes.add(place, f"more than {MOST:,} fields in each other; the rest is left out")
            if self._left <= 0:
                return
            yield self._field(field, record, (*above, record.name))

    def _field(self, field: Schema, record: Named, above: tuple[str, ...]) -> Field:
        place = record.document.locate(field)
        given = field.get("type")
        if scalar(field.get("logicalType")) and isinstance(given, str):
            message = f"'{scalar(field.get('name'))}' of '{record.name}' has its logicalType beside the type"
            self._notes.add(place, message, 'it means nothing there; write {"type": ..., "logicalType": ...}')
        shape = self._shape(given, record, above, place)
        column = Column(
            name=scalar(field.get("name")),
            type=shape.type,
            required=not shape.nullable,
            description=scalar(field.get("doc")) or shape.description,
            values=shape.values,
            formerly=tuple(texts(field.get("aliases"))),
            extra=shape.extra | _others(field, _OF_FIELD),
        )
        return Field(column=column, brackets=shape.brackets, inside=shape.inside, location=place)

    def _shape(self, schema: Foreign, record: Named, above: tuple[str, ...], place: Location) -> _Shape:
        if isinstance(schema, list):
            return self._union(schema, record, above, place)
        if isinstance(schema, dict):
            kind = schema.get("type")
            if kind in ("array", "map"):
                return self._several(schema, record, above, place)
            if isinstance(kind, str) and "name" not in schema:
                shape = self._shape(kind, record, above, place)
                shape.type = _logical(shape.type, schema)
                shape.extra = {**shape.extra, **_others(schema, _OF_TYPE)}
                return shape
            if isinstance(kind, dict | list):
                return self._shape(kind, record, above, place)
            schema = scalar(schema.get("name")) if not scalar(schema.get("namespace")) else _own_name(schema)
        name = scalar(schema)
        named = None if name in PRIMITIVE else self._types.find(name, record.namespace)
        if named is not None:
            return self._named(named, above, place)
        if name not in PRIMITIVE:
            what = f"type '{name}' of '{record.name}' is not in these files" if name else "a field without a type"
            self._notes.add(place, what, "name the folder that holds it too" if name else "give it a type")
        return _Shape(type=name, nullable=name == "null")

    def _named(self, named: Named, above: tuple[str, ...], place: Location) -> _Shape:
        schema = named.schema
        description = scalar(schema.get("doc"))
        if named.is_record:
            if named.name in above:
                self._notes.add(place, f"'{named.name}' holds itself; its columns are listed once")
                return _Shape(type="record", description=description)
            return _Shape(type="record", description=description, inside=self.of(named, above))
        if schema.get("type") == "enum":
            symbols = dict.fromkeys(texts(schema.get("symbols")), "")
            return _Shape(type="enum", description=description, values=symbols)
        return _Shape(type=_logical(f"fixed({scalar(schema.get('size'))})", schema), description=description)

    def _several(self, schema: Schema, record: Named, above: tuple[str, ...], place: Location) -> _Shape:
        kind, key, brackets = ("array", "items", "[]") if schema.get("type") == "array" else ("map", "values", "{}")
        inner = self._shape(schema.get(key), record, above, place)
        return _Shape(
            type=f"{kind}<{inner.type}>",
            description=inner.description,
            values=inner.values,
            brackets=brackets + inner.brackets,
            inside=inner.inside,
            extra={**inner.extra, **_others(schema, _OF_TYPE)},
        )

    def _union(self, branches: list[Foreign], record: Named, above: tuple[str, ...], place: Location) -> _Shape:
        shapes = [self._shape(branch, record, above, place) for branch in branches if not _is_null(branch)]
        nullable = len(shapes) < len(branches) or not shapes
        if len(shapes) == 1:
            shapes[0].nullable = nullable
            return shapes[0]
        merged = _Shape(type=either(shape.type for shape in shapes) or "null", nullable=nullable)
        for shape in shapes:
            merged.values = {**merged.values, **shape.values}
            merged.extra = {**merged.extra, **shape.extra}
            merged.brackets = merged.brackets or shape.brackets
        merged.inside = alternatives([shape.inside for shape in shapes if shape.type.endswith(("record", "record>"))])
        return merged


def _logical(type_: str, schema: Schema) -> str:
    """``decimal(9,2)``, ``long (timestamp-millis)``, or the type as it is."""
    logical = scalar(schema.get("logicalType"))
    if logical != "decimal":
        return f"{type_} ({logical})" if logical else type_
    size = [text for text in (scalar(schema.get("precision")), scalar(schema.get("scale"))) if text]
    return f"decimal({','.join(size)})" if size else "decimal"


def _others(schema: Schema, known: frozenset[str]) -> dict[str, str]:
    """Attributes that people add, as text."""
    found = {}
    for key, value in schema.items():
        text = "" if key in known or key.startswith(_OF_PROGRAMS) else as_text(value)
        if text:
            found[key] = text
    return found


def _own_name(schema: Schema) -> str:
    return f"{scalar(schema.get('namespace'))}.{scalar(schema.get('name')).rpartition('.')[2]}"


def _is_null(branch: Foreign) -> bool:
    return branch is None or branch == "null" or (isinstance(branch, dict) and branch.get("type") == "null")


def record_in(document: Document, schema: Foreign, notes: NoteList) -> Iterator[Field]:
    """Fields of a record that stands alone in another file, with all that it needs inside of it."""
    types = Types(notes)
    types.add(document, schema)
    for root in types.roots[:1]:
        yield from Fields(types, notes).of(root)
