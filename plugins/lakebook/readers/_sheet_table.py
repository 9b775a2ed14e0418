"""A sheet as a table: its headings are field names, its rows become the maps that YAML would have given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from lakebook.diagnostics import Finding, Location
from lakebook.model.dataset import Column, Dataset
from lakebook.model.in_cells import LISTS, MARKS, REFERENCES, partings
from lakebook.readers._findings import Trouble
from lakebook.readers._hints import did_you_mean
from lakebook.readers._typed import SET_BY_READER
from lakebook.readers._values import NOTHING
from lakebook.syntax.cell_items import bare, read_items
from lakebook.syntax.workbook import Row, Sheet

_FROM_PLACE = {"domain", "system", "schema", "columns"}


def fold(heading: str) -> str:
    """A heading or sheet name as it is compared: lower case, without blanks, underscores and hyphens."""
    return re.sub(r"[\s_\u00a0-]+", "", heading).lower()


def field_names(kind: type[Dataset] | type[Column]) -> list[str]:
    """Fields of *kind* that a heading may name, as written in YAML."""
    written = [field.encode_name for field in msgspec.structs.fields(kind) if field.name not in SET_BY_READER]
    return [name for name in written if name not in _FROM_PLACE]


class Table:
    """The rows of one sheet below its headings. What the headings get wrong is in ``findings``."""

    def __init__(self, path: str, sheet: Sheet, fields: list[str]) -> None:
        self.path = path
        self.sheet = sheet
        self.findings: list[Finding] = []
        self._error_cells = {trouble.cell for trouble in sheet.troubles}
        self._fields = fields
        self._index: dict[str, int] = {}
        if sheet.rows:
            self._read_headings(sheet.rows[0])

    def _read_headings(self, headings: Row) -> None:
        by_fold = {fold(name): name for name in self._fields}
        for index, heading in enumerate(headings.cells):
            name = by_fold.get(fold(heading), "")
            if name and name not in self._index:
                self._index[name] = index
            elif name:
                message = f"heading '{name}' is given twice"
                self._say(headings.reference(index), "key_duplicated", message, "delete one of the two columns", name)
            elif heading:
                near = did_you_mean(fold(heading), self._fields)
                self._say(headings.reference(index), "field_unknown", f"unknown heading '{heading[:60]}'", near)
            else:
                self._without_heading(index)
        cell = headings.reference(next(index for index, text in enumerate(headings.cells) if text))
        for name in self._missing():
            hint = f"the first row that is not blank holds the headings; write '{name}' in it"
            self._say(cell, "field_missing", f"sheet {self.sheet.name} has no heading '{name}'", hint)

    def _missing(self) -> list[str]:
        return [name for name in self._fields if name in ("dataset", "name") and name not in self._index]

    def _without_heading(self, index: int) -> None:
        row = next((row for row in self.sheet.rows[1:] if index < len(row.cells) and row.cells[index]), None)
        if row is not None:
            hint = f"write one of the field names above it, or clear column {row.reference(index).rstrip('0123456789')}"
            self._say(row.reference(index), "field_unknown", "a value in a column without a heading", hint)

    def _say(self, cell: str, check: str, message: str, hint: str, field: str = "") -> None:
        self.findings.append(Finding(self.location(cell), message, hint, field=field, check=check))

    def location(self, cell: str) -> Location:
        """A place in this sheet."""
        return Location(self.path, sheet=self.sheet.name, cell=cell)

    def rows(self) -> Iterator[Row]:
        """Rows below the headings; none where a heading is missing without which they mean nothing."""
        return iter([] if self._missing() else self.sheet.rows[1:])

    def index(self, field: str) -> int | None:
        """Index of the field's column; None where the sheet has none."""
        return self._index.get(field)

    def text(self, row: Row, field: str) -> str:
        """What stands in the field's column; empty where the sheet has none."""
        index = self._index.get(field)
        return row.cells[index] if index is not None and index < len(row.cells) else ""

    def name(self, row: Row, field: str = "name") -> str:
        """The one name that the field's cell says."""
        return bare(self.text(row, field))

    def cell(self, row: Row, field: str) -> str:
        """A1 notation of the field in this row; of the name where the sheet has no such column."""
        return row.reference(self._index.get(field, self._index["name"]))

    def is_error(self, row: Row, field: str) -> bool:
        """Whether an error such as ``#REF!`` stands there, which is reported on its own."""
        return self.cell(row, field) in self._error_cells

    def fields(self, row: Row, without: tuple[str, ...], troubles: list[Trouble]) -> dict[str, Any]:
        """The row as YAML would have given it, without blank cells and the fields in *without*."""
        given = {}
        for name in self._index:
            if name not in without and (text := self.text(row, name)):
                given[name] = _value(name, text, row, troubles)
        return given


def _value(field: str, text: str, row: Row, troubles: list[Trouble]) -> Any:
    """A cell as text, list or map."""
    if field == "refresh":
        return _refresh(text)
    if field not in LISTS and field not in MARKS:
        return bare(text)
    items = list(read_items(text, partings(field), MARKS.get(field, "")))
    if field == "key":
        return " ".join(name for name, _ in items)
    if field == "links":
        return [{"url": title} if not url else {"title": title, "url": url} for title, url in items]
    if field not in MARKS:
        return [name for name, _ in items]
    return _noted(field, items, row, troubles)


def _noted(field: str, items: list[tuple[str, str | None]], row: Row, troubles: list[Trouble]) -> Any:
    """Names and their notes: a list for references, which may name one thing twice with two notes, else a map."""
    found: dict[tuple[str, str], str] = {}
    for name, note in items:
        key = (name, note or "") if field in REFERENCES else (name, "")
        if field == "values" and note is None:
            message, hint = f"'{name[:60]}' is not 'code = meaning'", "write code = meaning, one a line"
            troubles.append(Trouble("value_malformed", (row.number, field), message, hint))
        elif key in found:
            message = f"'{name}' is given twice in this cell"
            troubles.append(Trouble("key_duplicated", (row.number, field), message, "delete one of the two"))
        else:
            found[key] = note or ""
    if field not in REFERENCES:
        return {name: note for (name, _), note in found.items()}
    return [name if note in NOTHING else {"dataset": name, "note": note} for (name, note) in found]


def _refresh(text: str) -> Any:
    """``trigger | when``, where the words may stand between quotes."""
    trigger, bar, when = text.partition("|")
    return {"trigger": trigger.strip(), "when": bare(when.strip())} if bar else text
