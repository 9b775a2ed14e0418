"""Records -> the tables of a workbook, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from lakebook.diagnostics import Diagnostic
from lakebook.exporters import ExportError
from lakebook.exporters._workbook_fields import SheetKind, about, heading, is_prose, width
from lakebook.exporters._workbook_findings import line, told
from lakebook.syntax.workbook_state import FINDINGS, HASH, ID, not_shown, row_hash, row_id
from lakebook.writers.cell_texts import CannotHoldError, cell_text
from lakebook.writers.workbook_shape import Choices, SheetColumn, Table

Told: TypeAlias = list[tuple[str, Diagnostic]]
"""Findings about one row, each with the field it is about."""


class Record(msgspec.Struct, frozen=True, gc=False):
    """One row to be."""

    places: tuple[str, ...]
    """What names the records above it."""
    value: Any
    """A Dataset, a Column or a Term."""
    name: str
    found: Told


class TableMaker:
    """Makes the table of one sheet. *unshown* collects what no cell can hold, in words."""

    def __init__(self, sheet: SheetKind, drop_downs: Mapping[str, Choices], unshown: list[str]) -> None:
        self.sheet = sheet
        self.drop_downs = drop_downs
        self.unshown = unshown
        self.notes: dict[tuple[int, int], str] = {}
        self.more_notes = 0
        """Comments that found no room."""

    def exported(self, records: Sequence[Record], notes: int) -> tuple[Table, list[str]]:
        """The table that comes back, and its fields as the state records them; *notes* are comments it may take.

        Findings stand beside the name, where nobody misses them; where there are none, at the end.
        """
        fields = self.fields(record.value for record in records)
        names = [*self.sheet.places, *fields]
        self._comment(records, names, notes)
        columns = [self._column(name) for name in names]
        said = len(self.sheet.places) + 1 if any(record.found for record in records) else len(columns)
        columns.insert(said, SheetColumn(heading=heading(FINDINGS), width=46, about=_FOUND, kind="quiet"))
        columns += [SheetColumn(heading=own, width=20, about=_OWN, hidden=True) for own in (ID, HASH)]
        return self._table(columns, self._rows(records, fields, said), len(records)), names

    def plain(self, records: Sequence[Record]) -> Table:
        """The table of a workbook that lies in the book: places and fields alone."""
        fields = self.fields(record.value for record in records)
        columns = [self._column(name) for name in (*self.sheet.places, *fields)]
        return self._table(columns, (self._texts(record, self._attributes(fields)) for record in records), len(records))

    def fields(self, values: Iterable[Any]) -> list[str]:
        """Fields of the sheet; those seldom used only where a record has them."""
        attributes = self.sheet.attributes()
        unused = set(self.sheet.seldom)
        for value in values:
            if not unused:
                break
            unused -= {name for name in unused if getattr(value, attributes[name])}
        return [name for name in self.sheet.fields if name not in unused]

    def _attributes(self, fields: Iterable[str]) -> list[tuple[str, str]]:
        attributes = self.sheet.attributes()
        return [(name, attributes[name]) for name in fields if name != "name"]

    def _column(self, name: str) -> SheetColumn:
        needed = name in (*self.sheet.places, "name", "definition")
        text = about(self.sheet, name)
        return SheetColumn(
            heading=heading(name),
            width=width(name),
            about=f"{text}\nEvery row needs it." if needed else text,
            choices=self.drop_downs.get(name),
            required=needed,
            kind="prose" if is_prose(name) else "text",
        )

    def _table(self, columns: list[SheetColumn], rows: Iterable[Sequence[str]], count: int) -> Table:
        headings = [column.heading for column in columns]
        status = headings.index("Status") if "Status" in headings else -1
        return Table(
            name=self.sheet.name,
            columns=columns,
            rows=rows,
            count=count,
            frozen=len(self.sheet.places) + 1,
            notes=self.notes,
            parted_by=len(self.sheet.places) - 1 if self.sheet.places else None,
            grey_where=(status, ("deprecated", "retired")) if status >= 0 else None,
        )

    def _rows(self, records: Iterable[Record], fields: list[str], said: int) -> Iterator[list[str]]:
        """With the findings at the place *said*."""
        attributes = self._attributes(fields)
        for record in records:
            texts = self._texts(record, attributes)
            found = told(record.found) if record.found else ""
            parents = record.places if self.sheet.name == "Columns" else (*record.places, record.name)
            identity = row_id(parents, record.name if self.sheet.name == "Columns" else "")
            yield [*texts[:said], found[:32_000], *texts[said:], identity, row_hash(texts)]

    def _texts(self, record: Record, attributes: list[tuple[str, str]]) -> list[str]:
        """Places, name and fields of one row."""
        texts = [self._name(place) for place in (*record.places, record.name)]
        for field, attribute in attributes:
            value = getattr(record.value, attribute)
            if not value and value is not None and not isinstance(value, msgspec.Struct):
                texts.append("")
                continue
            try:
                texts.append(cell_text(field, value))
            except CannotHoldError as error:
                self.unshown.append(f"{'.'.join((*record.places, record.name))} {field}: {error}")
                texts.append(not_shown(f"{error}; edit it in the YAML file"))
        return texts

    def _name(self, name: str) -> str:
        try:
            return cell_text("name", name)
        except CannotHoldError as error:
            raise ExportError(f"a name that no cell can hold: {name[:60]!r} ({error})", "rename it first") from None

    def _comment(self, records: Iterable[Record], names: list[str], most: int) -> None:
        """Put each finding on the very cell it is about, where that is known."""
        for row, record in enumerate(records):
            for field, one in record.found:
                at = names.index(field) if field in names else len(self.sheet.places)
                place = (row, at + (at > len(self.sheet.places)))
                if place in self.notes:
                    self.notes[place] += f"\n{one.severity}: {line(one)}"
                elif len(self.notes) < most:
                    self.notes[place] = f"{one.severity}: {line(one)}"
                else:
                    self.more_notes += 1


_FOUND = "What the checks say about the row. It is written anew with each export, and never read back."
_OWN = "Lakebook's own: it tells which record the row was made of. Leave it as it is."
