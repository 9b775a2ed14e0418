"""One database, read from its list of schemas to the queries of its views."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from lakebook.diagnostics import Finding, Location
from lakebook.importers._database.connection import connected, said
from lakebook.importers._database.reflected import Reflected
from lakebook.importers._database.server import Server, server_at
from lakebook.importers._database.tables import Tables
from lakebook.importers._database.views import Known, View, column_flows
from lakebook.importers._database.words import Kind, Routine, Words, words_of
from lakebook.importers._harvest import Address, Flow, Harvest

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NOWHERE = Location("")


class Choice(NamedTuple):
    """Which tables are wanted: patterns for ``schema.table``, case aside; none of ``only`` means all."""

    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def takes(self, schema: str, table: str) -> bool:
        """Whether this table is wanted."""
        name = f"{schema}.{table}".lower()
        wanted = not self.only or any(fnmatchcase(name, pattern.lower()) for pattern in self.only)
        return wanted and not any(fnmatchcase(name, pattern.lower()) for pattern in self.without)


def asked(address: str, environment: Mapping[str, str], choice: Choice, seconds: int) -> Harvest:
    """What the database says of itself now.

    Raises:
        Unreadable: it cannot be asked at all.
    """
    server = server_at(address, environment)
    words = words_of(server.dialect)
    with connected(server, words, seconds) as connection:
        return _Asking(server, words, connection, choice).harvest


def _asked_for(spaces: Mapping[str, str], above: str, choice: Choice, address: Address) -> bool:
    """Whether such a table would have been read: it is in one of these *spaces*, or in a schema that is no more.

    *above* is what stands above all schemas of the database, and ends with a dot; else nothing does.
    """
    schema = spaces.get(address.space)
    if schema is None and above.endswith(".") and address.space.startswith(above):
        schema = address.space.removeprefix(above)
    return schema is not None and choice.takes(schema, address.name)


class _Asking:
    def __init__(self, server: Server, words: Words, connection: Connection, choice: Choice) -> None:
        self._server, self._words, self._connection, self._choice = server, words, connection, choice
        self.harvest = Harvest(origin="database")
        self._views: list[View] = []
        self._routines: list[Routine] = []
        self._edges: dict[Address, list[Address]] = {}
        self._known: dict[Address, Known] = {}
        schemas = words.schemas(connection)
        spaces = {self._space_of(schema): schema for schema in (*schemas.readable, *schemas.closed)}
        self.harvest.asked_for = partial(_asked_for, spaces, self._space_of(""), choice)
        for schema in schemas.closed:
            self.harvest.closed.append(self._space_of(schema))
            self._note(f"no right to look into the schema '{schema}'", f'type: GRANT USAGE ON SCHEMA "{schema}" TO ...')
        for schema in schemas.readable:
            self._read(schema)
        self._connect_views()
        version = "" if server.dialect == "sqlite" else ".".join(map(str, connection.dialect.server_version_info or ()))
        read = len({one.address.space for one in self.harvest.found})
        called = f"{server.name} ({version})" if version else server.name
        self.harvest.told.insert(0, f"{called}: {read} schema{'' if read == 1 else 's'}")

    def _read(self, schema: str) -> None:
        """The tables of one schema; what goes wrong there does not keep others from being read."""
        from sqlalchemy.exc import SQLAlchemyError

        try:
            every = self._words.kinds(self._connection, schema)
            kinds = {name: kind for name, kind in every.items() if self._choice.takes(schema, name)}
            self._leave_out(schema, (name for name in every if name not in kinds))
            if kinds:
                self._describe(schema, kinds)
        except SQLAlchemyError as error:
            if self._connection.invalidated:
                raise
            self.harvest.closed.append(self._space_of(schema))
            self._note(
                f"the schema '{schema}' cannot be read: {said(error)}", "import again, or leave it out: --without"
            )

        try:
            self._read_routines(schema)
        except SQLAlchemyError as error:
            if self._connection.invalidated:
                raise
            message = f"the procedures, functions and triggers of '{schema}' cannot be read: {said(error)}"
            self._note(message, "what they fill is not known; all else is read")

    def _describe(self, schema: str, kinds: Mapping[str, Kind]) -> None:
        words, connection = self._words, self._connection
        reflected = Reflected(connection, words, schema, kinds)
        types = words.types(connection, schema)
        tables = Tables(reflected, types, connection.dialect, self._space_of, schema)
        for name, kind in kinds.items():
            found = tables.found(name, kind)
            if found is not None:
                self.harvest.found.append(found)
                self._known[found.address] = Known(schema, tuple(found.dataset.columns))
            else:
                self._leave_out(schema, [name])
            if name in reflected.unread:
                self._note(f"{kind} '{schema}.{name}' cannot be read: {reflected.unread[name]}", "")
        self._note_unread(schema, types)
        views = [name for name, kind in kinds.items() if kind == "view" and name in reflected.columns]
        queries = words.definitions(connection, schema, views)
        self._views += [
            View(Address(self._space_of(schema), name), queries[name]) for name in views if queries.get(name)
        ]
        if hidden := [name for name in views if not queries.get(name)]:
            message = (
                f"the queries of {len(hidden)} views in '{schema}' are hidden from this user, '{hidden[0]}' among them"
            )
            self._note(message, "what they are made of is not known without the right to see them")
        for name, sources in words.made_of(connection, schema).items():
            self._edges[Address(self._space_of(schema), name)] = list(sources)

    def _read_routines(self, schema: str) -> None:
        """Bodies that are kept in a schema, as far as this user may see them."""
        listed = list(self._words.routines(self._connection, schema))
        self._routines += [one for one in listed if one.sql]
        if hidden := [one.name for one in listed if not one.sql]:
            said = f"{len(hidden)} procedures, functions or triggers in '{schema}' are hidden from this user"
            message = f"the bodies of {said}, '{hidden[0]}' among them"
            self._note(message, "what they fill is not known without the right to see them")

    def _note_unread(self, schema: str, listed: Iterable[tuple[str, str]]) -> None:
        """MariaDB prints a table in lines, and SQLAlchemy does not see a column whose name is two of them."""
        for table, column in listed:
            known = self._known.get(Address(self._space_of(schema), table)) if "\n" in column else None
            if known is not None and column not in known.columns:
                message = f"column '{' '.join(column.split())}' of '{schema}.{table}' is left out"
                self._note(message, "its name holds the end of a line: rename it in the database")

    def _leave_out(self, schema: str, names: Iterable[str]) -> None:
        self.harvest.left_out += [Address(self._space_of(schema), name) for name in names]

    def _connect_views(self) -> None:
        """What the database keeps of its views, and what their queries and the bodies of routines tell."""
        told = column_flows(self._views, self._known, self._words.SQL, self._routines)
        for note in told.notes:
            self.harvest.notes.append(replace(note, message=self._server.without_secrets(note.message)))
        self.harvest.told += filter(None, [told.routines])
        for one in self.harvest.found:
            made_of = {source: Flow() for source in self._edges.get(one.address, ())}
            one.flows = made_of | told.flows.get(one.address, {})

    def _space_of(self, schema: str) -> str:
        return self._words.space(self._connection, schema)

    def _note(self, message: str, hint: str) -> None:
        self.harvest.notes.append(Finding(_NOWHERE, self._server.without_secrets(message), hint))
