"""SQLite: a file, opened so that nothing can be written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from lakebook.importers._database.words import Arguments, Facts, Kind, Routine, Schemas
from lakebook.importers._database.words.generic import foreign_keys as foreign_keys
from lakebook.importers._database.words.generic import made_of as made_of
from lakebook.importers._database.words.generic import unescaped as unescaped

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection

BULK = False
SQL = "sqlite"
_KINDS = """
SELECT name, type = 'view' FROM pragma_table_list
WHERE schema = 'main' AND type IN ('table', 'virtual', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name
"""
"""What a virtual table keeps its data in is ``shadow``."""
_KINDS_BEFORE_3_37 = """
SELECT name, type = 'view' FROM main.sqlite_master
WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name
"""
_UNIQUE = """
SELECT m.name, k.name, c.name
FROM main.sqlite_master AS m, pragma_index_list(m.name, 'main') AS k, pragma_index_info(k.name, 'main') AS c
WHERE m.type = 'table' AND k.origin = 'u' AND c.name IS NOT NULL ORDER BY m.name, k.seq, c.seqno
"""
_TYPES = """
SELECT m.name, c.name, c.type FROM main.sqlite_master AS m, pragma_table_xinfo(m.name, 'main') AS c
WHERE m.type = 'table'
"""


def connect_arguments(url: URL, seconds: int) -> Arguments:
    """The file is opened for reading; a file that is not there is not made."""
    address = f"file:{quote(str(Path(url.database or '').absolute()))}?mode=ro"
    return Arguments(url, {"creator": lambda: sqlite3.connect(address, uri=True, timeout=seconds)})


def prepare(connection: Connection, seconds: int) -> None:
    """A second bolt on the door; and the first look into the file."""
    connection.exec_driver_sql("PRAGMA query_only = 1")
    connection.exec_driver_sql("SELECT count(*) FROM main.sqlite_master").scalar()


def schemas(connection: Connection) -> Schemas:
    """A file is one schema."""
    return Schemas(("main",))


def space(connection: Connection, schema: str) -> str:
    """The file's name without its ending."""
    return Path(connection.engine.url.database or schema).stem


def kinds(connection: Connection, schema: str) -> dict[str, Kind]:
    """Tables, virtual ones among them, and views."""
    query = _KINDS if sqlite3.sqlite_version_info >= (3, 37) else _KINDS_BEFORE_3_37
    return {name: "view" if is_view else "table" for name, is_view in connection.exec_driver_sql(query)}


def types(connection: Connection, schema: str) -> Mapping[tuple[str, str], str]:
    """As they were typed; SQLite takes any word."""
    rows: Any = connection.exec_driver_sql(_TYPES)
    return {(table, column): said for table, column, said in rows}


def unique_keys(connection: Connection, schema: str) -> Facts:
    """Of constraints: SQLAlchemy looks for them in the statement, and does not see that of a type with a size."""
    found: dict[str, dict[str, list[str]]] = {}
    for table, key, column in connection.exec_driver_sql(_UNIQUE):
        found.setdefault(table, {}).setdefault(key, []).append(column)
    return {table: [{"column_names": columns} for columns in keys.values()] for table, keys in found.items()}


def definitions(connection: Connection, schema: str, views: Iterable[str]) -> Mapping[str, str]:
    """The statements that made them."""
    wanted = set(views)
    rows: Any = connection.exec_driver_sql("SELECT name, sql FROM main.sqlite_master WHERE type = 'view'")
    return {name: sql for name, sql in rows if name in wanted}


def routines(connection: Connection, schema: str) -> Iterable[Routine]:
    """Triggers; there is nothing else."""
    rows: Any = connection.exec_driver_sql("SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger' ORDER BY 1")
    return [Routine(name, sql, (schema,)) for name, sql in rows]
