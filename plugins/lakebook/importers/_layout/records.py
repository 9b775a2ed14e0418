"""Rows of a table -> columns of datasets, with the cell of each, and what could not be placed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from lakebook.diagnostics import Location
from lakebook.importers._layout.cell_words import is_blank
from lakebook.importers._layout.column_row import ColumnRow
from lakebook.importers._layout.flag_words import Words
from lakebook.importers._layout.layouts import Layouts
from lakebook.importers._layout.no_column import AGAIN, why_no_column
from lakebook.importers._layout.remarks import Remarks
from lakebook.importers._layout.sheet_layout import SheetLayout, Table
from lakebook.model.dataset import Column, Dataset
from lakebook.syntax._sheet_scan import column_letters
from lakebook.syntax.workbook import Row
from lakebook.writers.file_names import tidy_name

Keys = tuple[str, ...]


class Cells(Mapping[Keys, Location]):
    """Where each record and field stands: ``("orders",)``, ``("orders", "columns", "id")``,
    ``("orders", "columns", "id", "description")``. Fields are found when they are asked for."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._rows: dict[Keys, tuple[str, Table, int]] = {}
        self._single: dict[Keys, Location] = {}

    def put_row(self, keys: Keys, sheet: str, table: Table, row: int) -> None:
        """Say that the record stands in this row of the table."""
        self._rows[keys] = (sheet, table, row)

    def put(self, keys: Keys, sheet: str, cell: str) -> None:
        """Say where one record or field stands, unless it is said already."""
        self._single.setdefault(keys, Location(self._path, sheet=sheet, cell=cell))

    def __getitem__(self, keys: Keys) -> Location:
        if keys in self._single:
            return self._single[keys]
        if keys in self._rows:
            return self._field(keys, ("name", "dataset") if len(keys) == 3 else ("dataset",))
        if keys[:-1] in self._rows:
            return self._field(keys[:-1], SOURCES.get(keys[-1], (keys[-1],)))
        if keys[-2:-1] == ("extra",) and keys[:-2] in self._rows:
            return self._field(keys[:-2], (), keys[-1])
        raise KeyError(keys)

    def _field(self, keys: Keys, fields: tuple[str, ...], label: str = "") -> Location:
        sheet, table, row = self._rows[keys]
        indexes = [heading.index for heading in table.headings if label and heading.label == label]
        indexes += [index for index in map(table.index, fields) if index >= 0]
        if indexes:
            return Location(self._path, sheet=sheet, cell=f"{column_letters(indexes[0] + 1)}{row}")
        if label or not set(fields) & {"name", "dataset"}:
            raise KeyError((*keys, label or fields[0]))
        return Location(self._path, sheet=sheet, cell=f"A{row}")

    def __iter__(self) -> Iterator[Keys]:
        yield from self._single
        yield from (keys for keys in self._rows if keys not in self._single)

    def __len__(self) -> int:
        return sum(1 for _ in self)


SOURCES = {
    "type": ("type", "length", "precision", "scale"),
    "key": ("key", "pk", "fk", "uk", "references", "references_dataset"),
    "required": ("required", "optional"),
    "references": ("references", "references_column", "references_dataset", "fk"),
    "terms": ("terms", "term"),
}
"""Field of a record -> headings that may say it, the most telling first."""


class Headed(msgspec.Struct):
    """What headings there are for a dataset, by its name in lower case: their labels, each with its field."""

    columns: dict[str, dict[str, str]]
    """Of its columns."""
    datasets: dict[str, dict[str, str]]
    """Of itself: of a sheet of datasets, and of lines above its table."""


def labels_of(table: Table) -> dict[str, str]:
    """Label -> field of each heading."""
    return {heading.label: heading.field for heading in table.headings}


class Records(msgspec.Struct):
    """What the sheets hold."""

    datasets: dict[str, Dataset]
    """By name in lower case."""
    cells: Cells
    headed: Headed
    """What headings there are."""


def read_records(path: str, layouts: Layouts, remarks: Remarks, before: Words) -> Records:
    """The datasets of all sheets: first those that list columns, then what others say about datasets."""
    records = Records({}, Cells(path), Headed({}, {}))
    for layout in layouts.sheets:
        if layout.kind == "columns":
            for table in layout.tables:
                _read_columns(layout, table, records, ColumnRow(layout.sheet.name, table, remarks, before), remarks)
    return records


def _read_columns(layout: SheetLayout, table: Table, records: Records, reader: ColumnRow, remarks: Remarks) -> None:
    sheet, at = layout.sheet.name, table.index("name")
    labels, before, dataset = labels_of(table), "", Dataset()
    for row, owner, name in _named_rows(layout, table, remarks):
        if owner != before:
            before, dataset = owner, _dataset(owner, records, sheet, table, row)
            records.headed.columns.setdefault(dataset.name.lower(), {}).update(labels)
        column = reader.read(row, name)
        first = dataset.columns.get(name)
        if first is None:
            dataset.columns[name] = column
            records.cells.put_row((dataset.name, "columns", name), sheet, table, row.number)
        elif _joined(first, column):
            remarks.say(sheet, row.reference(at), f"'{name}' stands twice in '{dataset.name}'; the rows are joined")
        else:
            place = records.cells[(dataset.name, "columns", name)]
            where = place.cell if place.sheet == sheet else f"{place.sheet}!{place.cell}"
            message = f"'{name}' is given twice in '{dataset.name}', and {where} says something else"
            hint = "delete one of the two rows, or let both say the same"
            if table.index("dataset") < 0:
                hint += "; or write 'dataset' in the mapping, behind the heading that names their tables"
            remarks.error(sheet, row.reference(at), message, hint)


def _named_rows(layout: SheetLayout, table: Table, remarks: Remarks) -> Iterator[tuple[Row, str, str]]:
    """The rows that are columns, each with the names of its dataset and its own; the others are said."""
    sheet, name_at = layout.sheet.name, table.index("name")
    owner_at = table.index("dataset") if layout.dataset_from == "heading" else -1
    headings = [heading.text.lower() for heading in table.headings if heading.text]
    said, owner = "", "" if owner_at >= 0 else tidy_name(table.name)
    for row in table.rows:
        cells = row.cells
        if owner_at >= 0 and (text := cells[owner_at] if owner_at < len(cells) else "") and text != said:
            said, owner = text, "" if is_blank(text) else tidy_name(text)
        name = cells[name_at] if name_at < len(cells) else ""
        reason = why_no_column(table, row, name, headings)
        if reason or not owner:
            if reason != AGAIN:
                cell = row.reference(name_at if name else _first(row))
                remarks.unplaced(sheet, cell, reason or "no table is named for it")
            continue
        plain = name.isascii() and name.isprintable() and "  " not in name
        yield row, owner, name if plain else tidy_name(name)


def _first(row: Row) -> int:
    return next(index for index, text in enumerate(row.cells) if text)


def _dataset(owner: str, records: Records, sheet: str, table: Table, row: Row) -> Dataset:
    """The dataset of this name, new where it is not there."""
    dataset = records.datasets.get(owner.lower())
    if dataset is None:
        dataset = records.datasets[owner.lower()] = Dataset(name=owner)
        if table.name_cell and tidy_name(table.name) == owner:
            records.cells.put((owner,), sheet, table.name_cell)
        else:
            records.cells.put_row((owner,), sheet, table, row.number)
    return dataset


def _joined(first: Column, second: Column) -> bool:
    """Add to *first* what the second row about it says in other cells; False where the two contradict each other."""
    for field in Column.__struct_fields__:
        mine, theirs = getattr(first, field), getattr(second, field)
        if field not in ("extra", "example", "name") and theirs and mine and mine != theirs:
            return False
    extra: dict[str, Any] = dict(first.extra)
    for label, text in second.extra.items():
        known = extra.get(label, "")
        extra[label] = text if not known else known if text in known.split("\n") else f"{known}\n{text}"
    for field in Column.__struct_fields__:
        if not getattr(first, field) and getattr(second, field):
            setattr(first, field, getattr(second, field))
    first.extra = extra
    return True
