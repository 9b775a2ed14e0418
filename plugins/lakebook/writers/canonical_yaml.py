"""Datasets -> the file of a schema, in canonical form: what importers and the formatter write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from lakebook.model.dataset import Column, Dataset, Refresh
from lakebook.model.reference import Link, Reference
from lakebook.syntax.strict_yaml import Value
from lakebook.writers.quoting import Plain
from lakebook.writers.yaml_text import WIDTH, entry

DATASET_FIELDS = (
    "kind", "title", "description", "custodian", "classification", "personal", "layer", "status",
    "successor", "path", "url", "retention", "refresh", "product", "terms", "tags", "formerly", "links",
    "sources", "ignore", "extra", "columns"
)  # fmt: skip
"""Order in which a dataset's fields are written."""

COLUMN_FIELDS = (
    "type", "key", "required", "title", "description", "references", "from", "classification",
    "personal", "term", "values", "unit", "example", "tags", "formerly", "ignore", "extra"
)  # fmt: skip
"""Order in which a column's fields are written."""

_NOT_GIVEN = frozenset({"", "~", "null", "Null", "NULL"})


def schema_file(datasets: Iterable[Dataset]) -> bytes:
    """The file that holds *datasets*, in their order.

    Raises:
        ValueError: two datasets share a name, or a text cannot be written in YAML.
    """
    fields: dict[str, Value] = {}
    for dataset in datasets:
        if dataset.name in fields:
            raise ValueError(f"two datasets are called '{dataset.name}'")
        fields[dataset.name] = dataset_value(dataset)
    return entry("datasets", fields).encode()


def dataset_value(dataset: Dataset) -> Value:
    """What stands below the dataset's name; what a dataset has by default is left out."""
    return dataset_fields(dataset) or ""


def dataset_fields(dataset: Dataset) -> dict[str, Value]:
    """The dataset's fields that differ from the default, in their order."""
    return _fields(dataset, DATASET_FIELDS)


def column_value(column: Column) -> Value:
    """What stands behind the column's name: the shorthand where it says everything, else a map."""
    line = shorthand(column)
    return column_fields(column) if line is None else line


def column_fields(column: Column) -> dict[str, Value]:
    """The column in block form."""
    return _fields(column, COLUMN_FIELDS)


def shorthand(column: Column) -> str | None:
    """``TYPE [pk|uk|fk] [required] [| description]``; None where that is too long, or would mean another column."""
    words = [column.type, *column.key, *(["required"] if column.required else [])]
    line = " ".join(word for word in words if word)
    if column.description:
        line = f"{line} | {column.description}" if line else f"| {column.description}"
    if "\n" in line or len(line) + len(column.name) > WIDTH - 8 or (line and line in _NOT_GIVEN):
        return None
    return line if Column.from_line(column.name, line) == column and not column.misread() else None


def _fields(record: Dataset | Column, order: Iterable[str]) -> dict[str, Value]:
    kind = type(record)
    names = {field.encode_name: field.name for field in msgspec.structs.fields(kind)}
    untouched = kind()
    given = {}
    for name in order:
        value = getattr(record, names[name])
        if value != getattr(untouched, names[name]):
            given[name] = _value(name, value)
    return given


def _value(name: str, value: Any) -> Value:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return Plain("true" if value else "false")
    if isinstance(value, Refresh):
        return refresh_value(value)
    if name == "key":
        return " ".join(value)
    if name == "columns":
        return {key: column_value(column) for key, column in value.items()}
    if isinstance(value, list | tuple):
        return _list(value)
    return dict(value)


def refresh_value(refresh: Refresh) -> Value:
    """The shorthand where it means the same, else a map."""
    fields = {key: text for key, text in (("trigger", refresh.trigger), ("when", refresh.when)) if text}
    for line in (refresh.trigger, refresh.when, f"{refresh.trigger} | {refresh.when}"):
        if line not in _NOT_GIVEN and {key: text for key, text in Refresh.from_text(line).items() if text} == fields:
            return line
    return dict(fields)


def _list(items: Sequence[Any]) -> Value:
    if items and isinstance(items[0], Reference):
        return references_value(items)
    if items and isinstance(items[0], Link):
        return [{"title": link.title, "url": link.url} if link.title else {"url": link.url} for link in items]
    return list(items)


def references_value(references: Sequence[Reference]) -> Value:
    """One name, a list of names, or a map from name to note."""
    if not any(reference.note for reference in references):
        targets: list[Value] = [reference.target for reference in references]
        return targets[0] if len(targets) == 1 and targets[0] not in _NOT_GIVEN else targets
    if len({reference.target for reference in references}) == len(references):
        return {reference.target: reference.note for reference in references}
    return [
        {"dataset": reference.target, "note": reference.note} if reference.note else reference.target
        for reference in references
    ]
