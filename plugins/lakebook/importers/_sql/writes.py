"""INSERT and UPDATE as queries: what their columns are set to, each named after the column."""

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
        by_name = bool(insert.args.get("by_name"))
        yield Filled(table_parts(target, hidden), columns, with_ctes(insert, query), hidden, fixed, by_name)


def update_queries(update: exp.Update, hidden: Mapping[str, str]) -> Iterator[Filled]:
    """UPDATE ... SET, where the values come from tables."""
    if not isinstance(update.this, exp.Table):
        return
    pairs = [(pair.this, pair.expression) for pair in update.expressions if isinstance(pair, exp.EQ)]
    filled, tables = update_tables(update)
    query = select_pairs(pairs, tables, None, update.args.get("where"))
    yield Filled(table_parts(filled, hidden), named_columns(pairs, hidden), with_ctes(update, query), hidden)


def update_tables(update: exp.Update) -> tuple[exp.Table, list[exp.Expr]]:
    """The table that UPDATE writes, and all that stand beside one another, it among them."""
    target, from_ = update.this, update.args.get("from_")
    sources = [from_.this] if from_ is not None else []
    sources += [join.this for join in (from_.args.get("joins") or [] if from_ is not None else [])]
    named = _named_in(target, sources)
    if named is not None:
        return named, sources
    return _set_of(target, update.expressions) or target, [*sources, target]


def _named_in(target: exp.Table, sources: list[exp.Expr]) -> exp.Table | None:
    """The table in FROM that SQL Server updates: by its alias, or by its name where it has none."""
    for source in sources:
        tables = [source, *(join.this for join in source.args.get("joins") or [])]
        for table in tables:
            if isinstance(table, exp.Table) and _is_same(table, target):
                return table
    return None


def _is_same(table: exp.Table, target: exp.Table) -> bool:
    if target.alias or table.alias_or_name.lower() != target.name.lower():
        return False
    return bool(table.alias) or not table.db or not target.db or table.db.lower() == target.db.lower()


def _set_of(target: exp.Table, expressions: list[exp.Expr]) -> exp.Table | None:
    """The joined table whose columns MySQL sets, where it is another one than the first."""
    owners = {pair.this.table.lower() for pair in expressions if isinstance(pair, exp.EQ) and pair.this.table}
    tables = [join.this for join in target.args.get("joins") or [] if isinstance(join.this, exp.Table)]
    return next((table for table in tables if owners == {table.alias_or_name.lower()}), None)


def select_pairs(
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


def with_ctes(statement: exp.Expr, query: exp.Query) -> exp.Query:
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


def named_columns(pairs: list[tuple[exp.Expr, exp.Expr]], hidden: Mapping[str, str]) -> tuple[Part, ...]:
    """The columns that are set, in order."""
    return tuple(_part(column, hidden) for column, _ in pairs)


def _part(column: exp.Expr, hidden: Mapping[str, str]) -> Part:
    identifier = column.this if isinstance(column, exp.Column) else column
    quoted = bool(identifier.args.get("quoted")) if isinstance(identifier, exp.Expr) else False
    return Part(given_back(_name(column), hidden), quoted)


def _name(column: exp.Expr) -> str:
    return column.name or column.sql()
