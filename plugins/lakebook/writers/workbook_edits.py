"""Edits carried out in a workbook of the catalogue: cells are set, rows added and deleted; all else stays.

What openpyxl keeps is kept: styles, widths, drop-downs, comments, filters, hidden sheets; and, by what is done here,
the values of formulas, the boxes of comments, labels, and what hangs on rows that move. A workbook that holds anything
else, such as pictures, charts or macros, is refused.
"""

from __future__ import annotations

import copy
import io
import warnings
from collections import Counter
from collections.abc import Iterable
from typing import Any

from lakebook.model.dataset import Column, Dataset
from lakebook.syntax.cell_items import bare, one
from lakebook.syntax.strict_yaml import Value
from lakebook.writers._carried_parts import carry_parts
from lakebook.writers._comment_boxes import keep_boxes
from lakebook.writers._formula_results import FormulaResults
from lakebook.writers._row_moves import RowMoves
from lakebook.writers._sheet_move import move_rows
from lakebook.writers._workbook_losses import refuse_lost
from lakebook.writers.cell_texts import cell_text
from lakebook.writers.edits import Edit, Keys
from lakebook.writers.record_trees import kind_at, record_of
from lakebook.writers.splice import SpliceError


def edit_workbook(content: bytes, edits: Iterable[Edit]) -> bytes:
    """The workbook with all *edits* made.

    Raises:
        SpliceError: a sheet or a heading is missing without which an edit has no place, or something would be lost.
        ValueError: a cell cannot hold a text.
    """
    refuse_lost(content)
    workbook = _opened(content)
    keep_boxes(workbook, content)
    results = FormulaResults(workbook, lambda: _opened(content, data_only=True))
    sheets = {
        kind: _Sheet(sheet, kind)
        for kind, title in ((Dataset, "datasets"), (Column, "columns"))
        for sheet in workbook.worksheets
        if sheet.title.replace(" ", "").lower() == title and sheet.sheet_state == "visible"
    }
    listed = list(edits)
    if Column in sheets:
        sheets[Column].owners = {edit.keys[1]: edit.rename for edit in listed if edit.rename and len(edit.keys) == 2}
    for edit in listed:
        _edit(sheets, edit)
    moves = {sheet.sheet.title: rows for sheet in sheets.values() if (rows := sheet.moves())}
    move_rows(workbook, moves)
    for sheet in sheets.values():
        sheet.finish()
    made = io.BytesIO()
    workbook.save(made)
    return carry_parts(content, results.put_into(made.getvalue()))


def _opened(content: bytes, **options: bool) -> Any:
    import openpyxl  # here, so that only who writes a workbook loads it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it does not keep is refused before
        return openpyxl.load_workbook(io.BytesIO(content), rich_text=True, **options)


def _edit(sheets: dict[type[Any], _Sheet], edit: Edit) -> None:
    kind = kind_at(edit.keys)
    if kind is None:
        owner: Any = kind_at(edit.keys[:-1])
        _sheet(sheets, owner, edit).set_field(edit.keys[:-1], edit.keys[-1], edit.value)
        return
    sheet = sheets.get(kind)
    if edit.rename:
        if sheet is not None:
            sheet.rename(edit.keys, edit.rename)
        if kind is Dataset and Column in sheets:
            sheets[Column].rename_owner(edit.keys[1], edit.rename)
    elif edit.value is None:
        if sheet is not None:
            sheet.delete(edit.keys)
        if kind is Dataset and Column in sheets:
            sheets[Column].delete_of(edit.keys[1])
    else:
        _add(sheets, edit)


def _add(sheets: dict[type[Any], _Sheet], edit: Edit) -> None:
    kind = kind_at(edit.keys)
    fields: Any = dict(edit.value) if isinstance(edit.value, dict) else {}
    columns: dict[str, Value] = fields.pop("columns", {}) if kind is Dataset else {}
    after = None if edit.after is None else (*edit.keys[:-1], edit.after)
    if kind is Column or Dataset in sheets or fields or not columns:
        _sheet(sheets, kind, edit).add(edit.keys, fields, after)
    for name, tree in columns.items():
        _add(sheets, Edit(keys=(*edit.keys, "columns", name), value=tree))


def _sheet(sheets: dict[type[Any], _Sheet], kind: Any, edit: Edit) -> _Sheet:
    if kind not in sheets:
        name = "Columns" if kind is Column else "Datasets"
        raise SpliceError(f"the workbook has no sheet {name} for '{'.'.join(edit.keys[1::2])}'")
    return sheets[kind]


class _Sheet:
    """One sheet; rows that come and go do so at the end, so that numbers hold until then."""

    def __init__(self, sheet: Any, kind: type[Any]) -> None:
        self.sheet = sheet
        self._kind = kind
        self.owners: dict[str, str] = {}
        """Datasets that are called something else afterwards."""
        self._gone: list[int] = []
        self._new: dict[Keys, list[tuple[Keys, dict[int, str]]]] = {}
        rows = ((row[0].row, row) for row in sheet.iter_rows() if any(cell.value not in (None, "") for cell in row))
        self._heading_row: int
        self._heading_row, headings = next(rows, (0, ()))
        self._columns = {_fold(str(cell.value)): cell.column for cell in headings if cell.value not in (None, "")}
        named_by = ("dataset", "name") if kind is Column else ("name",)
        if any(field not in self._columns for field in named_by):
            raise SpliceError(f"sheet {sheet.title} has no heading '{named_by[0]}'")
        self._rows: dict[Keys, int] = {}
        for number, row in rows:
            names = [bare(_text(row[self._columns[field] - row[0].column].value)) for field in named_by]
            keys = ("datasets", names[0], "columns", names[1]) if kind is Column else ("datasets", names[0])
            self._rows.setdefault(keys, number)

    def set_field(self, keys: Keys, field: str, value: Value | None) -> None:
        """One field of a record; None clears its cell."""
        if keys not in self._rows:
            raise SpliceError(f"sheet {self.sheet.title} has no row '{'.'.join(keys[1::2])}'")
        self._set(self._rows[keys], self._column(field), self._cell(field, value))

    def rename(self, keys: Keys, name: str) -> None:
        """Another name for a record, in its own row."""
        if keys in self._rows:
            self._set(self._rows[keys], self._columns["name"], one(name))

    def rename_owner(self, old: str, name: str) -> None:
        """Another name for a dataset, in the rows of its columns."""
        for keys, number in self._rows.items():
            if keys[1] == old:
                self._set(number, self._columns["dataset"], one(name))

    def delete(self, keys: Keys) -> None:
        """A record with its row."""
        if keys in self._rows:
            self._gone.append(self._rows[keys])

    def delete_of(self, dataset: str) -> None:
        """All columns of a dataset."""
        self._gone += [number for keys, number in self._rows.items() if keys[1] == dataset]

    def add(self, keys: Keys, fields: dict[str, Value], after: Keys | None) -> None:
        """A record in a new row: behind *after*, else behind the last column of its dataset, else at the end."""
        cells: dict[int, str] = {self._columns["name"]: one(keys[-1])}
        if self._kind is Column:
            cells[self._columns["dataset"]] = one(self.owners.get(keys[1], keys[1]))
        cells.update({self._column(field): self._cell(field, value) for field, value in fields.items()})
        siblings = [one for one in self._rows if one[:2] == keys[:2]] if self._kind is Column else []
        place = after if after in self._rows else siblings[-1] if siblings else None
        anchor = place or next((key for key, new in self._new.items() if any(one == after for one, _ in new)), ())
        self._new.setdefault(anchor, []).append((keys, cells))

    def moves(self) -> RowMoves:
        """Rows that are deleted and added."""
        added: Counter[int] = Counter()
        for keys, new in self._new.items():
            added[self._anchor(keys)] += len(new)
        return RowMoves(self._gone, added)

    def _anchor(self, keys: Keys) -> int:
        return self._rows.get(keys, max([self._heading_row, *self._rows.values()]))

    def finish(self) -> None:
        """Fill the rows that were added, in the style of the row above them."""
        moves = self.moves()
        reached: dict[int, int] = {}
        for keys, new in self._new.items():
            anchor = self._anchor(keys)
            for _, cells in new:
                row = moves.behind(anchor) + reached.get(anchor, 0)
                reached[anchor] = reached.get(anchor, 0) + 1
                if anchor > self._heading_row and moves.row(anchor):
                    self._like(row, moves.behind(anchor) - 1)
                for column, text in cells.items():
                    self._set(row, column, text)

    def _like(self, row: int, above: int) -> None:
        for column in self._columns.values():
            if (cell := self.sheet._cells.get((above, column))) is not None:
                self.sheet.cell(row, column)._style = copy.copy(cell._style)

    def _column(self, field: str) -> int:
        """The column of a field; a new one at the end where the sheet has none."""
        folded = _fold(field)
        if folded not in self._columns:
            self._columns[folded] = max(self._columns.values()) + 1
            self._set(self._heading_row, self._columns[folded], field)
        place: int = self._columns[folded]
        return place

    def _cell(self, field: str, value: Value | None) -> str:
        if value is None:
            return ""
        record = record_of(self._kind, "x", {field: value})
        return cell_text(field, getattr(record, _ATTRIBUTES.get(field, field)))

    def _set(self, row: int, column: int, text: str) -> None:
        cell = self.sheet.cell(row, column)
        if type(cell).__name__ == "MergedCell":
            raise SpliceError(f"the cell {self.sheet.title}!{cell.coordinate} is merged with others")
        cell.value = text or None
        if text:
            cell.data_type = "s"  # never a formula from content


_ATTRIBUTES = {"from": "from_", "path": "location"}


def _fold(heading: str) -> str:
    return "".join(letter for letter in heading.lower() if not letter.isspace() and letter not in "_-")


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()
