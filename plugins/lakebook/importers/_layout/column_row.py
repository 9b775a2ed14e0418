"""One row of a table -> a Column."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

from lakebook.importers._layout.cell_words import Flags, is_blank, is_no_value, keys_of, values_of
from lakebook.importers._layout.flag_words import FLAGS, Words, letters_of, words_below
from lakebook.importers._layout.remarks import Remarks
from lakebook.importers._layout.sheet_layout import Table
from lakebook.importers._layout.types import joined_type
from lakebook.model.dataset import Column
from lakebook.syntax.workbook import Row
from lakebook.writers.file_names import tidy_name

_TARGET = re.compile(
    r"(?P<table>[^\s()\[\]>,;]+)\s*(?:\(\s*(?P<column>[^()\s,;]+)\s*\)|\[\s*(?P<field>[^\[\]\s,;]+)\s*\])"
)
_TEXT_FIELDS = ("title", "description", "unit", "classification", "term")
_ANSWERS = frozenset([*FLAGS, "key"])
_HANDLED = frozenset({"dataset", "name", "ignore"})


class Yes(str):
    """Yes, in the words of the cell: what it is yes to is settled by ``finish``."""


class ColumnRow:
    """Reads rows of one table; what it does not understand is kept in ``extra:`` and said.

    *before* are the words that stood in the sheet when it was imported last.
    """

    def __init__(self, sheet: str, table: Table, remarks: Remarks, before: Words) -> None:
        self._sheet = sheet
        self._remarks = remarks
        self._by_field = {
            heading.field: heading for heading in table.headings if heading.field not in ("", "extra", "ignore")
        }
        self._extra = [heading for heading in table.headings if heading.field in ("", "extra")]
        self._plan: list[tuple[int, str]] = [
            (heading.index, field) for field, heading in self._by_field.items() if field not in _HANDLED
        ]
        self._flags = {
            field: Flags(words_below(table, heading), before.get((sheet, field), ()), letters_of(heading.text))
            for field, heading in self._by_field.items()
            if field in FLAGS
        }

    def read(self, row: Row, name: str) -> Column:
        """The column that the row describes."""
        cells, width = row.cells, len(row.cells)
        said: dict[str, str] = {}
        for index, field in self._plan:
            if index < width and (text := cells[index]) and not (is_blank if field in _ANSWERS else is_no_value)(text):
                said[field] = text
        extra = {
            heading.label: cells[heading.index]
            for heading in self._extra
            if heading.index < width and cells[heading.index] and not is_no_value(cells[heading.index])
        }
        column = Column(name=name, extra=extra) if extra else Column(name=name)
        if said:
            self._give(column, said, row)
        return column

    def _give(self, column: Column, said: dict[str, str], row: Row) -> None:
        for field in _TEXT_FIELDS:
            if field in said:
                setattr(column, field, said[field])
        if "type" in said or "length" in said or "precision" in said:
            self._type(column, said)
        if "example" in said:
            column.example = said["example"]
        for field, give in _GIVERS.items():
            if field in said:
                give(self, column, said, row)
        if "required" in said or "optional" in said:
            self._required(column, said, row)
        if "references_dataset" in said or "references_column" in said:
            self._reference(column, said, row)

    def _type(self, column: Column, said: dict[str, str]) -> None:
        given = (said.get("type", ""), said.get("length", ""), said.get("precision", ""), said.get("scale", ""))
        column.type, left = joined_type(*given)
        for field in left:
            self._keep(column, field, said[field])

    def _required(self, column: Column, said: dict[str, str], row: Row) -> None:
        """Required, from a heading that says so, from one that says the contrary, or from both."""
        wanted = self._flag(column, "required", said, row)
        free = self._flag(column, "optional", said, row)
        if wanted is not None and free is not None and wanted == free:
            mine, other = (row.reference(self._by_field[field].index) for field in ("required", "optional"))
            message = (
                f"'{said['required'][:40]}' in {mine} and '{said['optional'][:40]}' in {other} contradict each other"
            )
            hint = (
                f"one says whether a value must be given, the other whether it may be absent; correct {mine} or {other}"
            )
            self._remarks.error(self._sheet, mine, message, hint)
        column.required = wanted if wanted is not None else free is False

    def _flag(self, column: Column, field: str, said: dict[str, str], row: Row) -> bool | None:
        if field not in said:
            return None
        text, flags = said[field], self._flags[field]
        by_itself = flags.required(text)
        if by_itself is not None:
            return by_itself if field == "required" else not by_itself
        truth = flags.truth(text)
        if truth is None:
            self._odd(column, field, text, row)
        return truth

    def _key(self, column: Column, said: dict[str, str], row: Row) -> None:
        keys = keys_of(said["key"])
        if keys is None:
            self._odd(column, "key", said["key"], row)
            return
        _add_keys(column, *keys)
        self._position(column, "key", said["key"])

    def _one_key(self, column: Column, said: dict[str, str], row: Row, field: str) -> None:
        text = said[field]
        truth = self._flags[field].truth(text)
        if text.isdigit():
            truth = int(text) > 0
            self._position(column, field, text)
        elif truth is None and (keys := keys_of(text)) is not None:
            truth = field in keys
        if truth is None and field == "fk" and not column.references and " " not in text.strip():
            column.references, truth = _target(text), True
        if truth is None:
            self._odd(column, field, text, row)
        elif truth:
            _add_keys(column, field)

    def _position(self, column: Column, field: str, text: str) -> None:
        """Keep a position in the primary key for now: ``finish`` forgets those that repeat the order of the columns."""
        if text.isdigit() and int(text):
            self._keep(column, field, text)

    def _personal(self, column: Column, said: dict[str, str], row: Row) -> None:
        truth = self._flags["personal"].truth(said["personal"])
        if truth is None:
            column.personal = tuple(items(said["personal"]))
        elif truth:
            column.personal = (Yes(said["personal"]),)

    def _values(self, column: Column, said: dict[str, str], row: Row) -> None:
        found = values_of(said["values"])
        if found is None:
            self._keep(column, "values", said["values"])
        else:
            column.values = found

    def _tags(self, column: Column, said: dict[str, str], row: Row) -> None:
        column.tags = tuple(items(said["tags"]))

    def _formerly(self, column: Column, said: dict[str, str], row: Row) -> None:
        column.formerly = tuple(tidy_name(name) for name in items(said["formerly"]) if tidy_name(name) != column.name)

    def _references(self, column: Column, said: dict[str, str], row: Row) -> None:
        column.references = _target(said["references"])
        self._point(column, said, row)

    def _reference(self, column: Column, said: dict[str, str], row: Row) -> None:
        table, field = said.get("references_dataset", ""), said.get("references_column", "")
        if not table:
            self._keep(column, "references_column", field)
        elif not column.references:
            column.references = f"{table}.{field}" if field else _target(table)
            self._point(column, said, row)

    def _point(self, column: Column, said: dict[str, str], row: Row) -> None:
        """Make a column that points somewhere a foreign key, unless another cell says that it is none."""
        if "fk" in said and self._flags["fk"].truth(said["fk"]) is False:
            cell = row.reference(self._by_field["fk"].index)
            self._remarks.say(
                self._sheet, cell, f"'{said['fk'][:20]}' for the foreign key, though the row names what it points to"
            )
        else:
            _add_keys(column, "fk")

    def _keep(self, column: Column, field: str, text: str) -> None:
        if not column.extra:
            column.extra = {}
        column.extra[self._by_field[field].label] = text

    def _odd(self, column: Column, field: str, text: str, row: Row) -> None:
        """Keep and report words that are not understood."""
        self._keep(column, field, text)
        heading = self._by_field[field]
        said = " ".join(text.split())[:40]
        self._remarks.say(
            self._sheet, row.reference(heading.index), f"'{said}' is not understood as {field} (kept in extra)"
        )


_GIVERS: dict[str, Callable[[ColumnRow, Column, dict[str, str], Row], None]] = {
    "key": ColumnRow._key,
    "pk": lambda reader, *given: reader._one_key(*given, "pk"),
    "uk": lambda reader, *given: reader._one_key(*given, "uk"),
    "fk": lambda reader, *given: reader._one_key(*given, "fk"),
    "references": ColumnRow._references,
    "personal": ColumnRow._personal,
    "values": ColumnRow._values,
    "tags": ColumnRow._tags,
    "formerly": ColumnRow._formerly,
}


def _add_keys(column: Column, *keys: str) -> None:
    found = {*column.key, *keys}
    column.key = cast(Any, tuple(key for key in ("pk", "uk", "fk") if key in found))


def _target(text: str) -> str:
    """``CUSTOMER(ID)`` and ``customer -> id`` as ``CUSTOMER.ID``."""
    text = " ".join(text.split())
    if match := _TARGET.fullmatch(text):
        return f"{match['table']}.{match['column'] or match['field']}"
    return re.sub(r"\s*(?:->|→|=>)\s*", ".", text)


def items(text: str) -> list[str]:
    """What a cell lists, parted by commas, semicolons, bars or line ends."""
    return [item for item in (" ".join(part.split()) for part in re.split(r"[,;\n|]", text)) if item]
