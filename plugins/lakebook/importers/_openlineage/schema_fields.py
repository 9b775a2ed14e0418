"""Fields of the schema facet, with those inside of them -> the tree of fields that all importers share.

The facet says of a list what it holds as a field ``_element``, and of a map as fields ``key`` and ``value``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lakebook.diagnostics import Location
from lakebook.importers._fields.field import Field
from lakebook.importers._openlineage.events import SchemaField
from lakebook.model.dataset import Column

_ELEMENT = "_element"
_DEEPEST = 10
"""Lists of lists."""


def fields_of(said: Sequence[SchemaField], location: Location) -> Iterator[Field]:
    """The tree; what is inside of a field is made when it is asked for."""
    for one in said:
        type_, brackets, inside = _unwrapped(one, 0)
        column = Column(name=one.name, type=type_, description=(one.description or "").strip())
        yield Field(column=column, brackets=brackets, inside=fields_of(inside, location), location=location)


def column_name(said: str) -> str:
    """The name that the column of a field has, such as ``lines[].sku`` for ``lines._element.sku``."""
    return said.replace(f".{_ELEMENT}", "[]")


def _unwrapped(one: SchemaField, depth: int) -> tuple[str, str, Sequence[SchemaField]]:
    """Type, brackets of the lists and maps it is, and the fields that are inside of these."""
    type_, fields = one.type or "", one.fields or []
    by_name = {field.name: field for field in fields}
    is_map = type_.lower() == "map" and by_name.keys() == {"key", "value"}
    is_list = by_name.keys() == {_ELEMENT}
    if depth == _DEEPEST or not (is_map or is_list):
        return type_, "", fields
    held = by_name["value" if is_map else _ELEMENT]
    inner, brackets, inside = _unwrapped(held, depth + 1)
    names = [by_name["key"].type or "", inner] if is_map else [inner]
    whole = f"{type_}<{','.join(names)}>" if all(names) and type_.lower() in ("array", "list", "map") else type_
    return whole, ("{}" if is_map else "[]") + brackets, inside
