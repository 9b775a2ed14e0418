"""``CREATE SYNONYM a FOR b``: another name for a table, which may be made later, or elsewhere."""

from __future__ import annotations

import re

from lakebook.importers._sql.lexical import BLANK
from lakebook.importers._sql.tables import Session, Tables
from lakebook.importers._sql.tokens import Cursor

_SYNONYM = re.compile(
    rf"CREATE{BLANK}(?:(?:OR|REPLACE|EDITIONABLE|NONEDITIONABLE|PUBLIC|PRIVATE){BLANK})*(?:SYNONYM|ALIAS|NICKNAME)\b",
    re.IGNORECASE,
)


def synonym(text: str, session: Session, tables: Tables) -> bool:
    """Let another name stand for a table; False where the statement is no such thing."""
    if not _SYNONYM.match(text):
        return False
    cursor = Cursor.of(text, session.dialect, 40)
    words = set()
    while not (word := cursor.take_any("SYNONYM", "ALIAS", "NICKNAME")):
        words.add(cursor.peek())
        cursor.at += 1
    cursor.take("IF", "NOT", "EXISTS")
    name = cursor.name()
    if not name or not cursor.take("FOR"):
        return word == "SYNONYM"
    cursor.take("TABLE")
    target = cursor.name()
    key = session.key(name)
    if target:
        tables.call(key[-1:] if "PUBLIC" in words else key, target, session.copied())
    return True
