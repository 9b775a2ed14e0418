"""Words that stand below headings that ask yes or no."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from lakebook.importers._layout.cell_words import is_blank, words
from lakebook.importers._layout.heading_meaning import meaning
from lakebook.importers._layout.heading_text import folded
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


@cache
def letters_of(heading: str) -> Mapping[str, bool | None]:
    """What letters mean below a heading such as ``Muss/Kann``: ``m`` a value that must be given, ``k`` one that may.

    Where both words begin alike, the first other letter tells the second: ``O`` and ``P`` of *Obligatorio/Opcional*.
    """
    parts = [folded(part) for part in re.split(r"[/|,;()]|\s(?:or|ou|oder|of|o|e|y)\s", heading) if folded(part)]
    must = [part for part in parts if "required" in meaning(part).sure or part in words("required")]
    may = [part for part in parts if "optional" in meaning(part).sure or part in words("optional")]
    if len(must) != 1 or not may or len(must[0]) < 2:
        return {}
    found: dict[str, bool | None] = {must[0][0]: True}
    for part in may:
        letter = next((mine for mine, other in zip(part, must[0], strict=False) if mine != other), "")
        found.setdefault(letter, None if part in words("conditional") else False)
    return found
