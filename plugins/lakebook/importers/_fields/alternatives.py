"""One of several records: fields of all of them, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lakebook.importers._fields.field import MOST, Field


def alternatives(records: Sequence[Iterable[Field]]) -> Iterator[Field]:
    """Each field of one of *records* once; required where all of them require it.

    Where they disagree about its type, it says both: ``string or int``.
    """
    if len(records) == 1:
        yield from records[0]
        return
    by_name: dict[str, list[Field]] = {}
    for record in records:
        names = set()
        for field, _ in zip(record, range(MOST), strict=False):
            if field.column.name not in names:
                names.add(field.column.name)
                by_name.setdefault(field.column.name, []).append(field)
    for fields in by_name.values():
        yield _merged(fields, always=len(fields) == len(records))


def _merged(fields: list[Field], *, always: bool) -> Field:
    first = fields[0]
    column = first.column
    column.required = always and all(field.column.required for field in fields)
    column.type = either(field.column.type for field in fields)
    for field in fields[1:]:
        column.description = column.description or field.column.description
        column.title = column.title or field.column.title
        column.values = {**column.values, **field.column.values}
    first.brackets = next((field.brackets for field in fields if field.brackets), "")
    first.inside = alternatives([field.inside for field in fields])
    return first


def either(types: Iterable[str]) -> str:
    """``string or int``; each type once."""
    return " or ".join(dict.fromkeys(name for name in types if name))
