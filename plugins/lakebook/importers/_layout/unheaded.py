"""A field whose heading is gone from a sheet is not in the sheet: it stays as the sheet said it the last time.

Neither is it cleared, nor changed: a column deleted from a sheet is no word on what the book says.
"""

from __future__ import annotations

import re
from typing import Any, cast

from lakebook.importers._layout.records import SOURCES, Records
from lakebook.model.dataset import KEYS, Column, Dataset

_FIELDS = ("title", "description", "kind", "layer", "status", "custodian", "classification", "personal", "location",
           "url", "retention", "refresh", "terms", "tags", "formerly")  # fmt: skip
"""Of datasets, as the model calls them."""
_ATTRIBUTES = {"path": "location", "dataset_title": "title", "dataset_description": "description"}
_COLUMN_FIELDS = ("title", "description", "classification", "personal", "term", "values", "unit", "example", "tags",
                  "formerly")  # fmt: skip
"""Of columns; those that several headings say together are looked at one by one."""
_POINTING = ("references", "references_dataset")


def keep_unheaded(now: Records, then: Records) -> None:
    """Give the records of *now* what those of *then* say in fields that have no heading now."""
    for key, dataset in now.datasets.items():
        before = then.datasets.get(key)
        if before is None:
            continue
        labels, old = now.headed.columns.get(key, {}), then.headed.columns.get(key, {})
        if labels != old:
            for name, column in dataset.columns.items():
                if name in before.columns:
                    _column(column, before.columns[name], labels, old)
        about, was = _about(now, key), _about(then, key)
        if about != was:
            for field in _FIELDS:
                if field not in about.values():
                    setattr(dataset, field, getattr(before, field))
            _extra(dataset, before, about, was)


def _about(records: Records, key: str) -> dict[str, str]:
    """Label -> attribute of the dataset."""
    beside = {
        label: field for label, field in records.headed.columns.get(key, {}).items() if field.startswith("dataset_")
    }
    labels = {**beside, **records.headed.datasets.get(key, {})}
    return {label: _ATTRIBUTES.get(field, field) for label, field in labels.items()}


def _column(column: Column, before: Column, labels: dict[str, str], old: dict[str, str]) -> None:
    headed = set(labels.values())
    for field in _COLUMN_FIELDS:
        if field not in headed:
            setattr(column, field, getattr(before, field))
    if not headed & set(SOURCES["required"]):
        column.required = before.required
    gone = set(old.values()) - headed
    for field, telling in (("type", ("type",)), ("references", _POINTING)):
        mine, was = getattr(column, field), getattr(before, field)
        is_unsaid = not mine and not headed & set(telling)
        is_part = bool(mine) and was.startswith((f"{mine}(", f"{mine}.", f"{mine.removesuffix(')')},"))
        if gone & set(SOURCES[field]) and (is_unsaid or is_part):
            setattr(column, field, was)
    keys = {key for key in before.key if not headed & {"key", key, *(_POINTING if key == "fk" else ())}}
    column.key = cast(Any, tuple(key for key in KEYS if key in keys or key in column.key))
    _extra(column, before, labels, old)
    if "type" in gone:
        sizes = {label for label, field in labels.items() if field in ("length", "precision", "scale")}
        column.extra = {
            label: text
            for label, text in column.extra.items()
            if label not in sizes or label in before.extra or not _says(before.type, text)
        }


def _says(kind: str, size: str) -> bool:
    """Whether a type holds the numbers that stand below a heading such as *Length*."""
    return set(re.findall(r"\w+", size)) <= set(re.findall(r"\w+", kind))


def _extra(record: Dataset | Column, before: Dataset | Column, labels: dict[str, str], old: dict[str, str]) -> None:
    """What stood below a heading that is gone, unless another one has taken its place."""
    fields = set(labels.values()) - {"", "extra", "ignore"}
    kept = {
        label: text
        for label, text in before.extra.items()
        if label in old and label not in labels and old[label] not in fields
    }
    if kept:
        record.extra = {**record.extra, **kept}
