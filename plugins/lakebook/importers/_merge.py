"""Datasets into a schema's file: what is new is added, what is absent is filled in, what a person wrote stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Generic, TypeVar

import msgspec

from lakebook.model.dataset import Column, Dataset
from lakebook.readers.yaml_files import yaml_files
from lakebook.settings import Settings
from lakebook.syntax.strict_yaml import KeyPath, Value, parse
from lakebook.writers.canonical_yaml import (
    COLUMN_FIELDS,
    DATASET_FIELDS,
    column_fields,
    column_value,
    dataset_fields,
    dataset_value,
    schema_file,
)
from lakebook.writers.splice import SpliceError, Splicer

Named = TypeVar("Named", bound=Dataset | Column)

_NOT_GIVEN: tuple[Any, ...] = ("", "~", "null", "Null", "NULL", {}, [])
_BLOCKING = frozenset(
    {"file_unreadable", "key_duplicated", "value_malformed", "value_not_allowed", "place_contradicted"}
)


class RefusedError(Exception):
    """The file cannot be merged into; the message says why, ``hint`` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class Merged(msgspec.Struct):
    """A file with the datasets in it, and what became of them."""

    content: bytes
    datasets: list[str] = []
    """Datasets that are new."""
    columns: int = 0
    """Columns that are new, those of new datasets included."""
    filled: list[str] = []
    """Fields that were absent: ``orders.title``."""
    kept: list[str] = []
    """Fields where the person's word stands, with both."""


def merge_datasets(path: str, content: bytes | None, datasets: list[Dataset], settings: Settings) -> Merged:
    """The file at *path* with *datasets* merged in by name; *content* is what it holds now, None for no file.

    Raises:
        RefusedError: the file has errors that must be repaired first, or a text cannot be written.
    """
    try:
        if content is None:
            names = [dataset.name for dataset in datasets]
            return Merged(schema_file(datasets), names, sum(len(dataset.columns) for dataset in datasets))
        return _Merge(path, content, settings).merge(datasets)
    except SpliceError as error:
        raise RefusedError(f"{path}: {error}", "write that place as plain 'key: value' lines") from None
    except ValueError as error:
        raise RefusedError(f"{path}: {error}", "correct the text in the imported file") from None


class _Merge:
    def __init__(self, path: str, content: bytes, settings: Settings) -> None:
        records = yaml_files(path, content, settings)
        wrong = next((finding for finding in records.findings if finding.check in _BLOCKING), None)
        if wrong is not None:
            raise RefusedError(f"{wrong.location}: {wrong.message}", f"{wrong.hint or 'correct it'}, then import again")
        self._yours = _Finder({dataset.name: dataset for dataset in records.datasets})
        self._raw: Any = parse(content).value
        self._splicer = Splicer(content)
        self.merged = Merged(content)

    def merge(self, datasets: list[Dataset]) -> Merged:
        """Merge all of them."""
        new: dict[str, Value] = {}
        for dataset in datasets:
            yours = self._yours.find(dataset.name)
            if yours is None:
                new[dataset.name] = dataset_value(dataset)
                self._count(dataset)
            else:
                self._dataset(yours, dataset)
        self._put_all(("datasets",), self._raw.get("datasets"), new)
        self.merged.content = self._splicer.content()
        return self.merged

    def _count(self, dataset: Dataset) -> None:
        self.merged.datasets.append(dataset.name)
        self.merged.columns += len(dataset.columns)

    def _put_all(self, keys: KeyPath, raw: Any, new: Mapping[str, Value]) -> None:
        """Add *new* below *keys*, where *raw* is what stands there now."""
        if raw is None or raw in _NOT_GIVEN:
            if new:
                self._splicer.put(keys, dict(new))
            return
        for name, value in new.items():
            self._splicer.put((*keys, name), value)

    def _dataset(self, yours: Dataset, theirs: Dataset) -> None:
        keys, raw = ("datasets", yours.name), self._raw["datasets"][yours.name]
        if raw in _NOT_GIVEN:
            if value := dataset_value(theirs):
                self._splicer.put(keys, value)
                self._filled(yours.name, dataset_fields(theirs))
                self.merged.columns += len(theirs.columns)
            return
        columns = self._columns(keys, raw, yours, theirs)
        self._fields(keys, raw, yours, theirs, dataset_fields(theirs), DATASET_FIELDS)
        self._put_all((*keys, "columns"), raw.get("columns"), columns)

    def _columns(self, keys: KeyPath, raw: Any, yours: Dataset, theirs: Dataset) -> dict[str, Value]:
        """Fill in the columns that are there; gives back those that are not."""
        new = {}
        there = _Finder(yours.columns)
        for column in theirs.columns.values():
            own = there.find(column.name)
            if own is None:
                new[column.name] = column_value(column)
                self.merged.columns += 1
            else:
                self._column((*keys, "columns", own.name), raw["columns"][own.name], own, column)
        return new

    def _column(self, keys: KeyPath, raw: Any, yours: Column, theirs: Column) -> None:
        if not isinstance(raw, str):
            self._fields(keys, raw, yours, theirs, column_fields(theirs), COLUMN_FIELDS)
            return
        said, told = column_fields(yours), column_fields(theirs)
        absent = [name for name in told if name not in said]
        self._compare(keys, said, told)
        if absent:
            whole = msgspec.structs.replace(
                yours, **{_attribute(name): getattr(theirs, _attribute(name)) for name in absent}
            )
            self._splicer.put(keys, column_value(whole))
            self._filled(_path(keys), absent)

    def _fields(
        self, keys: KeyPath, raw: Any, yours: Named, theirs: Named, told: dict[str, Value], order: Iterable[str]
    ) -> None:
        """Put what is told and absent; note what differs."""
        said = (dataset_fields(yours) if isinstance(yours, Dataset) else column_fields(yours)) if raw else {}
        for name in order:
            if name not in told or name == "columns":
                continue
            if name == "extra" and raw.get("extra") not in (None, *_NOT_GIVEN):
                self._extra((*keys, "extra"), raw["extra"], theirs.extra)
            elif raw.get(name) is None or raw[name] in _NOT_GIVEN:
                self._splicer.put((*keys, name), told[name])
                self._filled(_path(keys), [name])
            else:
                self._compare(keys, {name: said.get(name, raw[name])}, {name: told[name]})

    def _extra(self, keys: KeyPath, raw: dict[str, str], told: dict[str, str]) -> None:
        for name, text in told.items():
            if name not in raw:
                self._splicer.put((*keys, name), text)
                self._filled(_path(keys), [name])
        self._compare(keys, raw, told)

    def _compare(self, keys: KeyPath, said: Mapping[str, Value], told: Mapping[str, Value]) -> None:
        for name in said:
            if name in told and said[name] != told[name]:
                place = f"{_path(keys)}.{name}"
                self.merged.kept.append(f"{place}: {_shown(said[name])} (imported: {_shown(told[name])})")

    def _filled(self, place: str, names: Iterable[str]) -> None:
        self.merged.filled += [f"{place}.{name}" for name in names]


class _Finder(Generic[Named]):
    """Finds a record by its name, by an old name, or by its name but for the case."""

    def __init__(self, records: Mapping[str, Named]) -> None:
        self._records = records
        self._former = {old: record for record in records.values() for old in record.formerly}
        self._folded = {name.lower(): record for name, record in records.items()}

    def find(self, name: str) -> Named | None:
        return self._records.get(name) or self._former.get(name) or self._folded.get(name.lower())


def _attribute(name: str) -> str:
    return "from_" if name == "from" else name


def _path(keys: KeyPath) -> str:
    return ".".join(str(key) for key in keys if key not in ("datasets", "columns"))


def _shown(value: Value) -> str:
    text = value if isinstance(value, str) else str(value)
    return repr(text if len(text) <= 80 else f"{text[:77]}...")
