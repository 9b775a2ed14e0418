"""Words that stand below headings that ask yes or no."""

from __future__ import annotations

from collections.abc import Mapping

from lakebook.importers._layout.cell_words import is_blank
from lakebook.importers._layout.layouts import Layouts
from lakebook.importers._layout.sheet_layout import Heading, Table

FLAGS = ("required", "optional", "pk", "fk", "uk", "personal")
"""Fields of such headings."""
Words = Mapping[tuple[str, str], set[str]]
"""Sheet and field -> the words below its heading."""


def flag_words(layouts: Layouts) -> Words:
    """Those of all sheets of columns."""
    found: dict[tuple[str, str], set[str]] = {}
    for layout in layouts.sheets:
        for table in layout.tables if layout.kind == "columns" else ():
            for heading in table.headings:
                if heading.field in FLAGS:
                    found.setdefault((layout.sheet.name, heading.field), set()).update(words_below(table, heading))
    return found


def words_below(table: Table, heading: Heading) -> set[str]:
    """What stands below one heading."""
    index = heading.index
    return {row.cells[index] for row in table.rows if index < len(row.cells) and not is_blank(row.cells[index])}
