"""One query that stands in a file of another kind: which tables it reads, and what its columns are made of."""

from __future__ import annotations

from typing import NamedTuple

from lakebook.importers._sql.batches import Text, Work, resolve, see
from lakebook.importers._sql.dialects import DIALECTS
from lakebook.importers._sql.tables import Session


class QueryReads(NamedTuple):
    """What a query takes from where."""

    tables: dict[tuple[str, ...], dict[str, set[str]]] = {}
    """Dotted name of a table, as far as it is said or usual -> column of the query -> columns of the table."""
    is_star: bool = False
    """Whether its columns are those of the one table that it reads, whatever they are."""
    error: str = ""
    """Why nothing is known."""


def query_reads(sql: str, dialect: str, above: tuple[str, ...] = ()) -> QueryReads:
    """What *sql* reads in a database; *above* is what its names lie below where they do not say it.

    Columns are named as the query spells them; those that it takes by a star are not known.
    """
    session = Session(dialect=DIALECTS[dialect or "generic"], database=above[:1])
    session.path = [above] if len(above) > 1 else []
    text = Text(sql.strip().rstrip(";"), session.dialect.name, whole=False)
    (seen,) = see([text])
    if seen.error:
        return QueryReads(error=seen.error)
    names = [session.spelled(name) for name in seen.sources]
    numbers = {name: at for at, name in enumerate(seen.sources)}
    found: dict[tuple[str, ...], dict[str, set[str]]] = {name: {} for name in names}
    (answer,) = resolve([Work(text, numbers, {})])
    for outputs in answer.outputs:
        for output in outputs.columns:
            for number, column in output.origins if output.spelled else ():
                found[names[number]].setdefault(output.spelled, set()).add(column)
    is_star = len(names) == 1 and [(len(one.columns), one.complete) for one in answer.outputs] == [(1, False)]
    return QueryReads(found, is_star)
