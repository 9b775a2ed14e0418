"""``INSERT ... EXEC name`` of SQL Server as the INSERT of a query that it is."""

from __future__ import annotations

from typing import NamedTuple

from lakebook.importers._sql.bodies.steps import literal
from lakebook.importers._sql.tables import GIVES, Query
from lakebook.importers._sql.tokens import Cursor


class Execution(NamedTuple):
    """What such an INSERT runs."""

    name: str
    """The procedure, its last name alone; empty for SQL in a text."""
    text: str
    """The statement with a query in the place of it; empty where the text is put together."""


def execution(query: Query) -> Execution | None:
    """What a statement inserts the results of; None where it is no such thing."""
    if query.session.dialect.name != "tsql" or not query.whole or "EXEC" not in query.text.upper():
        return None
    cursor = Cursor.of(query.text, query.session.dialect)
    if cursor.ended or cursor.peek() != "INSERT":
        return None
    while not cursor.ended and cursor.peek() not in ("EXEC", "EXECUTE"):
        cursor.skip()
    if cursor.ended:
        return None
    start = cursor.tokens[cursor.at].start
    before, run = query.text[:start], query.text[start:]
    cursor.at += 1
    if cursor.peek().startswith("@") and cursor.peek(1) == "=":
        cursor.at += 2
    name = () if cursor.peek() == "(" else cursor.name()
    if not name or name[-1].text.startswith("@") or name[-1].text.lower() == "sp_executesql":
        found = literal(run, query.session.dialect)
        return Execution("", before + found[0] if found else "")
    called = ".".join(f"[{part.text}]" for part in (*name[:-1], name[-1]._replace(text=f"{GIVES}{name[-1].text}")))
    return Execution(name[-1].text, f"{before}SELECT * FROM {called}")
