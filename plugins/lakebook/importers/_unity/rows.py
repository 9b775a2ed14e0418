"""Rows of ``information_schema.columns`` and ``information_schema.tables``, as JSON or CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from lakebook.diagnostics import Location
from lakebook.importers._fields.field import Field, columns_of
from lakebook.importers._fields.type_text import field_of
from lakebook.importers._harvest import Address, Found
from lakebook.importers._harvest.note_list import NoteList
from lakebook.importers._unity.answers import kind_of
from lakebook.model.dataset import Column, Dataset

Row = Mapping[str, str]

_NEEDED = {"table_schema", "table_name"}


class Rows:
    """Puts rows together to tables."""

    def __init__(self, notes: NoteList) -> None:
        self._notes = notes
        self._columns: dict[Address, list[tuple[Row, Location]]] = {}
        self._tables: dict[Address, tuple[Row, Location]] = {}

    def add(self, rows: Iterable[tuple[Row, Location]]) -> bool:
        """Take rows with where they stand; False where they are none of either kind."""
        taken = False
        for given, place in rows:
            row = {key.lower(): value for key, value in given.items()}
            if not row.keys() >= _NEEDED or not row["table_name"]:
                continue
            space = ".".join(part for part in (row.get("table_catalog", ""), row["table_schema"]) if part)
            address = Address(space, row["table_name"])
            if "column_name" in row:
                self._columns.setdefault(address, []).append((row, place))
                taken = True
            elif "table_type" in row or "comment" in row:
                self._tables[address] = (row, place)
                taken = True
        return taken

    def found(self) -> list[Found]:
        """Tables, in order of their names."""
        return [self._found(address) for address in sorted({*self._columns, *self._tables})]

    def _found(self, address: Address) -> Found:
        columns = sorted(self._columns.get(address, ()), key=lambda pair: _position(pair[0]))
        about, place = self._tables.get(address) or ({}, columns[0][1])
        dataset = Dataset(
            name=address.name,
            kind=kind_of(about.get("table_type", "")),
            description=about.get("comment", "").strip(),
            location=about.get("storage_path", ""),
            columns=columns_of((_field(row, where) for row, where in columns), f"'{address.name}'", self._notes),
        )
        kept = {"owner": about.get("table_owner", ""), "format": about.get("data_source_format", "")}
        dataset.extra = {key: text for key, text in kept.items() if text}
        return Found(address=address, dataset=dataset, location=place)


def rows_of_csv(text: str, path: str) -> Iterable[tuple[Row, Location]]:
    """Rows of a file with headings, each with its line."""
    csv.field_size_limit(1 << 24)
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="")
    try:
        for row in reader:
            yield {key: value for key, value in row.items() if key}, Location(path, reader.line_num)
    except csv.Error:
        return


def _field(row: Row, place: Location) -> Field:
    column = Column(
        name=row["column_name"],
        type=row.get("full_data_type") or row.get("data_type", ""),
        required=row.get("is_nullable", "").upper() == "NO",
        description=row.get("comment", "").strip(),
    )
    return field_of(column, place)


def _position(row: Row) -> int:
    said = row.get("ordinal_position", "")
    return int(said) if said.isdecimal() else 0
