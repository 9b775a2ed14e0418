"""What an import would write, before anything is written."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import msgspec

from lakebook.book import Book
from lakebook.changes.three_way import Choice, Conflict
from lakebook.diagnostics import Finding, Location
from lakebook.importers import Imported, Importer, Part, Place
from lakebook.importers._fit import is_of_catalogue, unfit_case, unfit_schema
from lakebook.importers._gone import gone, with_gone
from lakebook.importers._harvest.memory import Memory
from lakebook.importers._merge import MergedFile, RefusedError, is_workbook, merge_part
from lakebook.model.dataset import Dataset
from lakebook.readers._findings import from_syntax
from lakebook.syntax import Unreadable
from lakebook.writers.edits import Keys
from lakebook.writers.file_names import slug
from lakebook.writers.record_trees import datasets_tree
from lakebook.writers.schema_line import SCHEMA, schema_line

_ENDINGS = (".yaml", ".yml", ".xlsx")


class Step(msgspec.Struct):
    """One foreign file, and what becomes of it."""

    path: str
    """Of the foreign file, as given."""
    imported: Imported | None = None
    schema: str = ""
    schema_from: str = ""
    merged: dict[str, MergedFile] = {}
    """Path in the book -> what changes there."""
    errors: list[Finding] = []
    """Why nothing of it is written."""
    gone: list[str] = []
    """What the source said the last time and does not say now; it stays."""

    @classmethod
    def refused(cls, path: str, message: str, hint: str) -> Step:
        """A file that is not even looked at."""
        return cls(path, errors=[Finding(Location(path), message, hint)])

    @classmethod
    def unreadable(cls, path: str, error: Unreadable) -> Step:
        """A file that cannot be read, with the place in it where that is known."""
        return cls(path, errors=[from_syntax(path, error.trouble)])

    def conflicts(self) -> list[tuple[str, Conflict]]:
        """What is left to a person, each with the file of the book; with any, nothing is written."""
        return [(path, conflict) for path, merged in self.merged.items() for conflict in merged.conflicts]

    def cell(self, path: str, conflict: Conflict) -> Location:
        """Where the foreign file says it, as near as is known."""
        return self.place(path, conflict.where or conflict.keys)

    def place(self, path: str, keys: Keys) -> Location:
        """Where the foreign file says what *keys* lead to in a file of the book, as near as is known."""
        cells = self.imported.cells if self.imported else {}
        while keys:
            found = cells.get((path, *keys)) or cells.get(keys[1:])
            if found is not None:
                return found
            keys = keys[:-1]
        return Location(self.path)


Decide = Callable[[Step, str, Conflict], Choice]
"""Decides where a foreign file that asks differs from the file of the book."""


class Plan:
    """Reads foreign files one after the other; each sees what those before it would write."""

    def __init__(self, importer: Importer, options: dict[str, Any], decide: Decide) -> None:
        self.before: dict[str, bytes] = {}
        self.after: dict[str, bytes] = {}
        self._importer = importer
        self._options = options
        self._decide = decide
        self._suggested: dict[str, str] = {}
        self._memory: Memory | None = None

    def add(self, path: str, content: bytes, place: Place) -> Step:
        """Plan one file; what is wrong with it is in ``errors``, and then nothing of it is written."""
        step = Step(path, merged={}, errors=[], gone=[])
        self._place = place
        self._source = place.book.source
        self._folder = f"{place.book.settings.folders.catalogue}/{place.domain}/{place.system}"
        try:
            imported = step.imported = self._importer(path, content, place, **self._options)
        except Unreadable as error:
            return Step.unreadable(path, error)
        step.errors += imported.errors
        try:
            if imported.datasets:
                self._name_schema(step, imported)
                imported.parts += self._parts(step, imported)
            if not step.errors:
                self._merge(step, imported)
        except RefusedError as error:
            step.merged = {}
            step.errors.append(Finding(Location(path), str(error), error.hint))
        if not step.conflicts():
            self.after.update({target: merged.content for target, merged in step.merged.items()})
            self._remember(step)
        return step

    def _memory_of(self, book: Book) -> Memory:
        if self._memory is None:
            self._memory = Memory(book, self._importer.__name__)
        return self._memory

    def _remember(self, step: Step) -> None:
        """Plan the files of what was observed, where what came in was merged."""
        if self._memory is None:
            return
        if step.errors:
            self._memory.forget()
        for path, content in self._memory.written().items():
            self._content(path)
            self.after[path] = content

    def _merge(self, step: Step, imported: Imported) -> None:
        for part in imported.parts:
            resolve = partial(self._decide, step, part.path) if imported.asks else _keep
            if not is_of_catalogue(part.path, self._place.book.settings):
                raise RefusedError(f"'{part.path}' is no file of a schema or a domain", "export a new workbook")
            content = self._content(part.path)
            merged = merge_part(part, content, self._place.book.settings, resolve)
            if content is None and not merged.edits:
                continue
            if content is None and not is_workbook(part.path):
                merged.content = self._first_line(part.path) + merged.content
            step.merged[part.path] = merged

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
        catalogue, system = self._place.book.catalogue, self._place.system
        others = {dataset.schema for dataset in catalogue.datasets.values() if dataset.system == system}
        if reason := unfit_schema(step.schema, others):
            raise RefusedError(f"schema name '{step.schema}' {reason}", "give another with --schema NAME")
        for what, name, known in (
            ("system", system, catalogue.systems),
            ("domain", self._place.domain, catalogue.domains),
        ):
            if reason := unfit_case(name, known):
                raise RefusedError(f"{what} '{name}' {reason}", f"write it as it is in the book: --{what} NAME")

    def _parts(self, step: Step, imported: Imported) -> list[Part]:
        """The datasets by the file that describes them."""
        now = self._by_file(imported.datasets, step.schema)
        if imported.base is None and self._importer.sheets is None:
            remember = self._memory_of(self._place.book).part
            return [remember(path, step.schema, datasets, self._content(path)) for path, datasets in now.items()]
        if imported.base is None:
            return [Part(path=path, theirs=datasets_tree(datasets)) for path, datasets in now.items()]
        then = self._by_file(imported.base, step.schema)
        deletes = bool(self._options.get("accept_deletes"))
        parts = []
        for path in {**now, **then}:
            base, theirs = datasets_tree(then.get(path, [])), datasets_tree(now.get(path, []))
            parts.append(Part(path=path, base=base, theirs=theirs if deletes else with_gone(base, theirs)))
            step.gone += [] if deletes else gone(base, theirs)
        return parts

    def _by_file(self, datasets: Iterable[Dataset], schema: str) -> dict[str, list[Dataset]]:
        by_file: dict[str, list[Dataset]] = {}
        for dataset in datasets:
            dataset.domain, dataset.system, dataset.schema = self._place.domain, self._place.system, schema
            by_file.setdefault(self._file_of(dataset), []).append(dataset)
        return by_file

    def _first_line(self, path: str) -> bytes:
        """By which editors find what may stand in a new file; nothing where there are no schemas."""
        try:
            self._source.size(SCHEMA)
        except OSError:
            return b""
        return schema_line(path)

    def _file_of(self, dataset: Dataset) -> str:
        """The file that describes the dataset already, else the schema's own."""
        there = self._place.book.catalogue.datasets.get(dataset.id)
        if there is None:
            stem = f"{self._folder}/{dataset.schema}"
            spelt = sorted(path for path in self._source.paths(self._folder) if posixpath.splitext(path)[0] == stem)
            return next((path for path in spelt if path.lower().endswith(_ENDINGS)), f"{stem}.yaml")
        if there.domain != dataset.domain:
            message = f"{dataset.id} is described in {there.file}, in the domain '{there.domain}'"
            raise RefusedError(message, f"import with --domain {there.domain}, or into another --schema")
        return there.file

    def _content(self, path: str) -> bytes | None:
        if path in self.after:
            return self.after[path]
        try:
            self.before[path] = self._source.read(path)
        except FileNotFoundError:
            return None
        return self.before[path]


def _keep(_conflict: Conflict) -> Choice:
    return "ours"
