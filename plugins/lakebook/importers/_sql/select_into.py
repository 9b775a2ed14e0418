"""SELECT ... INTO: a query that makes the table it fills."""

from __future__ import annotations

import re

from lakebook.diagnostics import Location
from lakebook.importers._sql.tables import Query, Session, Table, Tables
from lakebook.importers._sql.tokens import Cursor

_INTO = re.compile(r"\bINTO\b", re.IGNORECASE)
_HAVE_IT = ("tsql", "postgres", "redshift", "generic", "databricks")


def select_into(text: str, location: Location, session: Session, tables: Tables, *, adds: bool = False) -> bool:
    """Make the table of ``SELECT ... INTO name``; False where the statement is no such thing.

    With *adds*, a table that is there already stays as it is, and is filled by the query, too.
    """
    if session.dialect.name not in _HAVE_IT or not _INTO.search(text):
        return False
    cursor = Cursor.of(text, session.dialect)
    while not cursor.ended and cursor.peek() not in ("INTO", "INSERT", "MERGE", "UPDATE"):
        cursor.skip()
    if not cursor.take("INTO"):
        return False
    is_temporary = bool(cursor.take_any("TEMP", "TEMPORARY", "LOCAL"))
    cursor.take_any("TABLE", "UNLOGGED")
    name = cursor.name()
    if not name or name[-1].text.startswith("@"):
        return False
    key, spelled = session.key(name), session.spelled(name)
    table = Table(space=spelled[:-1], name=spelled[-1], location=location, described=True)
    table.queries = [Query(text, False, (), session.copied(), location)]
    if is_temporary or name[-1].text.startswith("#"):
        table.hidden = True
        tables.add((f"temporary {id(table)}", key[-1]), table)
        session.hidden = {**session.hidden, key[-1]: table}
        return True
    known = tables.find(key)
    if known is not None and known.described and adds:
        known.queries = [*known.queries, *table.queries]
        return True
    if known is not None:
        table.queries += known.queries if not known.described else []
        tables.replace(known)
    tables.add(key, table)
    return True
