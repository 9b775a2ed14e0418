"""MariaDB and MySQL: ``information_schema`` prints types, and tells tables from sequences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from lakebook.importers._database.words import Arguments, Facts, Kind, Routine, Schemas
from lakebook.importers._database.words.generic import made_of as made_of
from lakebook.importers._database.words.generic import unique_keys as unique_keys

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection

BULK = False
SQL = "mysql"
_CONNECT = 20
"""Seconds to wait for the server at most."""
_SYSTEM = "('information_schema', 'mysql', 'performance_schema', 'sys')"
_SCHEMAS = f"SELECT schema_name FROM information_schema.schemata WHERE schema_name NOT IN {_SYSTEM} ORDER BY 1"
_KINDS = """
SELECT table_name, table_type = 'VIEW' FROM information_schema.tables
WHERE table_schema = :schema AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED', 'VIEW') ORDER BY 1
"""
_TYPES = "SELECT table_name, column_name, column_type FROM information_schema.columns WHERE table_schema = :schema"
_FOREIGN = """
SELECT table_name, constraint_name, column_name, referenced_table_schema, referenced_table_name, referenced_column_name
FROM information_schema.key_column_usage
WHERE table_schema = :schema AND referenced_table_name IS NOT NULL
ORDER BY table_name, constraint_name, ordinal_position
"""
_ESCAPED = {"0": "\0", "n": "\n", "r": "\r", "t": "\t", "Z": "\x1a"}
_DEFINITIONS = "SELECT table_name, view_definition FROM information_schema.views WHERE table_schema = :schema"

_ROUTINES = """
SELECT routine_type, routine_name, dtd_identifier, routine_definition FROM information_schema.routines
WHERE routine_schema = :schema AND routine_body = 'SQL' ORDER BY 1, 2
"""
_PARAMETERS = """
SELECT routine_type, specific_name, parameter_mode, parameter_name, dtd_identifier FROM information_schema.parameters
WHERE specific_schema = :schema AND ordinal_position > 0 ORDER BY ordinal_position
"""
_TRIGGERS = """
SELECT trigger_name, action_timing, event_manipulation, event_object_table, action_statement
FROM information_schema.triggers WHERE trigger_schema = :schema ORDER BY 1
"""


def connect_arguments(url: URL, seconds: int) -> Arguments:
    """With a bound on the wait for the server, and for each answer."""
    given: dict[str, Any] = {}
    if url.get_driver_name() == "pymysql":
        given = {"connect_timeout": _CONNECT, "read_timeout": seconds + 10, "charset": "utf8mb4"}
        given = {name: value for name, value in given.items() if name not in url.query}
    return Arguments(url, {"isolation_level": "AUTOCOMMIT", "connect_args": given})


def prepare(connection: Connection, seconds: int) -> None:
    """Read only, and with a bound on each query: MySQL counts it in thousandths of a second."""
    connection.exec_driver_sql("SET SESSION TRANSACTION READ ONLY")
    is_mariadb = getattr(connection.dialect, "is_mariadb", False)
    bound = f"max_statement_time = {seconds}" if is_mariadb else f"max_execution_time = {seconds * 1000}"
    connection.exec_driver_sql(f"SET SESSION {bound}")


def schemas(connection: Connection) -> Schemas:
    """The database of the address; without one, all that may be seen."""
    if connection.engine.url.database:
        return Schemas((connection.engine.url.database,))
    return Schemas(tuple(str(name) for (name,) in connection.exec_driver_sql(_SCHEMAS)))


def space(connection: Connection, schema: str) -> str:
    """A database is a schema here."""
    return schema


def kinds(connection: Connection, schema: str) -> dict[str, Kind]:
    """Tables, those that keep their history among them, and views."""
    return {name: "view" if is_view else "table" for name, is_view in _rows(connection, _KINDS, schema)}


def types(connection: Connection, schema: str) -> Mapping[tuple[str, str], str]:
    """As ``DESCRIBE`` prints them."""
    return {(table, column): said for table, column, said in _rows(connection, _TYPES, schema)}


def unescaped(value: str) -> str:
    """Types are printed with backslashes before what a string cannot hold as it is, and before a backslash."""
    return re.sub(r"\\(.)", lambda found: _ESCAPED.get(found[1], found[1]), value)


def foreign_keys(connection: Connection, schema: str) -> Facts | None:
    """SQLAlchemy does not see one that leads to a name with a backtick in it."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for table, name, column, *target in _rows(connection, _FOREIGN, schema):
        new = {
            "constrained_columns": [],
            "referred_columns": [],
            "referred_schema": target[0],
            "referred_table": target[1],
        }
        key = found.setdefault(table, {}).setdefault(name, new)
        key["constrained_columns"].append(column)
        key["referred_columns"].append(target[2])
    return {table: list(keys.values()) for table, keys in found.items()}


def definitions(connection: Connection, schema: str, views: Iterable[str]) -> Mapping[str, str]:
    """Their queries; empty where the user has no right to see them."""
    wanted = set(views)
    return {name: sql or "" for name, sql in _rows(connection, _DEFINITIONS, schema) if name in wanted}


def routines(connection: Connection, schema: str) -> Iterable[Routine]:
    """Procedures, functions and triggers, each put together again as a statement."""
    given: dict[tuple[str, str], list[str]] = {}
    for kind, name, mode, parameter, said in _rows(connection, _PARAMETERS, schema):
        word = f"{mode} " if kind == "PROCEDURE" and mode else ""
        given.setdefault((kind, name), []).append(f"{word}{_quoted(parameter)} {said}")
    found = []
    for kind, name, returned, body in _rows(connection, _ROUTINES, schema):
        returns = f" RETURNS {returned}" if kind == "FUNCTION" else ""
        head = f"CREATE {kind} {_quoted(schema)}.{_quoted(name)}({', '.join(given.get((kind, name), ()))}){returns}"
        found.append(Routine(name, f"{head}\n{body}" if body else "", (schema,)))
    for name, timing, event, table, body in _rows(connection, _TRIGGERS, schema):
        on = f"{_quoted(schema)}.{_quoted(table)}"
        head = f"CREATE TRIGGER {_quoted(name)} {timing} {event} ON {on} FOR EACH ROW"
        found.append(Routine(name, f"{head}\n{body}" if body else "", (schema,)))
    return found


def _quoted(name: str) -> str:
    return "`" + str(name).replace("`", "``") + "`"


def _rows(connection: Connection, query: str, schema: str) -> list[Any]:
    from sqlalchemy import text

    return list(connection.execute(text(query), {"schema": schema}))
