"""What is known of a sheet's layout: its tables, their headings, and what each heading means."""

from __future__ import annotations

import msgspec

from lakebook.syntax._sheet_scan import column_letters
from lakebook.syntax.workbook import Row, Sheet


class Heading(msgspec.Struct):
    """One column of a table."""

    index: int
    """Column of the sheet, from 0."""
    text: str
    """On one line; empty where nothing stands there."""
    row: int
    """Row in which it stands."""
    field: str = ""
    """What it means; ``extra`` or ``ignore`` where a person says so; empty where it is not mapped."""
    label: str = ""
    """What it is called in ``extra:`` and in the mapping file; ``Notes (column H)`` where two are called the same."""
    group: str = ""
    """What is merged above it and others, where that makes it another thing: ``Source``, ``Foreign key``."""

    @property
    def cell(self) -> str:
        """Where it stands."""
        return f"{column_letters(self.index + 1)}{self.row}"


class Table(msgspec.Struct):
    """A row of headings and the rows below it."""

    header: int
    """Number of the row that holds the headings."""
    headings: list[Heading]
    rows: list[Row]
    name: str = ""
    """Name of the dataset, for rows that name none."""
    name_cell: str = ""
    """Where that name stands; empty for the name of the sheet or file."""
    about: dict[str, tuple[str, str]] = {}
    """Field of the dataset -> text and cell, from a block above the headings."""
    above: tuple[str, str] = ("", "")
    """Text and cell of the line above the headings, which names the dataset where a sheet has several tables."""

    def index(self, field: str) -> int:
        """Column of the heading that means *field*, from 0; -1 for none."""
        return next((heading.index for heading in self.headings if heading.field == field), -1)


class SheetLayout(msgspec.Struct):
    """A sheet that lists columns or datasets."""

    sheet: Sheet
    kind: str
    """``columns`` or ``datasets``: what a row stands for."""
    tables: list[Table]
    dataset_from: str = ""
    """``heading``, ``above``, ``sheet``, ``file`` or ``name``: where the datasets' names come from."""
    remarks: list[str] = []
    """What a person should know, with cells."""


class LeftOut(msgspec.Struct):
    """A sheet that is not read, and why."""

    name: str
    reason: str


def labelled(headings: list[Heading]) -> list[Heading]:
    """The headings with a label each, no two the same."""
    seen: set[str] = set()
    for heading in headings:
        column = f"column {column_letters(heading.index + 1)}"
        label = heading.text[:200] or column
        heading.label = f"{label} ({column})" if label in seen else label
        seen.add(heading.label)
    return headings
