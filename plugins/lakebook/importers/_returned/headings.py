"""Headings of a returned workbook that are not as they were exported."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from lakebook.diagnostics import Finding, Location
from lakebook.importers._layout.resolve import column_fields, dataset_fields
from lakebook.importers._returned.rows import ReturnedSheet
from lakebook.model.dataset import Dataset


def notes_on_headings(sheet: ReturnedSheet) -> list[Finding]:
    """Headings that are unknown, each with the field that it may stand for, and fields without a heading."""
    meant = [_meant(sheet, note) for note in sheet.notes]
    notes = [note if not field else _instead(note, field) for note, field in zip(sheet.notes, meant, strict=True)]
    return notes + list(_gone(sheet, [name for name in sheet.gone if name not in meant]))


def _meant(sheet: ReturnedSheet, note: Finding) -> str:
    """The field without a heading that an unknown one says in other words."""
    row = sheet.table.sheet.rows[0]
    text = next((text for at, text in enumerate(row.cells) if row.reference(at) == note.location.cell), "")
    fields = dataset_fields([text]) if sheet.kind is Dataset else column_fields([text])
    return next((field for field in fields if field in sheet.gone), "")


def _instead(note: Finding, field: str) -> Finding:
    message = f"{note.message}; '{field}' is gone, and what the book says there stays"
    return msgspec.structs.replace(note, message=message, hint=f"write '{field}' there again to have it read")


def _gone(sheet: ReturnedSheet, names: list[str]) -> Iterator[Finding]:
    if names:
        named = ", ".join(f"'{name}'" for name in names)
        are = "the heading {} is" if len(names) == 1 else "the headings {} are"
        place = Location(sheet.table.path, sheet=sheet.table.sheet.name)
        yield Finding(place, f"{are.format(named)} gone: what the book says there stays")
