"""SQLite's virtual tables: their columns are what their module is given; what holds their data is no dataset."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lakebook.importers._sql.tables import Session, Table
from lakebook.importers._sql.tokens import Cursor
from lakebook.model.dataset import Column

_NAMES_COLUMNS = ("FTS", "RTREE")
"""Beginnings of modules whose arguments are names of columns."""
_SHADOWS = (
    "_content", "_data", "_idx", "_docsize", "_config", "_segments", "_segdir", "_stat", "_node", "_rowid", "_parent"
)  # fmt: skip
_KEPT = re.compile(
    r"INSERT\s+INTO\s+sqlite_(?:schema|master)\b.*?\bVALUES\s*\(.*?'(CREATE\s+VIRTUAL\s+TABLE\b.*)'\s*\)\s*\Z",
    re.IGNORECASE | re.DOTALL,
)


def read_module(cursor: Cursor, table: Table, session: Session) -> None:
    """``USING fts5(title, body, tokenize = porter)``; the cursor stands behind USING."""
    module = cursor.name()
    arguments = cursor.parens()
    table.is_virtual = True
    if not module or arguments is None or not module[-1].text.upper().startswith(_NAMES_COLUMNS):
        return
    for argument in arguments.elements():
        part = argument.part()
        if part is not None and argument.peek() != "=":
            table.columns = {**table.columns, session.fold(part): Column(name=part.text)}


def made_by_dump(text: str) -> str:
    """The statement that makes a virtual table, where ``.dump`` writes it into the list of tables; empty elsewhere."""
    match = _KEPT.match(text) if text[:7].upper() == "INSERT " else None
    return match[1].replace("''", "'") if match else ""


def hide_own(tables: Iterable[Table]) -> None:
    """Hide what SQLite keeps for itself, and for its virtual tables."""
    listed = list(tables)
    kept = {f"{table.name}{ending}".lower() for table in listed if table.is_virtual for ending in _SHADOWS}
    for table in listed:
        table.hidden = table.hidden or table.name.lower() in kept or table.name.lower().startswith("sqlite_")
