"""Which file of the book describes a schema, there already or not."""

from __future__ import annotations

import posixpath

from lakebook.importers import Place
from lakebook.importers._harvest.places import SchemaOfBook

_ENDINGS = (".yaml", ".yml", ".xlsx")


class SchemaFiles:
    """Knows where datasets that are new are described."""

    def __init__(self, place: Place) -> None:
        self._book, self._place = place.book, place
        self._files: dict[SchemaOfBook, str] = {}
        for dataset in place.book.catalogue.datasets.values():
            self._files.setdefault(SchemaOfBook(dataset.system, dataset.schema), dataset.file)

    def of(self, schema: SchemaOfBook) -> str:
        """Path of the file beside whose datasets they go, else of a file of their own."""
        if schema in self._files:
            return self._files[schema]
        system = self._book.catalogue.systems.get(schema.system)
        domain = system.domain if system else self._place.domain
        folder = f"{self._book.settings.folders.catalogue}/{domain}/{schema.system}"
        stem = f"{folder}/{schema.schema}"
        spelt = sorted(path for path in self._book.source.paths(folder) if posixpath.splitext(path)[0] == stem)
        return next((path for path in spelt if path.lower().endswith(_ENDINGS)), f"{stem}.yaml")
