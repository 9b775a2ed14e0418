"""RETURNING and OUTPUT: rows that a statement writes, as a query of their own; statements that stand in others."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from lakebook.importers._sql.writes import update_tables

_WRITES = (exp.Insert, exp.Update, exp.Delete, exp.Merge)
_ROWS = {"inserted", "deleted", "new", "old"}
"""What a row is called after and before it was written."""


def taken_out(statement: exp.Expr) -> Iterator[exp.Expr]:
    """Statements that write inside of *statement*, where a query gives back their rows instead from now on.

    PostgreSQL has them in WITH; SQL Server as what a query is FROM.
    """
    with_ = statement.args.get("with_")
    ctes = with_.expressions if with_ is not None else []
    for number, cte in enumerate(ctes):
        if isinstance(cte.this, _WRITES):
            written = cte.this.copy()
            before = [one.copy() for one in ctes[:number]]
            if before and written.args.get("with_") is None:
                written.set("with_", exp.With(expressions=before))
            cte.set("this", returned(cte.this))
            yield written
    query = statement.expression if isinstance(statement, exp.Insert) else None
    from_ = query.args.get("from_") if isinstance(query, exp.Select) else None
    if from_ is not None and isinstance(from_.this, exp.Subquery) and isinstance(from_.this.this, _WRITES):
        written = from_.this.this.copy()
        from_.this.set("this", returned(from_.this.this))
        yield written


def returned(statement: exp.Expr) -> exp.Select:
    """The rows that it gives back: of the table it writes, beside those it reads for it."""
    returning = statement.args.get("returning")
    values = returning.expressions if returning is not None else [exp.Literal.number(1)]
    query = exp.Select(expressions=[value.copy() for value in values])
    written, tables = _tables(statement)
    called = {table.alias_or_name.lower() for table in tables}
    for column in list(query.find_all(exp.Column)):
        if column.name.startswith("$"):  # $action
            column.replace(exp.Null())
        elif column.table.lower() in _ROWS - called:
            column.set("table", exp.to_identifier(written.alias_or_name, quoted=True))
    for number, table in enumerate(tables):
        if number == 0:
            query = query.from_(table.copy(), copy=False)
        else:
            query = query.join(table.copy(), join_type="cross", copy=False)
    return query


def _tables(statement: exp.Expr) -> tuple[exp.Expr, list[exp.Expr]]:
    """The table that is written, and all that stand beside one another, it among them."""
    target = statement.this
    if isinstance(statement, exp.Update):
        return update_tables(statement)
    if isinstance(statement, exp.Merge):
        return target, [target, statement.args["using"]]
    if isinstance(statement, exp.Insert):
        table = target.this if isinstance(target, exp.Schema) else target
        return table, [table]
    named = statement.args.get("tables") or []
    inside = [target, *(join.this for join in target.args.get("joins") or [])]
    written = next((one for one in inside if named and one.alias_or_name.lower() == named[0].name.lower()), target)
    return written, [target, *(statement.args.get("using") or [])]
