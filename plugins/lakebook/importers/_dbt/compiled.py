"""Compiled SQL of a project -> which column is made of which; the tables themselves are known from the manifest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lakebook.importers._dbt.manifest import sql_of
from lakebook.importers._dbt.project import Project
from lakebook.importers._harvest import Flow, Found
from lakebook.importers._harvest.note_list import NoteList
from lakebook.importers._sql.batches import Spreading
from lakebook.importers._sql.dialects import DIALECTS, Dialect
from lakebook.importers._sql.flows import FlowReader
from lakebook.importers._sql.tables import Query, Session, Table, Tables, fold
from lakebook.importers._sql.tokens import Part, read_tokens
from lakebook.model.dataset import Column

_DIALECTS = {
    "athena": "trino",
    "fabric": "tsql",
    "mariadb": "mysql",
    "sqlserver": "tsql",
    "starburst": "trino",
    "synapse": "tsql",
}
"""Adapter of dbt -> dialect, where they are called otherwise."""


def dialect_of(adapter: str) -> Dialect:
    """The dialect that an adapter of dbt speaks; the tolerant one where that is not known."""
    return DIALECTS.get(_DIALECTS.get(adapter, adapter), DIALECTS["generic"])


def add_columns(project: Project, found: Mapping[str, Found], notes: NoteList, spreading: Spreading) -> int:
    """Fill in which column of *found*, tables by their ids, is made of which, and columns that ``catalog.json`` lacks.

    Gives back how many of them have compiled SQL.
    """
    session = Session(dialect=dialect_of(project.metadata.adapter_type or ""))
    tables = Tables()
    by_id: dict[str, Table] = {}
    sources_first = sorted(project.tables, key=lambda key: project.tables[key].resource_type != "source")
    for key in sources_first:  # a model that writes what a source names is what others read
        table = by_id[key] = _table(project, key, session)
        tables.add(session.key(_name(project, key, session.dialect)), table)
    if not any(table.queries for table in by_id.values()):
        return 0
    flows = FlowReader(tables, notes, spreading).read()
    ids = {table: key for key, table in by_id.items()}
    for key, one in found.items():
        if key not in project.catalog:
            _add_names(by_id[key], one)
    for key, one in found.items():
        made = {ids[table]: columns for table, columns in flows.get(by_id[key], {}).items() if table in ids}
        _add_flows(project, key, one, {origin: (found.get(origin), made[origin]) for origin in made}, notes)
    return sum(bool(by_id[key].queries) for key in found)


def _table(project: Project, key: str, session: Session) -> Table:
    """A table with its columns where the database says them all: what a project describes may be a part of them."""
    node, built, address = project.tables[key], project.catalog.get(key), project.address_of(key)
    table = Table(space=(address.space,), name=address.name, described=True, location=project.place_of(node))
    for real in built.in_order() if built else ():
        table.columns[fold(Part(real.name, True), session.dialect.folds)] = Column(name=real.name, type=real.type or "")
    if sql := sql_of(node):
        table.queries = [Query(sql, False, (), session, table.location)]
    return table


def _name(project: Project, key: str, dialect: Dialect) -> list[Part]:
    """The table's name as compiled SQL writes it."""
    tokens = read_tokens(project.tables[key].relation_name or "", dialect)
    parts = [Part(token.text, token.kind == "quoted") for token in tokens if token.kind in ("word", "quoted")]
    address = project.address_of(key)
    return parts or [Part(part, True) for part in (*address.space.split("."), address.name) if part]


def _add_names(table: Table, one: Found) -> None:
    """Columns that only the query tells, in its order; what the project says of them stays."""
    said = {name.lower(): column for name, column in one.dataset.columns.items()}
    told = [said.pop(column.name.lower(), column) for column in table.columns.values()]
    one.dataset.columns = {column.name: column for column in (*told, *said.values())}


def _add_flows(
    project: Project,
    key: str,
    one: Found,
    made: Mapping[str, tuple[Found | None, Mapping[str, Iterable[str]]]],
    notes: NoteList,
) -> None:
    """*made*: id of a table in the SQL of *one* -> that table, and the column of *one* -> folded columns of it."""
    mine = {name.lower(): name for name in one.dataset.columns}
    for origin, (table, columns) in made.items():
        address = project.address_of(origin)
        if address == one.address:
            continue
        if address not in one.flows:
            hint = "write it with ref() or source()"
            notes.add(one.location, f"'{key}' reads '{origin}' in its SQL, and dbt does not know", hint)
        theirs = {name.lower(): name for name in table.dataset.columns} if table else {}
        flow = one.flows.setdefault(address, Flow())
        for name, taken in columns.items():
            if spelled := mine.get(name.lower()):
                more = {theirs.get(column.lower(), column) for column in taken}
                flow.columns[spelled] = tuple(sorted(more.union(flow.columns.get(spelled, ()))))
