"""What an import would write, before anything is written."""

from __future__ import annotations

import posixpath
import re
from typing import Any

import msgspec

from lakebook.diagnostics import Finding, Location
from lakebook.importers import Imported, Importer, Place
from lakebook.importers._merge import Merged, RefusedError, merge_datasets
from lakebook.model.dataset import Dataset
from lakebook.syntax import Unreadable
from lakebook.writers.file_names import slug

_NAME = re.compile(r"[\w][\w .-]*")
_SCHEMA = "schemas/datasets.schema.json"
"""Written by ``lakebook schema``."""


class Step(msgspec.Struct):
    """One foreign file, and what becomes of it."""

    path: str
    """Of the foreign file, as given."""
    imported: Imported | None = None
    schema: str = ""
    schema_from: str = ""
    merged: dict[str, Merged] = {}
    """Path in the book -> what changes there."""
    errors: list[Finding] = []
    """Why nothing of it is written."""


class Plan:
    """Reads foreign files one after the other; each sees what those before it would write."""

    def __init__(self, importer: Importer, place: Place, options: dict[str, Any]) -> None:
        self.before: dict[str, bytes] = {}
        self.after: dict[str, bytes] = {}
        self._importer = importer
        self._place = place
        self._options = options
        self._source = place.book.source
        self._folder = f"{place.book.settings.folders.catalogue}/{place.domain}/{place.system}"
        self._there = set(self._source.paths(self._folder))
        self._suggested: dict[str, str] = {}

    def add(self, path: str, content: bytes) -> Step:
        """Plan one file; what is wrong with it is in ``errors``, and then nothing of it is written."""
        step = Step(path, merged={}, errors=[])
        try:
            step.imported = self._importer(path, content, self._place, **self._options)
        except Unreadable as error:
            found = error.trouble
            step.errors.append(Finding(Location(path, found.line, found.column), found.message, found.hint))
            return step
        try:
            self._name_schema(step, step.imported)
            if step.imported.datasets:
                self._merge(step, step.imported)
        except RefusedError as error:
            step.merged = {}
            step.errors.append(Finding(Location(path), str(error), error.hint))
        for target, merged in step.merged.items():
            self.after[target] = merged.content
        return step

    def _name_schema(self, step: Step, imported: Imported) -> None:
        step.schema, step.schema_from = self._place.schema, "given with --schema"
        if not step.schema:
            step.schema, step.schema_from = slug(imported.schema), imported.schema_from
            other = self._suggested.setdefault(step.schema.lower(), step.path) if imported.datasets else step.path
            if other != step.path:
                message = f"its schema would be '{step.schema}' ({step.schema_from}), as that of {other}"
                raise RefusedError(
                    message, "import it alone with --schema NAME, or give --schema for all files together"
                )
        if reason := unfit_schema(step.schema):
            raise RefusedError(f"schema name '{step.schema}' {reason}", "give another with --schema NAME")

    def _merge(self, step: Step, imported: Imported) -> None:
        for name in (f"{step.schema}.xlsx", f"{step.schema}.xlsm"):
            if f"{self._folder}/{name}" in self._there:
                hint = "import into another schema with --schema NAME, or edit the workbook"
                raise RefusedError(f"the schema is kept in the workbook {self._folder}/{name}", hint)
        by_file: dict[str, list[Dataset]] = {}
        for dataset in imported.datasets:
            dataset.domain, dataset.system, dataset.schema = self._place.domain, self._place.system, step.schema
            by_file.setdefault(self._file_of(dataset), []).append(dataset)
        for path, datasets in by_file.items():
            content = self._content(path)
            merged = merge_datasets(path, content, datasets, self._place.book.settings)
            if content is None:
                merged.content = self._schema_line(path) + merged.content
            step.merged[path] = merged

    def _schema_line(self, path: str) -> bytes:
        """First line of a new file, by which editors find its schema; nothing where there are no schemas."""
        try:
            self._source.size(_SCHEMA)
        except OSError:
            return b""
        return f"# yaml-language-server: $schema={posixpath.relpath(_SCHEMA, posixpath.dirname(path))}\n".encode()

    def _file_of(self, dataset: Dataset) -> str:
        """The file that describes the dataset already, else the schema's own."""
        there = self._place.book.catalogue.datasets.get(dataset.id)
        if there is None:
            stem = f"{self._folder}/{dataset.schema}"
            spelt = (path for path in self._there if posixpath.splitext(path)[0] == stem)
            return next((path for path in spelt if path.lower().endswith((".yaml", ".yml"))), f"{stem}.yaml")
        if there.domain != dataset.domain:
            message = f"{dataset.id} is described in {there.file}, in the domain '{there.domain}'"
            raise RefusedError(message, f"import with --domain {there.domain}, or into another --schema")
        if not there.file.lower().endswith((".yaml", ".yml")):
            raise RefusedError(f"{dataset.id} is described in the workbook {there.file}", "edit it there")
        return there.file

    def _content(self, path: str) -> bytes | None:
        if path in self.after:
            return self.after[path]
        try:
            self.before[path] = self._source.read(path)
        except FileNotFoundError:
            return None
        return self.before[path]


def unfit_schema(name: str) -> str:
    """Why *name* cannot be the name of a schema's file; empty where it can."""
    if not name:
        return "is empty"
    if not _NAME.fullmatch(name) or name.endswith((" ", ".")) or posixpath.basename(name) != name:
        return "cannot be a file's name"
    if name.lower() == "system":
        return "is taken: system.yaml describes the system itself"
    return "ends like files that importers observe" if name.endswith(".observed") else ""
