"""Rows that have a name without a table: of a loop, or of the trigger that runs. Their columns come from somewhere."""

from __future__ import annotations

from collections.abc import Sequence

import sqlglot
from sqlglot import exp

Records = Sequence[tuple[str, str]]
"""Name in lower case, and what it is a row of: a table, or a query in parentheses."""


def values_as_query(insert: exp.Insert, records: Records, *, always: bool) -> None:
    """Turn ``VALUES (r.a, r.b)`` into the query that it is, where it names one of the *records*, or *always*."""
    values = insert.expression
    if not isinstance(values, exp.Values) or not (always or _named(values, records)):
        return
    rows = [row.expressions if isinstance(row, exp.Tuple) else [row] for row in values.expressions]
    rows = [_stars(row, records) for row in rows]
    queries: list[exp.Query] = [exp.Select(expressions=[value.copy() for value in row]) for row in rows]
    whole = queries[0]
    for query in queries[1:]:
        whole = exp.union(whole, query, distinct=False)
    insert.set("expression", whole)


def with_records(query: exp.Query, records: Records, parser: str) -> exp.Query:
    """The query with what its records are rows of among its tables."""
    for select in _selects(query):
        for name, source in _named(select, records):
            table = sqlglot.parse_one(f"SELECT * FROM {source} AS {name}", dialect=parser).args["from_"].this
            if select.args.get("from_") is None:
                select.from_(table, copy=False)
            else:
                select.join(table, join_type="cross", copy=False)
    return query


def _stars(row: list[exp.Expr], records: Records) -> list[exp.Expr]:
    """``VALUES r`` of Oracle is all columns of the row."""
    names = {name for name, _ in records}
    only = row[0] if len(row) == 1 else None
    if isinstance(only, exp.Column) and not only.table and only.name.lower() in names:
        return [exp.Column(this=exp.Star(), table=exp.to_identifier(only.name))]
    return row


def _selects(query: exp.Query) -> list[exp.Select]:
    """The parts of a union, or the query itself."""
    if isinstance(query, exp.Select):
        return [query]
    if isinstance(query, exp.Subquery) and isinstance(query.this, exp.Query):
        return _selects(query.this)
    if isinstance(query, exp.SetOperation):
        return [*_selects(query.left), *_selects(query.right)]
    return []


def _named(expression: exp.Expr, records: Records) -> list[tuple[str, str]]:
    """Records whose columns are used, and that no table of the query is called like; the last of a name counts."""
    columns = list(expression.find_all(exp.Column))
    used = {(column.table or column.name).lower() for column in columns}
    tables = {table.alias_or_name.lower() for table in expression.find_all(exp.Table, exp.Subquery)}
    return [(name, source) for name, source in dict(records).items() if name in used - tables]
