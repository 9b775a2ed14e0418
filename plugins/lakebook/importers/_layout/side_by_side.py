"""Tables that stand side by side below one row of headings, as on the sheet of a star schema."""

from __future__ import annotations

from collections.abc import Sequence

from lakebook.importers._layout.sheet_layout import Table
from lakebook.syntax.workbook import Row


def side_by_side(table: Table) -> list[range]:
    """The columns of each table in *table*, where its headings begin again and again; empty where it is one."""
    names = [heading.text.lower() for heading in table.headings if heading.field == "name" and heading.text]
    alike = [heading for heading in table.headings if not heading.group]
    if not names or sum(heading.text.lower() == names[0] for heading in alike) < 2:
        return []
    first = table.headings[0].text.lower()
    starts = [heading.index for heading in alike if heading.text.lower() == first]
    ends = [*starts[1:], table.headings[-1].index + 1]
    return [range(start, end) for start, end in zip(starts, ends, strict=True)] if len(starts) > 1 else []


def only(rows: Sequence[Row], columns: range) -> list[Row]:
    """The rows with these columns of the sheet alone; those that are blank there are left out."""
    blank = [""] * columns.start
    cut = (Row(row.number, blank + row.cells[columns.start : columns.stop]) for row in rows)
    return [row for row in cut if any(row.cells)]
