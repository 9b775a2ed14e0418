"""PostgreSQL: ``pg_catalog`` says all of it by one query a schema."""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from lakebook.importers._database.words import Arguments, Kind, Routine, Schemas
from lakebook.importers._database.words.generic import foreign_keys as foreign_keys
from lakebook.importers._database.words.generic import unescaped as unescaped
from lakebook.importers._database.words.generic import unique_keys as unique_keys
from lakebook.importers._harvest import Address

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection

BULK = True
SQL = "postgres"
_CONNECT = 20
"""Seconds to wait for the server at most."""
_SCHEMAS = """
SELECT nspname, pg_catalog.has_schema_privilege(oid, 'USAGE') FROM pg_catalog.pg_namespace
WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema' ORDER BY nspname
"""
_TABLES = """
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND n.nspname = :schema
"""
_KINDS = f"""
SELECT c.relname, c.relkind IN ('v', 'm') {_TABLES}
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND NOT c.relispartition AND c.relpersistence <> 't' AND NOT EXISTS (
  SELECT FROM pg_catalog.pg_depend d
  WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
ORDER BY c.relname
"""
"""Partitions are parts of their table, and what an extension brings is no data."""
_TYPES = f"""
SELECT c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod) {_TABLES}
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND NOT c.relispartition
"""
_DEFINITIONS = f"""
SELECT c.relname, pg_catalog.pg_get_viewdef(c.oid) {_TABLES} WHERE c.relkind IN ('v', 'm')
"""
_MADE_OF = f"""
SELECT DISTINCT c.relname, of_schema.nspname, made_of.relname {_TABLES}
JOIN pg_catalog.pg_rewrite r ON r.ev_class = c.oid
JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = r.oid
  AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid <> c.oid
JOIN pg_catalog.pg_class made_of ON made_of.oid = d.refobjid AND made_of.relkind IN ('r', 'p', 'f', 'v', 'm')
JOIN pg_catalog.pg_namespace of_schema ON of_schema.oid = made_of.relnamespace
WHERE c.relkind IN ('v', 'm') ORDER BY 1, 2, 3
"""

_FUNCTIONS = """
SELECT p.proname, pg_catalog.pg_get_functiondef(p.oid)
FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace AND n.nspname = :schema
JOIN pg_catalog.pg_language l ON l.oid = p.prolang AND l.lanname IN ('sql', 'plpgsql')
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_aggregate a WHERE a.aggfnoid = p.oid) AND NOT EXISTS (
  SELECT FROM pg_catalog.pg_depend d
  WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
ORDER BY 1, 2
"""
"""Of what an extension brings, none."""
_TRIGGERS = f"""
SELECT t.tgname, pg_catalog.pg_get_triggerdef(t.oid) {_TABLES}
JOIN pg_catalog.pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal AND NOT c.relispartition ORDER BY c.relname, 1
"""
_PATH = "SELECT reset_val FROM pg_catalog.pg_settings WHERE name = 'search_path'"
"""As it is set for this user in this database."""


def connect_arguments(url: URL, seconds: int) -> Arguments:
    """An address may hold what PostgreSQL's programs take: ``sslmode``, ``sslrootcert``, a folder as ``host``."""
    options: dict[str, Any] = {"isolation_level": "AUTOCOMMIT"}
    if url.get_driver_name() != "pg8000":
        return Arguments(url, options)
    said = dict(url.query)
    given: dict[str, Any] = {"timeout": max(_CONNECT, seconds + 10), "application_name": "lakebook"}
    folder = str(said.pop("host", ""))
    if folder:
        given["unix_sock"] = f"{folder.rstrip('/')}/.s.PGSQL.{url.port or said.pop('port', 5432)}"
    certificate = str(said.pop("sslrootcert", "")) or None
    secured = _secured(str(said.pop("sslmode", "")), certificate)
    if secured is not None:
        given["ssl_context"] = secured
    for key in ("connect_timeout", "options", "channel_binding", "gssencmode", "target_session_attrs"):
        said.pop(key, None)
    options["connect_args"] = given
    return Arguments(url.set(query=said, host=None, port=None) if folder else url.set(query=said), options)


def _secured(mode: str, certificate: str | None) -> ssl.SSLContext | bool | None:
    """What pg8000 takes for ``sslmode``; None for its own way, which is to encrypt where the server can."""
    if mode == "disable":
        return False
    if mode not in ("require", "verify-ca", "verify-full"):
        return None
    context = ssl.create_default_context(cafile=certificate)
    context.check_hostname = mode == "verify-full"
    if mode == "require" and certificate is None:
        context.verify_mode = ssl.CERT_NONE
    return context


def prepare(connection: Connection, seconds: int) -> None:
    """Read only; and with no search path every name is printed with its schema."""
    for setting in (
        "SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
        f"statement_timeout = {seconds * 1000}",
        f"lock_timeout = {seconds * 1000}",
        "search_path TO ''",
    ):
        connection.exec_driver_sql(f"SET {setting}")


def schemas(connection: Connection) -> Schemas:
    """Temporary ones are left out, too: their names begin with ``pg_``."""
    rows = [(str(name), bool(usage)) for name, usage in connection.exec_driver_sql(_SCHEMAS)]
    return Schemas(tuple(n for n, usage in rows if usage), tuple(n for n, usage in rows if not usage))


def space(connection: Connection, schema: str) -> str:
    """Database and schema."""
    return f"{_database(connection)}.{schema}"


def _database(connection: Connection) -> str:
    return str(connection.engine.url.database or connection.engine.url.username or "postgres")


def kinds(connection: Connection, schema: str) -> dict[str, Kind]:
    """Tables, partitioned and foreign ones among them, views and materialized views."""
    return {name: "view" if is_view else "table" for name, is_view in _rows(connection, _KINDS, schema)}


def types(connection: Connection, schema: str) -> Mapping[tuple[str, str], str]:
    """As ``psql`` prints them; a type of the same schema without its schema."""
    own = f"{schema}."
    return {(table, column): said.removeprefix(own) for table, column, said in _rows(connection, _TYPES, schema)}


def definitions(connection: Connection, schema: str, views: Iterable[str]) -> Mapping[str, str]:
    """Their queries, every table with its schema."""
    wanted = set(views)
    return {name: sql or "" for name, sql in _rows(connection, _DEFINITIONS, schema) if name in wanted}


def made_of(connection: Connection, schema: str) -> Mapping[str, Iterable[Address]]:
    """What the database itself keeps, so that no table may be dropped under a view."""
    found: dict[str, list[Address]] = {}
    for view, its_schema, table in _rows(connection, _MADE_OF, schema):
        found.setdefault(view, []).append(Address(space(connection, its_schema), table))
    return found


def routines(connection: Connection, schema: str) -> Iterable[Routine]:
    """Functions and procedures whose language is read, and triggers."""
    said = str(connection.exec_driver_sql(_PATH).scalar() or "")
    listed = [name.strip().strip('"') for name in said.split(",")]
    path = tuple(name for name in listed if name and not name.startswith("$"))
    queries = (_FUNCTIONS, _TRIGGERS)
    return [Routine(name, sql or "", path) for query in queries for name, sql in _rows(connection, query, schema)]


def _rows(connection: Connection, query: str, schema: str) -> list[Any]:
    from sqlalchemy import text

    return list(connection.execute(text(query.replace("::", "\\:\\:")), {"schema": schema}))
