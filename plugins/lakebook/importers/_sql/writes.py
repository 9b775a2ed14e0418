"""INSERT, MERGE and UPDATE as queries: what their columns are set to, each named after the column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlglot import exp

from lakebook.importers._sql.placeholders import given_back
from lakebook.importers._sql.query_parts import Filled, bare, table_parts
from lakebook.importers._sql.tokens import Part


def insert_queries(insert: exp.Insert, hidden: Mapping[str, str]) -> Iterator[Filled]:
    """INSERT ... SELECT; one of VALUES comes from no table."""
    query = bare(insert.expression) if insert.expression is not None else None
    target = insert.this
    columns: tuple[Part, ...] = ()
    if isinstance(target, exp.Schema):
        columns = tuple(_part(column, hidden) for column in target.expressions)
        target = target.this
    if isinstance(query, exp.Query) and not isinstance(query, exp.Values) and isinstance(target, exp.Table):
        partition = insert.args.get("partition") or target.args.get("partition")
        pairs = partition.expressions if partition is not None else ()
        fixed = tuple(_part(pair.this, hidden) for pair in pairs if isinstance(pair, exp.EQ))
        yield Filled(table_parts(target, hidden), columns, _with(insert, query), hidden, fixed)


def merge_queries(merge: exp.Merge, hidden: Mapping[str, str]) -> Iterator[Filled]:
    """MERGE: one query for each WHEN that updates or inserts."""
    target, using = merge.this, merge.args["using"]
    for when in merge.args["whens"].expressions:
        then = when.args.get("then")
        if isinstance(then, exp.Update):
            pairs = [(pair.this, pair.expression) for pair in then.expressions if isinstance(pair, exp.EQ)]
        elif isinstance(then, exp.Insert) and isinstance(then.this, exp.Tuple) and then.expression is not None:
            pairs = list(zip(then.this.expressions, then.expression.expressions, strict=False))
        else:
            pairs = []
        query = _select(pairs, [using], target)
        yield Filled(table_parts(target, hidden), _columns(pairs, hidden), _with(merge, query), hidden)


def update_queries(update: exp.Update, hidden: Mapping[str, str]) -> Iterator[Filled]:
    """UPDATE ... SET, where the values come from tables."""
    target = update.this
    if not isinstance(target, exp.Table):
        return
    from_ = update.args.get("from_")
    sources = [from_.this] if from_ is not None else []
    sources += [join.this for join in (from_.args.get("joins") or [] if from_ is not None else [])]
    pairs = [(pair.this, pair.expression) for pair in update.expressions if isinstance(pair, exp.EQ)]
    named = _named_in(target, sources) or _set_of(target, update.expressions)
    filled = named or target
    is_source = named is not None and bool(sources)
    query = _select(pairs, sources, None if is_source else target, update.args.get("where"))
    yield Filled(table_parts(filled, hidden), _columns(pairs, hidden), _with(update, query), hidden)


def _named_in(target: exp.Table, sources: list[exp.Expr]) -> exp.Table | None:
    """The table that FROM gives the alias which SQL Server updates by."""
    for source in sources:
        tables = [source, *(join.this for join in source.args.get("joins") or [])]
        for table in tables:
            if isinstance(table, exp.Table) and table.alias and table.alias.lower() == target.name.lower():
                return table
    return None


def _set_of(target: exp.Table, expressions: list[exp.Expr]) -> exp.Table | None:
    """The joined table whose columns MySQL sets, where it is another one than the first."""
    owners = {pair.this.table.lower() for pair in expressions if isinstance(pair, exp.EQ) and pair.this.table}
    tables = [join.this for join in target.args.get("joins") or [] if isinstance(join.this, exp.Table)]
    return next((table for table in tables if owners == {table.alias_or_name.lower()}), None)


def _select(
    pairs: list[tuple[exp.Expr, exp.Expr]],
    sources: list[exp.Expr],
    target: exp.Expr | None,
    where: exp.Expr | None = None,
) -> exp.Select:
    """``SELECT value AS column, ... FROM sources, target``."""
    query = exp.Select(expressions=[exp.alias_(value.copy(), _name(column), quoted=True) for column, value in pairs])
    tables = [*sources, *([target] if target is not None else [])]
    for at, table in enumerate(tables):
        query = (
            query.from_(table.copy(), copy=False)
            if at == 0
            else query.join(table.copy(), join_type="cross", copy=False)
        )
    if where is not None:
        query.set("where", where.copy())
    return query


def _with(statement: exp.Expr, query: exp.Query) -> exp.Query:
    """The query with the CTEs that stand before the statement."""
    ctes = statement.args.get("with_")
    if ctes is None:
        return query
    copied = query.copy()
    own = copied.args.get("with_")
    if own is not None:
        ctes = ctes.copy()
        ctes.set("expressions", [*ctes.expressions, *own.expressions])
    copied.set("with_", ctes.copy())
    return copied


def _columns(pairs: list[tuple[exp.Expr, exp.Expr]], hidden: Mapping[str, str]) -> tuple[Part, ...]:
    return tuple(_part(column, hidden) for column, _ in pairs)


def _part(column: exp.Expr, hidden: Mapping[str, str]) -> Part:
    identifier = column.this if isinstance(column, exp.Column) else column
    quoted = bool(identifier.args.get("quoted")) if isinstance(identifier, exp.Expr) else False
    return Part(given_back(_name(column), hidden), quoted)


def _name(column: exp.Expr) -> str:
    return column.name or column.sql()
