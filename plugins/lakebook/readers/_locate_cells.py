"""Where a dataset, a column or a field of one stands in a workbook."""

from __future__ import annotations

from lakebook.diagnostics import Location
from lakebook.model.dataset import Column, Dataset
from lakebook.readers._sheet_table import Table, field_names, fold
from lakebook.syntax.strict_yaml import KeyPath
from lakebook.syntax.workbook import Row, Sheet, Workbook

_Found = dict[tuple[str, ...], tuple[Table, Row]]


class Cells:
    """The rows of one schema's workbook by dataset and column; of two rows for one thing the first, which is read."""

    def __init__(self, path: str, workbook: Workbook) -> None:
        self._rows: _Found = {}
        if (sheet := _sheet(workbook, "datasets")) is not None:
            self._add(Table(path, sheet, field_names(Dataset)), ("name",))
        if (sheet := _sheet(workbook, "columns")) is not None:
            self._add(Table(path, sheet, ["dataset", *field_names(Column)]), ("dataset", "name"))

    def _add(self, table: Table, named_by: tuple[str, ...]) -> None:
        for row in table.rows():
            self._rows.setdefault(tuple(table.name(row, field) for field in named_by), (table, row))

    def locate(self, keys: KeyPath) -> Location | None:
        """Place of what *keys* lead to in YAML, ``("datasets", "order", "columns", "id", "type")``; None for nowhere.

        A field has its own cell, blank or not; the row's name stands in for a field that the sheet has no heading for.
        """
        match [str(key) for key in keys]:
            case ["datasets", dataset, "columns", column, *rest]:
                found = self._rows.get((dataset, column))
            case ["datasets", dataset, *rest]:
                found = self._rows.get((dataset,))
            case _:
                return None
        if found is None:
            return None
        table, row = found
        return table.location(table.cell(row, rest[0] if rest else "name"))


def _sheet(workbook: Workbook, name: str) -> Sheet | None:
    """The first sheet of this name that people see; it is the one that is read."""
    return next((sheet for sheet in workbook.sheets if sheet.visible and fold(sheet.name) == name), None)
