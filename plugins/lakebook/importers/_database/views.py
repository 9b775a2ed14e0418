"""What views are made of, by their queries: the SQL room reads them, as it reads those of scripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lakebook.diagnostics import Finding
from lakebook.importers._harvest import Address, Flow
from lakebook.importers._harvest.note_list import NoteList
from lakebook.importers._sql.batches import Spreading
from lakebook.importers._sql.dialects import DIALECTS, Dialect
from lakebook.importers._sql.flows import FlowReader
from lakebook.importers._sql.tables import Query, Session, Table, Tables, fold
from lakebook.importers._sql.tokens import Part, read_tokens
from lakebook.model.dataset import Column


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


ViewFlows = dict[Address, dict[Address, Flow]]
"""View -> table it reads -> which of its columns are made of which."""


def column_flows(
    views: Iterable[View], known: Mapping[Address, Known], dialect: str
) -> tuple[ViewFlows, list[Finding]]:
    """What each view takes from which table, by its query; and what was not understood.

    *dialect* as the SQL importer calls it; empty for unknown.
    """
    session, tables, notes = Session(dialect=DIALECTS[dialect or "generic"]), Tables(), NoteList()
    by_address = {address: _table(address, one, session.dialect) for address, one in known.items()}
    for address, one in known.items():
        tables.add(session.key([Part(one.schema, True), Part(address.name, True)]), by_address[address])
    for view in views:
        table = by_address[view.address]
        query = _query_of(view.sql, session.dialect)
        table.queries = [Query(query, False, tuple(table.columns), session, table.location)]
    if not any(table.queries for table in by_address.values()):
        return {}, []
    addresses = {table: address for address, table in by_address.items()}
    flows: ViewFlows = {}
    for table, sources in FlowReader(tables, notes, Spreading()).read().items():
        if table in addresses:
            made = {
                addresses[source]: _flow(table, source, sources[source]) for source in sources if source in addresses
            }
            flows[addresses[table]] = made
    return flows, [Finding(note.location, note.message, "the rest is read") for note in notes.listed()]


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
