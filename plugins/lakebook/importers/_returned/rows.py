"""Rows of a workbook that we exported: which record each of them was, and whether somebody changed it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from lakebook.diagnostics import Finding, Location
from lakebook.importers._returned.book_words import BookWords
from lakebook.model.dataset import Column, Dataset
from lakebook.model.domain import Term
from lakebook.readers._findings import Troubles
from lakebook.readers._sheet_table import Table, field_names
from lakebook.readers._typed import read_struct
from lakebook.syntax.cell_items import bare
from lakebook.syntax.strict_yaml import Value
from lakebook.syntax.workbook import Row, Sheet
from lakebook.syntax.workbook_state import FINDINGS, HASH, ID, NOT_SHOWN, is_not_shown, row_hash, row_id
from lakebook.writers.cell_texts import CannotHoldError, cell_text
from lakebook.writers.record_trees import Tree, record_of, record_tree

_PARENTS: dict[Any, tuple[str, ...]] = {
    Dataset: ("system", "schema"), Column: ("system", "schema", "dataset"), Term: ("domain",)
}  # fmt: skip
_ATTRIBUTES = {"from": "from_", "path": "location"}


class ReturnedRow(msgspec.Struct, gc=False):
    """One row."""

    row: Row
    parents: tuple[str, ...]
    """System and schema of a dataset; the dataset too, of a column; the domain of a term. As the cells say."""
    name: str
    id: str
    """The hidden ``_id``; empty for a new row."""
    own: str
    """The ``_id`` that its cells would have."""
    changed: bool
    """Whether its cells differ from what was exported."""


class ReturnedSheet:
    """The rows of one kind of record."""

    def __init__(self, path: str, sheet: Sheet, kind: Any, headings: list[str], words: BookWords) -> None:
        self.kind = kind
        self._words = words
        parents = _PARENTS[kind]
        fields = _term_fields() if kind is Term else field_names(kind)
        self.table = Table(path, sheet, [*parents, *fields, FINDINGS, ID, HASH])
        self._hashed = [self.table.index(name) for name in headings]
        self._given = [name for name in fields if name != "name" and self.table.index(name) is not None]
        self._added = [self.table.index(name) for name in self._given if name not in headings]
        """Columns that somebody added: a text there is a change, too."""
        self.gone = [name for name in headings if name in fields and self.table.index(name) is None]
        """Fields that were exported and have no heading any more."""
        self.has_ids = self.table.index(ID) is not None
        self.findings = [finding for finding in self.table.findings if finding.check != "field_unknown"]
        """What keeps the sheet from being read."""
        self.notes = [finding for finding in self.table.findings if finding.check == "field_unknown"]

    def rows(self) -> Iterator[ReturnedRow]:
        """All rows below the headings."""
        parents = [self.table.index(name) for name in _PARENTS[self.kind]]
        name, mark, digest = (self.table.index(heading) for heading in ("name", ID, HASH))
        last: tuple[str, ...] = ()  # most rows follow one of the same dataset: it is kept once
        for row in self.table.rows():
            cells = row.cells
            above = tuple(bare(_at(cells, index)) for index in parents)
            above = last = last if above == last else above
            called = bare(_at(cells, name))
            own = row_id(above, called) if self.kind is Column else row_id((*above, called))
            same = _at(cells, digest) == row_hash([_at(cells, index) for index in self._hashed])
            same = same and not any(_at(cells, index) for index in self._added)
            was = _at(cells, mark)
            yield ReturnedRow(row, above, called, was, was if own == was else own, not same)

    def cell(self, row: Row, field: str) -> Location:
        """Place of a field in this row."""
        return self.table.location(self.table.cell(row, field))

    def tree(self, returned: ReturnedRow, base: Tree | None, errors: list[Finding]) -> Tree:
        """The record as the row has it: fields without a column, and cells that show no text, are those of *base*."""
        troubles: Troubles = []
        row = returned.row
        without = (*_PARENTS[self.kind], "name", FINDINGS, ID, HASH)
        given = self.table.fields(row, without, troubles)
        kept = {name for name in self._given if self._is_as_before(name, row, base)}
        errors += self._spoilt(row)
        fields = {name: self._words.spelt(name, value) for name, value in given.items() if name not in kept}
        known: dict[str, Any] = {"name": returned.name}
        if self.kind is Term and "definition" in kept:
            known["definition"] = "kept"
        record = read_struct(self.kind, fields, (row.number,), troubles, **known)
        for trouble in troubles:
            field = str(trouble.keys[1]) if len(trouble.keys) > 1 else "name"
            if field not in kept:
                place = self.cell(row, field)
                errors.append(Finding(place, trouble.message, trouble.hint, field=field, check=trouble.check))
        read = {name: value for name, value in record_tree(record).items() if name not in kept}
        untouched = {name: value for name, value in (base or {}).items() if name in kept or name not in self._given}
        return {name: value for name, value in {**untouched, **read}.items() if name != "columns"}

    def _spoilt(self, row: Row) -> list[Finding]:
        """Cells in which somebody wrote behind the words that stand for a text too long to be shown."""
        found = []
        for name in self._given:
            text = self.table.text(row, name)
            if text.startswith(NOT_SHOWN) and not is_not_shown(text):
                message = "the cell holds what stands for a text that is not shown, and more"
                found.append(Finding(self.cell(row, name), message, "type the whole text, or edit it in the YAML file"))
        return found

    def _is_as_before(self, field: str, row: Row, base: Tree | None) -> bool:
        """Whether the cell shows what *base* says, or no text at all."""
        text = self.table.text(row, field)
        if is_not_shown(text):
            return True
        return base is not None and field in base and _shown(self.kind, field, base[field]) == text


def _shown(kind: Any, field: str, value: Value) -> str:
    """The cell as it reads back."""
    record = record_of(kind, "x", {"definition": "", field: value} if kind is Term else {field: value})
    try:
        return cell_text(field, getattr(record, _ATTRIBUTES.get(field, field)))
    except CannotHoldError:
        return "\0"


def _term_fields() -> list[str]:
    return [field.encode_name for field in msgspec.structs.fields(Term)]


def _at(cells: list[str], index: int | None) -> str:
    return cells[index] if index is not None and index < len(cells) else ""


RowsByKeys = dict[tuple[str, ...], tuple[ReturnedSheet, Any]]
"""File and keys of a record -> the sheet and the row that it stands in."""
