"""Where a returned workbook says something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lakebook.diagnostics import Location
from lakebook.importers._returned.rows import ReturnedSheet


class Cells(Mapping[tuple[str, ...], Location]):
    """Keys of a record or of its field -> its cell."""

    def __init__(self, rows: dict[tuple[str, ...], tuple[ReturnedSheet, Any]]) -> None:
        self._rows = rows

    def __getitem__(self, keys: tuple[str, ...]) -> Location:
        if keys in self._rows:
            sheet, row = self._rows[keys]
            return sheet.cell(row, "name")
        sheet, row = self._rows[keys[:-1]]
        return sheet.cell(row, keys[-1])

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)
