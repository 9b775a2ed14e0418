"""Statements that fill several tables from one query: INSERT ALL and FIRST, ``FROM ... INSERT ... INSERT``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlglot import exp

from lakebook.importers._sql.query_parts import Filled
from lakebook.importers._sql.writes import insert_queries

_ROWS = "lakebook_rows"


def several_queries(inserts: exp.MultitableInserts, hidden: Mapping[str, str]) -> Iterator[Filled]:
    """One query for each table: whichever WHEN holds, rows may go there."""
    source = inserts.args["source"]
    for one in inserts.expressions:
        insert = one.this if isinstance(one, exp.ConditionalInsert) else one
        copied = insert.copy()
        copied.set("expression", _query(insert.expression, source))
        copied.set("with_", inserts.args.get("with_"))
        yield from insert_queries(copied, hidden)


def _query(given: exp.Expr | None, source: exp.Expr) -> exp.Expr:
    """What one table is filled by: all columns of *source*, some values of its rows, or a query that has no FROM."""
    if isinstance(given, exp.Select):
        return given.copy() if given.args.get("from_") is not None else given.from_(source.copy())
    if given is None:
        return source.copy()
    rows = given.expressions if isinstance(given, exp.Values) else [given]
    values = [_value(value) for row in rows[:1] for value in (row.expressions if isinstance(row, exp.Tuple) else [row])]
    return exp.Select(expressions=values).from_(_as_rows(source), copy=False)


def _value(value: exp.Expr) -> exp.Expr:
    """DEFAULT comes from nowhere."""
    return exp.Null() if isinstance(value, exp.Var) else value.copy()


def _as_rows(source: exp.Expr) -> exp.Expr:
    if isinstance(source, exp.Query) and not isinstance(source, exp.Subquery):
        return source.copy().subquery(_ROWS)
    return source.copy()
