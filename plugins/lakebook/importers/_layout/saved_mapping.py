"""The mapping file beside a sheet, ``NAME.import.yaml``: how it was read, for a person to correct."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

from lakebook.diagnostics import Finding
from lakebook.importers._layout.mapping_path import mapping_path
from lakebook.importers._layout.resolve import COLUMN_FIELDS, DATASET_FIELDS
from lakebook.readers._findings import Trouble, from_syntax, from_troubles
from lakebook.readers._hints import did_you_mean
from lakebook.readers._typed import read_struct
from lakebook.syntax import SyntaxTrouble, Unreadable
from lakebook.syntax.strict_yaml import Document, parse

NOT_A_FIELD = ("extra", "ignore")


class SavedSheet(msgspec.Struct, kw_only=True):
    """How one sheet is read."""

    name: str = ""
    rows: Literal["columns", "datasets"] = "columns"
    """What a row stands for."""
    header: list[str] = []
    """Numbers of the rows that hold the headings: one for each table of the sheet."""
    dataset_from: Literal["heading", "above", "sheet", "file", "name"] = "heading"
    """Where the dataset's name stands: below a heading, above the table, or it is that of the sheet or the file."""
    dataset: str = ""
    """The dataset's name, where no cell says it."""
    headings: dict[str, str] = {}
    """Heading -> field, ``extra`` or ``ignore``."""


class SavedMapping(msgspec.Struct, kw_only=True):
    """The mapping file."""

    filename: str = ""
    """Name of the sheet that it belongs to: another one of its name may lie beside it."""
    domain: str = ""
    system: str = ""
    schema: str = ""
    imported: str = ""
    """Git's hash of the sheet as it was imported last; empty where it never was."""
    read_as: str = ""
    """Hash of how it was read then (see ``last_time``)."""
    sheets: dict[str, SavedSheet] = {}
    left_out: dict[str, str] = {}
    """Sheet -> why it is not read."""


class Saved(msgspec.Struct):
    """The mapping file as it lies beside the sheet."""

    path: str
    content: bytes | None = None
    """None where there is none."""
    mapping: SavedMapping | None = None
    errors: list[Finding] = []
    document: Document | None = None

    def findings(self, troubles: Iterable[Trouble]) -> list[Finding]:
        """Findings about what stands in it, each with its line."""
        return from_troubles(self.path, self.document, troubles) if self.document is not None else []


def read_saved(path: str) -> Saved:
    """The mapping beside the sheet at *path*; strict: what is wrong in it is in ``errors``, with line and column."""
    saved = Saved(mapping_path(path), errors=[])
    try:
        saved.content = Path(saved.path).read_bytes()
    except FileNotFoundError:
        return saved
    try:
        document = saved.document = parse(saved.content)
    except Unreadable as error:
        saved.errors.append(from_syntax(saved.path, error.trouble))
        return saved
    saved.errors += [from_syntax(saved.path, trouble) for trouble in document.troubles]
    troubles: list[Trouble] = []
    saved.mapping = read_struct(SavedMapping, document.value, (), troubles)
    for name, sheet in saved.mapping.sheets.items():
        troubles += _wrong(name, sheet)
    saved.errors += saved.findings(troubles)
    return saved


def saved_place(path: str) -> tuple[str, str, str] | None:
    """Domain, system and schema that the mapping beside the sheet at *path* names; None where there is none.

    The schema is empty where the mapping does not name it.

    Raises:
        Unreadable: something in the mapping is wrong; the message says where.
    """
    saved = read_saved(path)
    for error in saved.errors:
        raise Unreadable(SyntaxTrouble("workbook_unreadable", f"{error.location}: {error.message}", error.hint))
    mapping = saved.mapping
    return (mapping.domain, mapping.system, mapping.schema) if mapping and mapping.domain and mapping.system else None


def _wrong(name: str, sheet: SavedSheet) -> list[Trouble]:
    troubles = []
    fields, others = (COLUMN_FIELDS, DATASET_FIELDS) if sheet.rows == "columns" else (DATASET_FIELDS, COLUMN_FIELDS)
    for heading, field in sheet.headings.items():
        keys = ("sheets", name, "headings", heading)
        if field in others and field not in fields:
            message = f"'{field}' is a field of {'datasets' if sheet.rows == 'columns' else 'columns'}"
            hint = f"each row of this sheet is one of the {sheet.rows}: write extra or ignore"
            troubles.append(Trouble("field_unknown", keys, f"{message}, not of {sheet.rows}", hint))
        elif field not in (known := [*fields, *NOT_A_FIELD]):
            troubles.append(Trouble("field_unknown", keys, f"unknown field '{field}'", did_you_mean(field, known)))
    if not sheet.header or not all(number.isdecimal() and number != "0" for number in sheet.header):
        message, hint = (
            "'header' takes numbers of rows",
            "write the number of the row that holds the headings: 'header: 2'",
        )
        troubles.append(Trouble("value_malformed", ("sheets", name, "header"), message, hint))
    if sheet.dataset_from == "name" and not sheet.dataset:
        hint = "write its name: 'dataset: orders'"
        troubles.append(Trouble("field_missing", ("sheets", name), "'dataset_from: name' needs 'dataset:'", hint))
    return troubles
