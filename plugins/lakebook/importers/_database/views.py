"""What views are made of, and what routines fill: the SQL room reads them, as it reads those of scripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lakebook.diagnostics import Finding, Location
from lakebook.importers._database.words import Routine
from lakebook.importers._harvest import Address, Flow
from lakebook.importers._harvest.note_list import NoteList
from lakebook.importers._sql.batches import Spreading
from lakebook.importers._sql.bodies.reader import Bodies
from lakebook.importers._sql.dialects import DIALECTS, Dialect
from lakebook.importers._sql.flows import BY_HAND, FlowReader
from lakebook.importers._sql.seen_through import seen_through
from lakebook.importers._sql.tables import Query, Session, Table, Tables, fold
from lakebook.importers._sql.tokens import Part, read_tokens
from lakebook.model.dataset import Column

_HINT = "the rest is read"


class View(NamedTuple):
    """A view whose query is known."""

    address: Address
    sql: str
    """Its query, or the statement that makes it."""


class Known(NamedTuple):
    """A table or view that queries may name."""

    schema: str
    """As queries write it in front of the table."""
    columns: tuple[str, ...]


class Told(NamedTuple):
    """What queries and bodies tell."""

    flows: dict[Address, dict[Address, Flow]]
    """View or table -> table it is made of -> which of its columns are made of which."""
    notes: list[Finding]
    """What was not understood."""
    routines: str = ""
    """A line on the bodies that were read; empty for none."""


def column_flows(
    views: Iterable[View], known: Mapping[Address, Known], dialect: str, routines: Iterable[Routine] = ()
) -> Told:
    """What each view takes from which table, by its query, and what each routine fills from which.

    *dialect* as the SQL importer calls it; empty for unknown.
    """
    session, tables, notes = Session(dialect=DIALECTS[dialect or "generic"]), Tables(), NoteList()
    by_address = {address: _table(address, one, session.dialect) for address, one in known.items()}
    for address, one in known.items():
        tables.add(session.key([Part(one.schema, True), Part(address.name, True)]), by_address[address])
    for view in views:
        table = by_address[view.address]
        query = _query_of(view.sql, session.dialect)
        own = Session(dialect=session.dialect, path=[table.space])
        table.queries = [Query(query, False, tuple(table.columns), own, table.location)]
    bodies = Bodies(tables, notes)
    for routine in routines:
        path: list[tuple[str, ...]] = [(schema,) for schema in routine.path]
        where = Location(f"{' '.join(routine.name.split())}()", 1)
        bodies.add(routine.sql, where, Session(dialect=session.dialect, path=path))
    loose = bodies.settle(bodies.read())
    addresses = {table: address for address, table in by_address.items()}
    flows: dict[Address, dict[Address, Flow]] = {}
    for table, sources in seen_through(FlowReader(tables, notes, Spreading()).read(loose)).items():
        if table in addresses:
            made = {
                addresses[source]: _flow(table, source, sources[source]) for source in sources if source in addresses
            }
            flows[addresses[table]] = made
    found = [
        Finding(note.location, note.message, note.hint if note.hint == BY_HAND else _HINT) for note in notes.listed()
    ]
    return Told(flows, found, bodies.told())


def _table(address: Address, known: Known, dialect: Dialect) -> Table:
    columns = {fold(Part(name, True), dialect.folds): Column(name=name) for name in known.columns}
    return Table(space=(known.schema,), name=address.name, columns=columns, described=True)


def _query_of(sql: str, dialect: Dialect) -> str:
    """The query alone, where the database keeps the statement that makes the view."""
    depth = 0
    for number, token in enumerate(read_tokens(sql, dialect)):
        if number == 0 and token.upper != "CREATE":
            return sql
        depth += {"(": 1, ")": -1}.get(token.upper, 0)
        if depth == 0 and token.upper == "AS":
            return sql[token.end :]
    return sql


def _flow(view: Table, source: Table, columns: Mapping[str, set[str]]) -> Flow:
    taken = {
        view.columns[name].name: tuple(
            sorted(source.columns[one].name for one in columns[name] if one in source.columns)
        )
        for name in columns
        if name in view.columns
    }
    return Flow({name: origins for name, origins in taken.items() if origins})
