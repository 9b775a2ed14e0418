"""What hangs on the rows of a sheet follows them: heights, hidden rows, links, formats, drop-downs, tables, formulas.

openpyxl itself moves nothing but the cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lakebook.writers._row_moves import RowMoves, moved_formula, moved_range, moved_ranges
from lakebook.writers.splice import SpliceError


def move_rows(workbook: Any, moves: Mapping[str, RowMoves]) -> None:
    """Move the rows of sheets with everything that hangs on them; *moves* are by the titles of the sheets.

    Raises:
        SpliceError: merged cells or a formula stand in the way.
    """
    if not moves:
        return
    for title, rows in moves.items():
        _refuse_cut(workbook[title], rows)
    for sheet in workbook.worksheets:
        _move_references(sheet, moves)
        _move_drop_downs(sheet, moves)
        _move_formats(sheet, moves)
    for name in workbook.defined_names.values():
        name.attr_text = moved_formula(name.attr_text, "", moves, f"the name {name.name}")
    for title, rows in moves.items():
        _move_cells(workbook[title], rows)
        _move_dimensions(workbook[title], rows)
        _move_ranges(workbook[title], rows)


def _move_dimensions(sheet: Any, moves: RowMoves) -> None:
    kept = {to: dimension for row, dimension in sheet.row_dimensions.items() if (to := moves.row(row)) is not None}
    sheet.row_dimensions.clear()
    for row, dimension in sorted(kept.items()):
        dimension.index = row
        sheet.row_dimensions[row] = dimension
    for stop in sheet.row_breaks.brk:
        stop.id = moves.row(stop.id) or max(stop.id - 1, 1)


def _move_ranges(sheet: Any, moves: RowMoves) -> None:
    for merged in list(sheet.merged_cells.ranges):
        sheet.merged_cells.ranges.discard(merged)  # a set: it is found by where it lies
        if (found := moves.span(merged.min_row, merged.max_row)) is not None:
            merged.min_row, merged.max_row = found
            sheet.merged_cells.ranges.add(merged)
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = moved_range(sheet.auto_filter.ref, moves, grows=True)
    for table in sheet.tables.values():
        table.ref = moved_range(table.ref, moves, grows=True) or table.ref
        if table.autoFilter is not None:
            table.autoFilter.ref = moved_range(table.autoFilter.ref, moves, grows=True) or table.autoFilter.ref
    if sheet.print_area:
        sheet.print_area = ",".join(moved_ranges([one.coord for one in sheet._print_area.ranges], moves)) or None


def _refuse_cut(sheet: Any, moves: RowMoves) -> None:
    for merged in sheet.merged_cells.ranges:
        if moves.cuts(merged.min_row, merged.max_row):
            where = f"{merged.coord} of sheet {sheet.title}"
            raise SpliceError(f"the cells {where} are merged, across rows that would move apart")
    for cell in sheet._cells.values():
        ref = getattr(cell.value, "ref", None)
        if ref and moves.cuts(*_rows(ref)):
            raise SpliceError(f"the formula in {sheet.title}!{cell.coordinate} fills {ref}, rows that would move apart")


def _rows(ref: str) -> tuple[int, int]:
    first, _, last = ref.partition(":")
    numbers = [int("".join(letter for letter in end if letter.isdigit())) for end in (first, last or first)]
    return numbers[0], numbers[1]


def _move_cells(sheet: Any, moves: RowMoves) -> None:
    cells = [(to, cell) for cell in sheet._cells.values() if (to := moves.row(cell.row)) is not None]
    sheet._cells.clear()
    for row, cell in cells:
        cell.row = row
        sheet._cells[row, cell.column] = cell
        link = getattr(cell, "hyperlink", None)
        if link is not None:
            link.ref = cell.coordinate


def _move_references(sheet: Any, moves: Mapping[str, RowMoves]) -> None:
    """Correct what the cells of a sheet, and its names, say of rows that move; what goes with its row is left alone."""
    title = sheet.title
    own = moves.get(title)
    for cell in list(sheet._cells.values()):
        link = getattr(cell, "hyperlink", None)
        if (link is None and cell.data_type != "f") or (own and own.row(cell.row) is None):
            continue
        if link is not None and link.location:
            link.location = moved_formula(link.location, title, moves, f"the link in {title}!{cell.coordinate}")
        if cell.data_type == "f":
            _move_formula(cell, title, moves)
    for name in sheet.defined_names.values():
        name.attr_text = moved_formula(name.attr_text, title, moves, f"the name {name.name}")


def _move_formula(cell: Any, title: str, moves: Mapping[str, RowMoves]) -> None:
    where = f"the formula in {title}!{cell.coordinate}"
    if isinstance(cell.value, str):
        cell.value = moved_formula(cell.value, title, moves, where)
        cell.data_type = "f"
    elif isinstance(getattr(cell.value, "text", None), str):
        cell.value.text = moved_formula(cell.value.text, title, moves, where)
        cell.value.ref = moved_range(cell.value.ref, moves[title]) if title in moves else cell.value.ref
    else:
        raise SpliceError(f"{where} is a data table, which cannot follow rows that move")


def _move_drop_downs(sheet: Any, moves: Mapping[str, RowMoves]) -> None:
    kept = []
    for rule in sheet.data_validations.dataValidation:
        about = _About(f"the drop-down in {sheet.title}", sheet.title, rule.sqref, moves)
        if about.places:
            rule.sqref = type(rule.sqref)(" ".join(about.places))
            for field in ("formula1", "formula2"):
                if text := getattr(rule, field):
                    setattr(rule, field, about.moved(text))
            kept.append(rule)
    sheet.data_validations.dataValidation = kept


def _move_formats(sheet: Any, moves: Mapping[str, RowMoves]) -> None:
    found = sheet.conditional_formatting
    sheet.conditional_formatting = type(found)()
    for format_ in found:
        about = _About(f"the conditional format in {sheet.title}", sheet.title, format_.sqref, moves)
        for rule in format_.rules if about.places else ():
            rule.formula = [about.moved(text) for text in rule.formula]
            sheet.conditional_formatting.add(" ".join(about.places), rule)


class _About:
    """The cells that a format or a drop-down is about; its formulas are said of the first of them."""

    def __init__(self, what: str, title: str, ranges: Any, moves: Mapping[str, RowMoves]) -> None:
        own = moves.get(title)
        coordinates = [one.coord for one in ranges.ranges]
        self.places = moved_ranges(coordinates, own) if own else coordinates
        first = min(one.min_row for one in ranges.ranges)
        self._by = (own.row(own.next_left(first)) or first) - first if own else 0
        self._title, self._moves, self._where = title, moves, f"{what}!{coordinates[0]}"

    def moved(self, formula: str) -> str:
        """One of its formulas."""
        return moved_formula(formula, self._title, self._moves, self._where, self._by)
