"""Parts of what sqlglot has parsed: which table is filled, and which tables a query reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from lakebook.importers._sql.placeholders import given_back
from lakebook.importers._sql.tokens import Part

if TYPE_CHECKING:
    from sqlglot import exp


class Filled(NamedTuple):
    """What one statement fills."""

    target: tuple[Part, ...]
    """The table; empty for a query that says none."""
    columns: tuple[Part, ...]
    """Of the table, in the order of the query's columns; empty where it is not said."""
    query: exp.Query
    hidden: Mapping[str, str]
    fixed: tuple[Part, ...] = ()
    """Columns that the statement itself gives one value, as of a partition; they have no place in the query."""
    by_name: bool = False
    """Whether each column of the query fills the one of its name, wherever it stands."""


def bare(query: exp.Expr) -> exp.Expr:
    """A query without the parentheses around it."""
    from sqlglot import exp

    while isinstance(query, exp.Subquery) and isinstance(query.this, exp.Query) and not query.alias:
        query = query.this
    return query


def table_parts(table: exp.Table, hidden: Mapping[str, str]) -> tuple[Part, ...]:
    """The dotted name of a table; empty for a function that stands in a table's place."""
    from sqlglot import exp

    if not all(isinstance(part, exp.Identifier) for part in table.parts):
        return ()
    return tuple(
        Part(_marks(part) + given_back(part.name, hidden), bool(part.args.get("quoted"))) for part in table.parts
    )


def _marks(part: exp.Expr) -> str:
    """What SQL Server marks a temporary table with."""
    return "##" if part.args.get("global_") else "#" if part.args.get("temporary") else ""


def real_tables(query: exp.Query) -> Iterator[exp.Table]:
    """Tables that a query reads: what its CTEs and subqueries are called is none."""
    from sqlglot import exp
    from sqlglot.optimizer.scope import traverse_scope

    seen: set[int] = set()
    for scope in traverse_scope(query):
        for source in scope.sources.values():
            if isinstance(source, exp.Table) and id(source) not in seen:
                seen.add(id(source))
                yield source
