"""Which file of the book describes a schema, there already or not."""

from __future__ import annotations

from lakebook.importers import Place
from lakebook.importers._harvest.book_files import broken_files, domain_of_system, schema_places
from lakebook.importers._harvest.places import SchemaOfBook
from lakebook.writers.schema_line import SCHEMA, schema_line


class SchemaFiles:
    """Knows where datasets that are new are described."""

    def __init__(self, place: Place) -> None:
        self._book, self._place = place.book, place
        broken = broken_files(place.book)
        self._files: dict[SchemaOfBook, str] = {}
        unread: dict[SchemaOfBook, str] = {}
        for path, _, system, schema in schema_places(place.book):
            if path in broken:
                unread.setdefault(SchemaOfBook(system, schema), path)
        for dataset in place.book.catalogue.datasets.values():
            self._files.setdefault(SchemaOfBook(dataset.system, dataset.schema), dataset.file)
        for path, _, system, schema in schema_places(place.book):
            self._files.setdefault(SchemaOfBook(system, schema), path)
        self._files |= unread

    def of(self, schema: SchemaOfBook) -> str:
        """Path of the file beside whose datasets they go, else of a file of their own.

        Where a file of the schema cannot be read, that file: what it describes must not be described twice.
        """
        if schema in self._files:
            return self._files[schema]
        domain = domain_of_system(self._book, schema.system) or self._place.domain
        return f"{self._book.settings.folders.catalogue}/{domain}/{schema.system}/{schema.schema}.yaml"

    def first_line(self, path: str) -> bytes:
        """By which editors find what may stand in a new file; nothing where there are no schemas."""
        try:
            self._book.source.size(SCHEMA)
        except OSError:
            return b""
        return schema_line(path)
