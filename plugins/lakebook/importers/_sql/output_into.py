"""``OUTPUT ... INTO name (columns)`` of SQL Server: a second table that a statement fills."""

from __future__ import annotations

from typing import NamedTuple

from lakebook.importers._sql.dialects import Dialect
from lakebook.importers._sql.tokens import Cursor, Part

_ENDS = ("SELECT", "VALUES", "FROM", "WHERE", "EXEC", "EXECUTE", "DEFAULT", "WITH", ";")


class OutputInto(NamedTuple):
    """A statement without these words."""

    text: str
    """Its lines stay where they are."""
    name: tuple[Part, ...] = ()
    """The table; empty where there is none."""
    columns: tuple[Part, ...] = ()
    """Of the table; empty where they are not said."""


def output_into(text: str, dialect: Dialect) -> OutputInto:
    """The statement, and what its OUTPUT fills; the parser takes no dotted name there."""
    if dialect.name != "tsql" or "OUTPUT" not in text.upper():
        return OutputInto(text)
    cursor = Cursor.of(text, dialect)
    while not cursor.ended and cursor.peek() != "OUTPUT":
        cursor.skip()
    output = cursor.at
    while not cursor.ended and cursor.peek() != "INTO":
        if cursor.peek() in _ENDS:
            return OutputInto(text)
        cursor.skip()
    if cursor.ended:
        return OutputInto(text)
    start = cursor.tokens[cursor.at].start
    cursor.at += 1
    name, columns = cursor.name(), cursor.names()
    end = cursor.tokens[cursor.at - 1].end
    rest = " " + "\n" * text.count("\n", start, end) + text[end:]
    if cursor.tokens[0].upper == "DELETE":  # the parser takes it only at the end of one
        begins = cursor.tokens[output].start
        return OutputInto(f"{text[:begins]}{rest} {text[begins:start]}", name, columns)
    return OutputInto(text[:start] + rest, name, columns)
