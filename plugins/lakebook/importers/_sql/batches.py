"""The work on queries that may be spread over processes: pure functions, texts in, results that can be pickled out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from lakebook.importers._harvest.spread import chunks, spread
from lakebook.importers._sql.dialects import DIALECTS
from lakebook.importers._sql.outputs import Outputs
from lakebook.importers._sql.parsing import NotUnderstood, filled
from lakebook.importers._sql.query_parts import Filled, real_tables, table_parts
from lakebook.importers._sql.tokens import Part

CHUNK = 40
"""Statements that go to a process at once."""
WORTH_IT = 200
"""Statements from which on it is worth to start processes: each takes half a second to load the parser."""


class Spreading(NamedTuple):
    """What there is to help."""

    jobs: int = 1
    """Processes."""
    scheduler: str = ""
    """Address of a Dask cluster; empty for none."""


class Text(NamedTuple):
    """A statement to look at."""

    text: str
    dialect: str
    whole: bool
    records: tuple[tuple[str, str], ...] = ()
    """See ``tables.Query``."""
    variables: frozenset[str] | None = None
    """See ``tables.Session``."""
    rows: frozenset[str] = frozenset()
    """See ``tables.Tables.give_rows``."""
    values: frozenset[str] = frozenset()
    """See ``tables.Tables.give_values``."""
    kept: frozenset[str] = frozenset()
    """Those of *variables* whose values are known."""


class Target(NamedTuple):
    """A table that a statement fills; see ``query_parts.Filled``."""

    name: tuple[Part, ...]
    columns: tuple[Part, ...]
    fixed: tuple[Part, ...]
    by_name: bool
    sources: tuple[tuple[Part, ...], ...]
    """Tables that it is filled from, each once."""


class Seen(NamedTuple):
    """Which tables a statement names."""

    targets: tuple[Target, ...]
    """Each table it fills, in the order of its queries."""
    sources: tuple[tuple[Part, ...], ...]
    """Tables it reads, each once."""
    error: str = ""
    line: int = 0
    """Of the error, counted from 0 at the first line of the statement."""


class Work(NamedTuple):
    """A statement, and what is known of the tables it names."""

    text: Text
    numbers: Mapping[tuple[Part, ...], int]
    columns: Mapping[int, tuple[str, ...]]
    kept: Mapping[str, int] = {}
    """Variable -> number of the table that holds its value in the column of its name."""


class Answer(NamedTuple):
    """What the queries of one statement are made of."""

    outputs: tuple[Outputs, ...] = ()
    error: str = ""


def see(texts: Sequence[Text]) -> list[Seen]:
    """Which tables statements name."""
    return [_see(text) for text in texts]


def _see(text: Text) -> Seen:
    try:
        found = _filled(text)
        targets = tuple(_target(one) for one in found)
    except NotUnderstood as error:
        return Seen((), (), str(error), error.line)
    except Exception as error:  # a parser's own mistakes cost one statement, too
        return Seen((), (), _failed(error))
    return Seen(targets, tuple(dict.fromkeys(name for target in targets for name in target.sources)))


def _filled(text: Text) -> list[Filled]:
    given = text.rows, text.values
    kept = bool(text.kept)
    return filled(text.text, text.dialect, whole=text.whole, records=text.records, given=given, kept=kept)


def _target(one: Filled) -> Target:
    tables = (table_parts(table, one.hidden) for table in real_tables(one.query))
    return Target(one.target, one.columns, one.fixed, one.by_name, tuple(dict.fromkeys(filter(None, tables))))


def resolve(work: Sequence[Work]) -> list[Answer]:
    """What the columns of statements are made of."""
    return [_resolve(one) for one in work]


def _resolve(work: Work) -> Answer:
    from lakebook.importers._sql.column_flow import OutputReader

    dialect = DIALECTS[work.text.dialect]
    try:
        found = _filled(work.text)
        reader = OutputReader(work.numbers, work.columns, dialect, work.text.variables, work.kept)
        outputs = tuple(reader.read(one.query, one.hidden) for one in found)
    except Exception as error:  # as above: the tables of the statement are known all the same
        return Answer(error=_failed(error))
    return Answer(outputs)


def _failed(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    lines = str(error).splitlines()
    return f"sqlglot fails on it: {lines[0][:80] if lines else type(error).__name__}"


def all_of(function: Callable[[Sequence[Any]], list[Any]], items: Sequence[Any], spreading: Spreading) -> list[Any]:
    """What a function says of each item, in order; few items are looked at here, whatever there is to help."""
    alone = len(items) < WORTH_IT
    pieces = chunks(items, CHUNK)
    results = spread(function, pieces, 1 if alone else spreading.jobs, "" if alone else spreading.scheduler)
    return [result for part in results for result in part]
