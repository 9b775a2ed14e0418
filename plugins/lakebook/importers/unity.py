"""Unity Catalog of Databricks: tables as its interface answers them, and rows of its information schema."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lakebook.diagnostics import Location
from lakebook.importers import Place
from lakebook.importers._documents.documents import Document, Documents
from lakebook.importers._fields.kinds import fitting_kind
from lakebook.importers._foreign_text import as_text, maps
from lakebook.importers._harvest import Harvest, harvester
from lakebook.importers._harvest.completed import each_once
from lakebook.importers._unity.answers import table_of, tables_in
from lakebook.importers._unity.rows import Row, Rows, rows_of_csv

_WHAT = "no tables of Unity Catalog"
_HINT = "databricks tables list CATALOG SCHEMA --output json; or information_schema.columns as CSV"


@harvester()
def unity(given: Sequence[Path] | str, place: Place, **options: Any) -> Harvest:
    """Tables of Unity Catalog: answers of its interface as JSON, rows of its information_schema as JSON or CSV."""
    documents = Documents(given, (".json", ".csv"))
    harvest, rows = Harvest(origin="unity"), Rows(documents.notes)
    for path, text in documents.texts(".csv"):
        if not rows.add(rows_of_csv(text, path.as_posix())):
            documents.refuse(path, _WHAT, _HINT)
    for document in documents.each():
        tables = list(tables_in(document.value))
        harvest.found += [table_of(table, document, documents.notes) for table in tables]
        if not tables and not rows.add(_rows(document)):
            documents.refuse(document.path, _WHAT, _HINT)
    harvest.found = each_once([*harvest.found, *rows.found()])
    for found in harvest.found:
        found.dataset.kind = fitting_kind(found.dataset.kind, place.book.settings.kinds)
    return documents.harvest(harvest)


def _rows(document: Document) -> Iterator[tuple[Row, Location]]:
    for one in maps(document.value):
        yield {key: as_text(value) for key, value in one.items()}, document.locate(one)
