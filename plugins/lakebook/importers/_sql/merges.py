"""MERGE as queries: one for each WHEN that updates or inserts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlglot import exp

from lakebook.importers._sql.query_parts import Filled, table_parts
from lakebook.importers._sql.writes import named_columns, select_pairs, with_ctes


def merge_queries(merge: exp.Merge, hidden: Mapping[str, str]) -> Iterator[Filled]:
    """What each WHEN sets its columns to, be it said by name, by place, or as all of the row at once."""
    target, using = merge.this, merge.args["using"]
    name = table_parts(target, hidden)
    for when in merge.args["whens"].expressions:
        then = when.args.get("then")
        if _is_whole_row(then):
            row = exp.Column(this=exp.Star(), table=exp.to_identifier(using.alias_or_name))
            query = exp.Select(expressions=[row]).from_(using.copy(), copy=False)
            by_name = not isinstance(then.this, exp.Var)
            yield Filled(name, (), with_ctes(merge, query), hidden, by_name=by_name)
            continue
        if isinstance(then, exp.Insert) and then.this is None and isinstance(then.expression, exp.Tuple):
            query = exp.Select(expressions=[value.copy() for value in then.expression.expressions])
            query = query.from_(using.copy(), copy=False)
            yield Filled(name, (), with_ctes(merge, query), hidden)
            continue
        pairs = _pairs(then)
        yield Filled(name, named_columns(pairs, hidden), with_ctes(merge, select_pairs(pairs, [using], target)), hidden)


def _is_whole_row(then: exp.Expr | None) -> bool:
    """``UPDATE SET *`` and ``INSERT *``, by the names of the columns, and ``INSERT ROW``, by their places."""
    if isinstance(then, exp.Update):
        return any(isinstance(one, exp.Star) for one in then.expressions)
    return isinstance(then, exp.Insert) and isinstance(then.this, exp.Star | exp.Var)


def _pairs(then: exp.Expr | None) -> list[tuple[exp.Expr, exp.Expr]]:
    """Columns and what each is set to."""
    if isinstance(then, exp.Update):
        return [(pair.this, pair.expression) for pair in then.expressions if isinstance(pair, exp.EQ)]
    if isinstance(then, exp.Insert) and isinstance(then.this, exp.Tuple) and then.expression is not None:
        return list(zip(then.this.expressions, then.expression.expressions, strict=False))
    return []
