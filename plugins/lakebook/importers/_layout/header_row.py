"""Find the row of a sheet that holds its headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lakebook.importers._layout.borne_out import borne_out, texts_below
from lakebook.importers._layout.cell_words import looks_like_type, words
from lakebook.importers._layout.group_headings import is_above_headings
from lakebook.importers._layout.heading_text import folded
from lakebook.importers._layout.headings_list import Meaning
from lakebook.importers._layout.resolve import column_fields, dataset_fields, meanings
from lakebook.syntax.workbook import Row, Sheet

_LOOKED_AT = 100
"""Rows from the top in which headings are looked for; further down only behind a blank row or a title."""
_SENTENCE = 80
"""Letters from which on a cell is no heading."""
_MANY = 4
"""Headings by which a row is one of headings, though none of them is for a name, title or type."""
_SHARED = 2
"""Headings that those of a second table have in common with the first, where nothing sets them apart."""
_LINE = 2
"""Cells of a title, or of a line ``key | value``."""
_NAMING = frozenset({"name", "dataset", "title", "type"})
_STRONG = frozenset({"type", "description", "title", "key", "pk", "fk", "required", "optional", "length", "precision"})
_OTHER = frozenset(
    [
        "values", "example", "unit", "classification", "personal", "term", "tags", "uk", "scale", "references",
        "references_dataset", "references_column"
    ]
)  # fmt: skip


def header_rows(sheet: Sheet) -> tuple[list[int], str]:
    """Indexes in ``sheet.rows`` of the rows of headings, and whether these are of ``columns`` or ``datasets``."""
    for kind in ("columns", "datasets"):
        if found := _headers_of(sheet, kind):
            return found, kind
    return [], ""


def _headers_of(sheet: Sheet, kind: str) -> list[int]:
    found: list[int] = []
    lists_datasets = folded(sheet.name) in words("sheet of tables")
    for index in _candidates(sheet.rows):
        row = sheet.rows[index]
        if found and (index <= found[-1] + 1 or not _is_second(sheet.rows, found[0], index, kind)):
            continue
        if is_above_headings(sheet, index):
            continue
        if kind_of(row, sheet.rows[index + 1 : index + 1 + _LOOKED_AT], lists_datasets) != kind:
            continue
        if not found and any(_is_wider(above, row) for above in sheet.rows[:index]):
            return []
        found.append(_lower(sheet, index))
    return found


def _candidates(rows: Sequence[Row]) -> Iterator[int]:
    """Rows at the top, and those behind a blank row or a row of one cell."""
    before = 0
    alone = False
    for index, row in enumerate(rows):
        cells = row.cells
        if index < _LOOKED_AT or alone or row.number != before + 1:
            yield index
        before = row.number
        alone = len(cells) - cells.count("") == 1


def _is_second(rows: Sequence[Row], first: int, at: int, kind: str) -> bool:
    """Whether headings further down are those of another table.

    They are the same again, or share some with the first, or stand apart: directly below rows full of data, words such
    as *Attribute* and *Mandatory* are data, too.
    """
    row = rows[at]
    if _repeats(rows[first], row):
        return True
    is_apart = rows[at - 1].number + 1 < row.number or _given(rows[at - 1]) <= _LINE
    if not is_apart and len(_folded(rows[first]) & _folded(row)) < _SHARED:
        return False
    mapped = (
        column_fields(texts_of(row), close=False) if kind == "columns" else dataset_fields(texts_of(row), close=False)
    )
    return sum(bool(field) for field in mapped) > 2


def _given(row: Row) -> int:
    return len(row.cells) - row.cells.count("")


def _folded(row: Row) -> set[str]:
    return {folded(text) for text in row.cells if text} - {""}


def _is_wider(above: Row, row: Row) -> bool:
    """Whether a row above holds as many cells, none the same: then that one holds the headings."""
    given = [text for text in above.cells if text]
    return len(given) == len(set(given)) and len(given) >= len(row.cells) - row.cells.count("")


def _repeats(first: Row, row: Row) -> bool:
    """Whether the row holds the headings of the first one again."""
    return [text.lower() for text in row.cells if text] == [text.lower() for text in first.cells if text]


def texts_of(row: Row) -> list[str]:
    """The row's cells, each on one line."""
    return [" ".join(text.split()) if text else "" for text in row.cells]


def kind_of(row: Row, below: Sequence[Row], lists_datasets: bool = False) -> str:
    """``columns`` or ``datasets`` where the row holds the headings of such a list; empty where it does not.

    On a sheet that *lists_datasets*, as its name says, a plain ``Name`` is that of a dataset.
    """
    texts = texts_of(row)
    given = [text for text in texts if text]
    if len(given) < 2 or sum(len(text) > _SENTENCE for text in given) * 2 > len(given):
        return ""
    found = meanings([text for text in texts if text], close=False)
    if not any(_NAMING & what.fields for what in found) and sum(map(bool, found)) < _MANY:
        return ""
    fields = column_fields(texts, filled(below, len(texts)), below=lambda at: texts_below(below, at))
    if lists_datasets and not any("name" in what.sure for what in found) and not _are_parts(texts, fields, below):
        return "datasets" if len({*_fields_of_datasets(texts, below)} - {""}) > 1 and _are_names(texts, below) else ""
    if "name" in fields and _describes_columns(texts, fields, found, below):
        return "columns"
    if any("name" in what.sure for what in found) or not _may_list_datasets(found):
        return ""
    return "datasets" if _are_names(texts, below) and not _are_parts(texts, fields, below) else ""


def _are_parts(texts: list[str], fields: list[str], below: Sequence[Row]) -> bool:
    """Whether the rows are parts of what another column names, or types of data stand beside them.

    Eight parts of three things, each with its format, are no eight datasets without a column.
    """
    typed = any(_types_below(at, below) for at in range(len(texts)) if texts[at])
    listed = _fields_of_datasets(texts, below)
    return typed or ("dataset" in fields and "dataset" in listed and fields.index("dataset") != listed.index("dataset"))


def _may_list_datasets(found: list[Meaning]) -> bool:
    """Whether a heading names datasets, or none names anything: what stands below tells then."""
    return any("dataset" in what.fields for what in found) or not any("name" in what.fields for what in found)


def filled(rows: Sequence[Row], width: int) -> list[int]:
    """In how many of the rows something stands in each column."""
    columns = ([row.cells[index] for row in rows if index < len(row.cells)] for index in range(width))
    return [len(texts) - texts.count("") for texts in columns]


def _describes_columns(texts: list[str], fields: list[str], found: list[Meaning], below: Sequence[Row]) -> bool:
    mapped = set(fields)
    strong, other = mapped & _STRONG, mapped & _OTHER
    if any("name" in what.sure for what in found):
        return bool(strong) or len(other) > 1
    if "dataset" in mapped and any("dataset" in what.sure for what in found):  # a list of "Table | Name | Description"
        return bool(strong)
    is_named, is_coded = (_are_borne_out(field, fields, below) for field in ("name", "values"))
    if is_named and ((strong and is_coded) or (len(strong) > 1 and other)):
        return True
    return len(strong) > 2 or ("type" in mapped and _types_below(fields.index("type"), below))


def _are_borne_out(field: str, fields: list[str], below: Sequence[Row]) -> bool:
    return field in fields and bool(borne_out({field: 0}, texts_below(below, fields.index(field))))


def _types_below(index: int, below: Sequence[Row]) -> bool:
    """Whether most of what stands below the heading are types of data."""
    types = [row.cells[index] for row in below if index < len(row.cells) and row.cells[index]]
    return bool(types) and sum(looks_like_type(text) for text in types) * 2 > len(types)


def _fields_of_datasets(texts: list[str], below: Sequence[Row]) -> list[str]:
    return dataset_fields(texts, below=lambda at: texts_below(below, at))


def _are_names(texts: list[str], below: Sequence[Row]) -> bool:
    """Whether a column headed 'table' holds a name a row, as a list of tables does: short, and none twice."""
    fields = _fields_of_datasets(texts, below)
    index = fields.index("dataset") if "dataset" in fields else -1
    names = [row.cells[index] for row in below if -1 < index < len(row.cells) and row.cells[index]]
    return len(names) > 1 and len(set(names)) == len(names) and all(len(name) < 65 for name in names)


def _lower(sheet: Sheet, index: int) -> int:
    """The row of headings, or the one below it where that splits merged headings into several."""
    if index + 1 >= len(sheet.rows):
        return index
    upper, lower = sheet.rows[index], sheet.rows[index + 1]
    spans = [span for span in sheet.merged if span[0] <= upper.number - 1 <= span[2]]
    down = {span[1] for span in spans if span[2] == lower.number - 1 and lower.number == upper.number + 1}
    below = {at for at, text in enumerate(lower.cells) if text}
    split = {
        at for span in spans if span[3] > span[1] and span[2] == upper.number - 1 for at in range(span[1], span[3] + 1)
    }
    return index + 1 if down and below and below <= split else index
