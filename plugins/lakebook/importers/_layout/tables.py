"""A sheet -> its tables: the rows below each row of headings, and what stands above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lakebook.importers._layout.borne_out import texts_below
from lakebook.importers._layout.group_headings import groups_above
from lakebook.importers._layout.header_row import filled, texts_of
from lakebook.importers._layout.name_block import is_again, is_part, keys_above, name_alike, read_block
from lakebook.importers._layout.resolve import column_fields, dataset_fields
from lakebook.importers._layout.sheet_layout import Heading, Table, labelled
from lakebook.importers._layout.side_by_side import only, side_by_side
from lakebook.syntax.workbook import Row, Sheet
from lakebook.syntax.workbook_state import FINDINGS, HASH, ID

_OURS = frozenset({ID, HASH, FINDINGS})
"""Headings of a workbook that we exported, and whose hidden sheet is gone: they hold nothing that anybody wrote."""
_MOST_ABOVE = 40
"""Rows above the headings that are looked at."""


def tables_of(sheet: Sheet, headers: Sequence[int], kind: str, given: Mapping[str, str] | None = None) -> list[Table]:
    """The tables below the rows of headings at the indexes *headers*.

    *given* is heading -> field as a person has it; headings that it does not know are mapped as if it were not there,
    to fields for which it names none of those that are there.
    """
    found: list[Table] = []
    end = 0
    keys = keys_above(sheet.rows[: headers[0]]) if headers else frozenset()
    for number, at in enumerate(headers):
        following = headers[number + 1] if number + 1 < len(headers) else len(sheet.rows)
        end_here = _end(sheet.rows, at, following, keys) if following < len(sheet.rows) else following
        above, rows = sheet.rows[max(end, at - _MOST_ABOVE) : at], sheet.rows[at + 1 : end_here]
        table = _table(sheet, sheet.rows[at], above, rows, kind, given)
        beside = [
            _table(sheet, only([sheet.rows[at]], columns)[0], only(above, columns), only(rows, columns), kind, given)
            for columns in side_by_side(table)
        ]
        for one in beside:
            one.name, one.name_cell = (one.name, one.name_cell) if one.name else one.above
        is_named = all(one.name or one.index("dataset") >= 0 for one in beside)
        found += beside if beside and is_named else [table]
        end = end_here
    name_alike(found)
    for one in found:
        if len(headers) > 1 and not one.name:
            one.name, one.name_cell = one.above
        one.about = one.about if one.name_cell else {}
    return found


def _table(
    sheet: Sheet, row: Row, above: Sequence[Row], rows: list[Row], kind: str, given: Mapping[str, str] | None
) -> Table:
    """The table below one row of headings."""
    used = filled(rows, max(len(one.cells) for one in (row, *rows)))  # in CSV a row may be wider than its headings
    headings, groups = _headings(sheet, row, used), groups_above(sheet, row)
    for heading in headings:
        heading.group = groups.get(heading.index, "")
    _map(headings, used, kind, given, rows)
    if kind == "columns":
        _unlabelled(sheet, headings, rows, given)
        _row_numbers(headings, rows, given)
    block = read_block(above)
    title = (block.title, block.title_cell)
    return Table(row.number, headings, rows, block.name, block.name_cell, block.about, title)


def _end(rows: Sequence[Row], header: int, following: int, keys: frozenset[str]) -> int:
    """Where a table ends whose sheet has another one: above that one's title and ``key: value`` lines.

    A blank row may stand between these and the headings, and among lines whose *keys* stand above the first table.
    """
    end = following
    while end - 1 > header and is_part(rows[end - 1], keys):
        is_apart = rows[end].number > rows[end - 1].number + 1
        if is_apart and end < following and not is_again(rows[end - 1], keys):
            break
        end -= 1
    return end


def _headings(sheet: Sheet, row: Row, used: Sequence[int]) -> list[Heading]:
    """A heading a column in which anything stands; merged with a row above, its text may stand there."""
    texts = texts_of(row)
    texts += [""] * (len(used) - len(texts))
    for first, left, last, _ in sheet.merged:
        if first < row.number - 1 <= last and left < len(texts) and not texts[left]:
            above = next((above for above in sheet.rows if above.number == first + 1), None)
            texts[left] = texts_of(above)[left] if above is not None and left < len(above.cells) else ""
    headings = [Heading(index, text, row.number) for index, text in enumerate(texts) if text or used[index]]
    return labelled(headings)


def _map(
    headings: list[Heading], used: Sequence[int], kind: str, given: Mapping[str, str] | None, rows: Sequence[Row]
) -> None:
    texts = [heading.text for heading in headings]
    places = [heading.index for heading in headings]

    def below(at: int) -> Sequence[str]:
        return texts_below(rows, places[at])

    if kind == "columns":
        filled_in = [used[at] for at in places]
        fields = column_fields(texts, filled_in, below=below, groups=[heading.group for heading in headings])
    else:
        fields = dataset_fields(texts, below=below)
    taken = {given[heading.label] for heading in headings if heading.label in given} if given else set()
    are_ours = any(text.lower() in (ID, HASH) for text in texts)
    for heading, field in zip(headings, fields, strict=True):
        if given is not None and heading.label in given:
            heading.field = given[heading.label]
        elif are_ours and heading.text.lower() in _OURS:
            heading.field = "ignore"
        elif field not in taken:
            heading.field = field


def _unlabelled(sheet: Sheet, headings: list[Heading], rows: Sequence[Row], given: Mapping[str, str] | None) -> None:
    """Take a column without a heading, left of the names and filled here and there, for the names of the tables."""
    if any(heading.field == "dataset" for heading in headings):
        return
    name = next((heading.index for heading in headings if heading.field == "name"), 0)
    for heading in headings:
        if heading.text or heading.index >= name or (given is not None and heading.label in given):
            continue
        texts = [row.cells[heading.index] for row in rows if heading.index < len(row.cells)]
        said = [text for text in texts if text]
        tall = any(left == heading.index and last > first for first, left, last, _ in sheet.merged)
        sparse = bool(texts and texts[0]) and len(said) < len(texts)
        if (tall or sparse) and all(len(text) < 65 for text in said):
            heading.field = "dataset"
            return


def _row_numbers(headings: list[Heading], rows: Sequence[Row], given: Mapping[str, str] | None) -> None:
    """Ignore columns that only count the rows, throughout or within each table."""
    for heading in headings:
        if not heading.field and (given is None or heading.label not in given) and _counts(heading.index, rows):
            heading.field = "ignore"


def _counts(index: int, rows: Sequence[Row]) -> bool:
    before = 0
    for row in rows:
        text = row.cells[index] if index < len(row.cells) else ""
        if text not in (str(before + 1), "1"):
            if len(row.cells) - row.cells.count("") == 1:  # a note among the rows
                continue
            return False
        before = int(text)
    return before > 2
