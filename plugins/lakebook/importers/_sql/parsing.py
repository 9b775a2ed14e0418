"""The door to sqlglot: a statement -> which table is filled, by which queries, from which tables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING

from lakebook.importers._sql.dialects import DIALECTS
from lakebook.importers._sql.oddities import without_oddities
from lakebook.importers._sql.output_into import OutputInto, output_into
from lakebook.importers._sql.placeholders import hide
from lakebook.importers._sql.query_parts import Filled, bare, table_parts

if TYPE_CHECKING:
    from sqlglot import exp

_TOKEN = re.compile(r"<Token .*?\btext: (.*?), line: .*?>")
LONGEST = 1_000_000
"""Characters of a statement that is still parsed."""
MOST_QUERIES = 1_000
"""Queries inside of a statement: what is done with each costs more, the more there are."""


class NotUnderstood(Exception):  # noqa: N818 - it says what the statement is
    """Why a statement cannot be used, in words; ``line`` counts from 0 at its first."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def filled(
    text: str,
    dialect: str,
    *,
    whole: bool,
    records: Sequence[tuple[str, str]] = (),
    given: tuple[Set[str], Set[str]] = (frozenset(), frozenset()),
    kept: bool = False,
) -> list[Filled]:
    """What a statement fills; nothing where it moves no data from table to table.

    *records* are names of rows that stand for no table of the statement, each with what it is a row of; *given* are
    functions whose rows, and whose values, are known. With *kept*, VALUES may hold variables whose values are known.

    Raises:
        NotUnderstood: it does not parse, or not as what it begins with.
    """
    from sqlglot import exp

    if len(text) > LONGEST:
        raise NotUnderstood(f"{len(text):,} characters are too long to look for lineage")
    if text.upper().count("SELECT") > MOST_QUERIES:
        raise NotUnderstood(f"more than {MOST_QUERIES:,} queries in it are too many to look for lineage")
    parser = DIALECTS[dialect].parser
    into = output_into(without_oddities(text, dialect), DIALECTS[dialect])
    readable, hidden = hide(into.text, DIALECTS[dialect])
    statement = bare(_parse(readable, parser))
    if any(given):
        from lakebook.importers._sql.calls import with_calls

        with_calls(statement, *given)
    if records or kept:
        from lakebook.importers._sql.records import values_as_query, with_records

        if isinstance(statement, exp.Insert):
            values_as_query(statement, records, always=kept)
        found = _all_filled(statement, hidden, into, whole=whole)
        return [one._replace(query=with_records(one.query, records, parser)) for one in found]
    return _all_filled(statement, hidden, into, whole=whole)


def _all_filled(statement: exp.Expr, hidden: Mapping[str, str], into: OutputInto, *, whole: bool) -> list[Filled]:
    """What it fills, what statements inside of it fill, and what its OUTPUT fills."""
    from lakebook.importers._sql.returned import returned, taken_out

    found = [one for inside in taken_out(statement) for one in _filled(inside, hidden, whole=True)]
    found += _filled(statement, hidden, whole=whole)
    if into.name:
        found.append(Filled(into.name, into.columns, returned(statement), hidden))
    return found


def _filled(statement: exp.Expr, hidden: Mapping[str, str], *, whole: bool) -> list[Filled]:
    from sqlglot import exp

    if isinstance(statement, exp.Query):
        into = statement.args.get("into") if isinstance(statement, exp.Select) else None
        target = table_parts(into.this, hidden) if into is not None and isinstance(into.this, exp.Table) else ()
        return [Filled(target, (), statement, hidden)] if target or not whole else []
    from lakebook.importers._sql.merges import merge_queries
    from lakebook.importers._sql.several import several_queries
    from lakebook.importers._sql.writes import insert_queries, update_queries

    if isinstance(statement, exp.Insert):
        return list(insert_queries(statement, hidden))
    if isinstance(statement, exp.Merge):
        return list(merge_queries(statement, hidden))
    if isinstance(statement, exp.Update):
        return list(update_queries(statement, hidden))
    if isinstance(statement, exp.MultitableInserts):
        return list(several_queries(statement, hidden))
    if isinstance(statement, exp.Command):
        raise NotUnderstood("sqlglot does not know this form of the statement")
    return []


def _parse(text: str, parser: str) -> exp.Expr:
    import logging

    import sqlglot
    from sqlglot.errors import ParseError

    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)  # it says on stderr what we say as a note
    try:
        return sqlglot.parse_one(text, dialect=parser)
    except ParseError as error:
        first = error.errors[0] if error.errors else {}
        said = _TOKEN.sub(r"'\1'", str(first.get("description") or "it cannot be parsed")).rstrip(".")
        near = " ".join(str(first.get("highlight") or "").split())[:40]
        raise NotUnderstood(f"{said} near '{near}'" if near else said, int(first.get("line") or 1) - 1) from None
    except RecursionError:
        raise NotUnderstood("it is nested too deeply") from None
    except Exception as error:  # whatever a parser does with a text, it costs that one statement
        raise NotUnderstood(
            f"sqlglot fails on it: {str(error).splitlines()[0][:80] if str(error) else error!r}"
        ) from None
