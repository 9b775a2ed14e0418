"""Rows of a table -> columns of datasets, with the cell of each, and what could not be placed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from lakebook.diagnostics import Location
from lakebook.importers._layout.cell_words import is_blank
from lakebook.importers._layout.column_row import ColumnRow
from lakebook.importers._layout.headings_list import meaning
from lakebook.importers._layout.layouts import Layouts
from lakebook.importers._layout.remarks import Remarks
from lakebook.importers._layout.sheet_layout import SheetLayout, Table
from lakebook.model.dataset import Column, Dataset
from lakebook.syntax._sheet_scan import column_letters
from lakebook.syntax.workbook import Row
from lakebook.writers.file_names import tidy_name

Keys = tuple[str, ...]
_MOST_WORDS = 8
_LONGEST_NAME = 80


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
            return self._field(keys[:-1], _SOURCES.get(keys[-1], (keys[-1],)))
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


_SOURCES = {
    "type": ("type", "length", "precision", "scale"),
    "key": ("key", "pk", "fk", "uk", "references", "references_dataset"),
    "required": ("required", "optional"),
    "references": ("references", "references_column", "references_dataset", "fk"),
    "terms": ("terms", "term"),
}
"""Field of a record -> headings that may say it, the most telling first."""


class Records(msgspec.Struct):
    """What the sheets hold."""

    datasets: dict[str, Dataset]
    """By name in lower case."""
    cells: Cells


def read_records(path: str, layouts: Layouts, remarks: Remarks) -> Records:
    """The datasets of all sheets: first those that list columns, then what others say about datasets."""
    records = Records({}, Cells(path))
    for layout in layouts.sheets:
        if layout.kind == "columns":
            for table in layout.tables:
                _read_columns(layout, table, records, remarks)
    return records


def _read_columns(layout: SheetLayout, table: Table, records: Records, remarks: Remarks) -> None:
    sheet = layout.sheet.name
    reader = ColumnRow(sheet, table, remarks)
    owner_at, name_at = table.index("dataset"), table.index("name")
    if layout.dataset_from != "heading":
        owner_at = -1
    headings = [heading.text.lower() for heading in table.headings if heading.text]
    owner = "" if owner_at >= 0 else table.name
    dataset: Dataset | None = None
    for row in table.rows:
        cells = row.cells
        if owner_at >= 0 and (said := cells[owner_at] if owner_at < len(cells) else "") and said != owner:
            owner, dataset = "" if is_blank(said) else tidy_name(said), None
        text = cells[name_at] if name_at < len(cells) else ""
        reason = _unplaced(row, text, headings)
        if not reason and row is table.rows[0] and _explains(table, row, text):
            reason = "it explains the headings"
        if reason:
            if reason != "the headings again":
                remarks.unplaced(sheet, row.reference(name_at if text else _first(row)), reason)
            continue
        if not owner:
            remarks.unplaced(sheet, row.reference(name_at), "no table is named for it")
            continue
        if dataset is None:
            dataset = _dataset(owner, records, sheet, table, row)
        name = text if text.isascii() and text.isprintable() and "  " not in text else tidy_name(text)
        column = reader.read(row, name)
        first = dataset.columns.get(name)
        if first is None:
            dataset.columns[name] = column
            records.cells.put_row((dataset.name, "columns", name), sheet, table, row.number)
        elif not _joined(first, column):
            remarks.unplaced(
                sheet, row.reference(name_at), f"'{name}' is given twice in '{dataset.name}', in other words"
            )
        else:
            remarks.say(
                sheet, row.reference(name_at), f"'{name}' stands twice in '{dataset.name}'; the rows are joined"
            )


def _unplaced(row: Row, name: str, headings: list[str]) -> str:
    """Why a row is no column; empty where it is one."""
    if not name:
        return "no column name"
    if name.lower() in headings and [text.lower() for text in row.cells if text] == headings:
        return "the headings again"
    if is_blank(name) or not tidy_name(name) or "\n" in name or len(name) > _LONGEST_NAME or name.count(" ") >= _MOST_WORDS:
        return "not a name"
    if (
        len(row.cells) - row.cells.count("") == 1
        and len(row.cells) > 2
        and (name.count(" ") > 1 or name[0] in "*(" or name[-1] in ":.")
    ):
        return "a line of text, not a column"
    return ""


def _explains(table: Table, row: Row, name: str) -> bool:
    """Whether the row below the headings says in words what to write: its name is a heading, and it has no type."""
    kind = table.index("type")
    return "name" in meaning(name).sure and not (-1 < kind < len(row.cells) and row.cells[kind])


def _first(row: Row) -> int:
    return next(index for index, text in enumerate(row.cells) if text)


def _dataset(owner: str, records: Records, sheet: str, table: Table, row: Row) -> Dataset:
    """The dataset of this name, new where it is not there."""
    name = tidy_name(owner)
    dataset = records.datasets.get(name.lower())
    if dataset is None:
        dataset = records.datasets[name.lower()] = Dataset(name=name)
        if table.name == owner and table.name_cell:
            records.cells.put((name,), sheet, table.name_cell)
        else:
            records.cells.put_row((name,), sheet, table, row.number)
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
