"""Calls of routines that scripts make: what they give back stands in their place, as a table of its own."""

from __future__ import annotations

from collections.abc import Set

from sqlglot import exp

from lakebook.importers._sql.tables import GIVES, VALUE


def with_calls(statement: exp.Expr, rows: Set[str], values: Set[str]) -> None:
    """Put tables in the place of calls, in *statement* itself.

    *rows* and *values* are names, in lower case and without schemas, of functions that give the one or the other.
    """
    for place in list(statement.find_all(exp.Table, exp.Lateral, exp.TableFromRows)):
        name = _called(place)
        if name and name[-1].name.lower() in rows:
            _put_table(place, name)
    for call in list(statement.find_all(exp.Anonymous)):
        if call.name.lower() in values and not isinstance(call.parent, exp.Table | exp.Lateral):
            above = call.parent.this if isinstance(call.parent, exp.Dot) and call.parent.expression is call else None
            query = exp.select(exp.column(VALUE)).from_(_table(_identifiers(above), call))
            call.append("expressions", query.subquery())


def _called(place: exp.Expr) -> list[exp.Expr]:
    """The dotted name of a function that stands in a table's place; empty for none."""
    inner = place.this
    if isinstance(inner, exp.Anonymous) and inner.name.upper() == "TABLE" and len(inner.expressions) == 1:
        inner = inner.expressions[0]  # TABLE(name())
    above = place.args.get("db") if isinstance(place, exp.Table) else None
    if isinstance(inner, exp.Dot):
        above, inner = inner.this, inner.expression
    return [*_identifiers(above), inner] if isinstance(inner, exp.Anonymous) else []


def _identifiers(above: exp.Expr | None) -> list[exp.Expr]:
    """The last name that stands before another one."""
    last = above.expression if isinstance(above, exp.Dot) else above
    last = last.this if isinstance(last, exp.Column) else last
    return [last] if isinstance(last, exp.Identifier) else []


def _put_table(place: exp.Expr, name: list[exp.Expr]) -> None:
    table = _table(name[:-1], name[-1])
    alias = place.args.get("alias")
    table.set("alias", alias.copy() if alias is not None else exp.TableAlias(this=exp.to_identifier(name[-1].name)))
    if isinstance(place, exp.Table):
        for key in ("joins", "laterals", "pivots", "sample"):
            table.set(key, place.args.get(key))
    if isinstance(place.parent, exp.From | exp.Join):
        place.replace(table)


def _table(above: list[exp.Expr], call: exp.Expr) -> exp.Table:
    quoted = isinstance(call.this, exp.Identifier) and bool(call.this.args.get("quoted"))
    named = exp.to_identifier(f"{GIVES}{call.name}", quoted=quoted)
    return exp.Table(this=named, db=above[0].copy() if above else None)
