"""What an import says about a sheet: rows not placed, cells in error, words not understood; by cell."""

from __future__ import annotations

from lakebook.diagnostics import Finding, Location

_MOST = 20
"""Cells listed of one reason; the rest are counted."""


class Remarks:
    """Collects what to say, grouped by sheet and reason in the order in which it was met."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.errors: list[Finding] = []
        """Why nothing may be written."""
        self._cells: dict[str, dict[str, list[str]]] = {}

    def unplaced(self, sheet: str, cell: str, reason: str) -> None:
        """A row that is no column."""
        self.say(sheet, cell, f"row not placed: {reason}")

    def say(self, sheet: str, cell: str, reason: str) -> None:
        """Anything else about a cell."""
        self._cells.setdefault(sheet, {}).setdefault(reason, []).append(cell)

    def error(self, sheet: str, cell: str, message: str, hint: str) -> None:
        """A contradiction: nothing is written until it is gone."""
        self.errors.append(Finding(Location(self.path, sheet=sheet, cell=cell), message, hint))

    def lines(self, sheet: str) -> list[str]:
        """``A17, A30: row not placed: no column name``."""
        return [f"{_listed(cells)}: {reason}" for reason, cells in self._cells.get(sheet, {}).items()]


def _listed(cells: list[str]) -> str:
    more = len(cells) - _MOST
    return ", ".join(cells[:_MOST]) + (f" and {more:,} more" if more > 0 else "")
