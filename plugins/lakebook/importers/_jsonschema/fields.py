"""A JSON Schema -> a tree of fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from lakebook.importers._fields.alternatives import alternatives, either
from lakebook.importers._fields.field import Field
from lakebook.importers._jsonschema.reading import Reading, SchemaReader
from lakebook.importers._jsonschema.references import Node
from lakebook.model.dataset import Column

_DEEPEST = 10
"""Lists in lists."""


class _Shape(msgspec.Struct, kw_only=True):
    type: str
    brackets: str = ""
    inside: Iterable[Field] = ()
    values: dict[str, str] = {}
    description: str = ""


def fields_of(reading: Reading, reader: SchemaReader) -> Iterator[Field]:
    """Its properties, then those that one of its variants has."""
    for name, (node, above) in reading.properties.items():
        yield _field(name, node, above, name in reading.required, reader)
    if reading.variants:
        for field in alternatives([fields_of(variant, reader) for variant in reading.variants]):
            if field.column.name not in reading.properties:
                field.column.required = field.column.required or field.column.name in reading.required
                yield field


def rows_of(reading: Reading, reader: SchemaReader) -> Reading:
    """What one row is: the items, where the whole is a list of objects."""
    if not reading.has_fields and reading.items is not None:
        inner = reader.read(*reading.items)
        inner.title, inner.description = reading.title or inner.title, reading.description or inner.description
        return inner
    return reading


def _field(name: str, node: Node, above: tuple[int, ...], required: bool, reader: SchemaReader) -> Field:
    reading = reader.read(node, above)
    shape = _shape(reading, reader, 0)
    column = Column(
        name=name,
        type=shape.type,
        required=required and not reading.nullable,
        title=reading.title if reading.title.lower() != name.lower() else "",
        description=reading.description or shape.description,
        values=reading.values or shape.values,
        example=reading.example,
        extra=reading.extra,
    )
    place = node.document.locate(node.value)
    return Field(column=column, brackets=shape.brackets, inside=shape.inside, location=place)


def _shape(reading: Reading, reader: SchemaReader, depth: int) -> _Shape:
    """Type of a value, and what is inside of it."""
    kind = either(f"{name} ({reading.format})" if reading.format else name for name in _types(reading))
    if reading.has_fields:
        return _Shape(type=kind, inside=fields_of(reading, reader))
    several = [one for one in reading.variants if one.items or one.others]
    if several and not (reading.items or reading.others):
        inner = _shape(several[0], reader, depth)
        return _Shape(type=kind, brackets=inner.brackets, inside=inner.inside, values=inner.values)
    for held, name, brackets in ((reading.items, "array", "[]"), (reading.others, "map", "{}")):
        if held is not None and depth < _DEEPEST:
            read = reader.read(*held)
            inner = _shape(read, reader, depth + 1)
            return _Shape(
                type=f"{name}<{inner.type}>" if inner.type else name,
                brackets=brackets + inner.brackets,
                inside=inner.inside,
                values=read.values or inner.values,
                description=read.description,
            )
    return _Shape(type=kind)


def _types(reading: Reading) -> list[str]:
    if reading.types:
        return reading.types
    if reading.properties:
        return ["object"]
    if reading.variants:
        return list(dict.fromkeys(
            f"{name} ({one.format})" if one.format else name for one in reading.variants for name in _types(one)
        ))  # fmt: skip
    if reading.items is not None:
        return ["array"]
    return ["enum"] if reading.values else []
