"""What a routine says of the rows it gives back: RETURNS TABLE, SETOF, OUT, or one value."""

from __future__ import annotations

from typing import NamedTuple

from lakebook.importers._sql.dialects import Dialect
from lakebook.importers._sql.tokens import Cursor, Part

_KINDS = ("PROC", "PROCEDURE", "FUNCTION")
_MODES = ("IN", "OUT", "INOUT", "VARIADIC")


class Gives(NamedTuple):
    """The head of a procedure or function."""

    name: tuple[Part, ...]
    parameters: str
    """As they are written: two functions of one name differ in them."""
    is_procedure: bool
    has_rows: bool
    """Whether a query may be FROM it; else it gives one value."""
    columns: tuple[Part, ...] = ()
    """As the head names them; empty where it does not."""
    like: tuple[Part, ...] = ()
    """The table or type whose columns its rows have; empty for none."""
    variable: str = ""
    """``DECLARE @name TABLE (...)`` for the variable that SQL Server gives back; else empty."""


def gives_of(text: str, dialect: Dialect) -> Gives | None:
    """What the routine of this statement gives back; None where it makes no procedure or function."""
    cursor = Cursor.of(text, dialect)
    while not cursor.ended and cursor.at < 12 and cursor.peek() not in _KINDS:
        cursor.at += 1
    kind = cursor.take_any(*_KINDS)
    if not kind:
        return None
    is_table = cursor.tokens[cursor.at - 2].upper == "TABLE"
    cursor.take("IF", "NOT", "EXISTS")
    name = cursor.name()
    start = cursor.at
    inside = cursor.parens()
    if not name:
        return None
    parameters = " ".join(token.text.lower() for token in cursor.tokens[start : cursor.at])
    out = _out(inside) if inside else ()
    found = Gives(name, parameters, kind != "FUNCTION", is_table or bool(out), out)
    while not cursor.ended and cursor.peek() not in ("RETURNS", "AS", "BEGIN"):
        cursor.skip()
    return _returns(cursor, text, found) if cursor.take("RETURNS") else found


def _returns(cursor: Cursor, text: str, found: Gives) -> Gives:
    if cursor.peek().startswith("@"):
        start = cursor.tokens[cursor.at].start
        cursor.at += 1
        cursor.take("TABLE")
        cursor.parens()
        return found._replace(has_rows=True, variable=f"DECLARE {text[start : cursor.tokens[cursor.at - 1].end]}")
    if cursor.take("TABLE"):
        listed = cursor.parens()
        parts = [element.part() for element in listed.elements()] if listed else []
        return found._replace(has_rows=True, columns=tuple(part for part in parts if part))
    is_set = cursor.take("SETOF")
    like = cursor.name()
    return found._replace(has_rows=found.has_rows or is_set, like=() if found.columns else like)


def _out(inside: Cursor) -> tuple[Part, ...]:
    """Parameters that are given back, as PostgreSQL has them in front of their names."""
    found = []
    for element in inside.elements():
        mode = element.take_any(*_MODES)
        part = element.part() if mode in ("OUT", "INOUT") else None
        found += [part] if part is not None and not element.ended else []
    return tuple(found)
