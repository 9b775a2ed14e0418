"""What SQLAlchemy tells of any database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from lakebook.importers._database.words import Arguments, Facts, Kind, Routine, Schemas
from lakebook.importers._harvest import Address

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection

BULK = True
SQL = ""
_SYSTEM = ("information_schema", "pg_*", "sys", "system", "mysql", "performance_schema", "db_*", "guest")


def connect_arguments(url: URL, seconds: int) -> Arguments:
    """As the address says."""
    return Arguments(url, {})


def prepare(connection: Connection, seconds: int) -> None:
    """Nothing that every database understands; only catalogues are asked."""


def schemas(connection: Connection) -> Schemas:
    """All but those that usually belong to the system."""
    from sqlalchemy import inspect

    names = inspect(connection).get_schema_names()
    return Schemas(tuple(sorted(name for name in names if not any(fnmatchcase(name.lower(), one) for one in _SYSTEM))))


def space(connection: Connection, schema: str) -> str:
    """Database and schema."""
    database = connection.engine.url.database
    return f"{database}.{schema}" if database and database != schema else schema


def kinds(connection: Connection, schema: str) -> dict[str, Kind]:
    """Tables, views, materialized views."""
    from sqlalchemy import inspect

    inspector = inspect(connection)
    found: dict[str, Kind] = dict.fromkeys(inspector.get_table_names(schema), "table")
    for listed in (inspector.get_view_names, inspector.get_materialized_view_names):
        try:
            found |= dict.fromkeys(listed(schema), "view")
        except NotImplementedError:
            pass
    return dict(sorted(found.items()))


def types(connection: Connection, schema: str) -> Mapping[tuple[str, str], str]:
    """As SQLAlchemy spells them."""
    return {}


def unescaped(value: str) -> str:
    """As SQLAlchemy reads it."""
    return value


def foreign_keys(connection: Connection, schema: str) -> Facts | None:
    """As SQLAlchemy finds them."""
    return None


def unique_keys(connection: Connection, schema: str) -> Facts | None:
    """As SQLAlchemy finds them."""
    return None


def definitions(connection: Connection, schema: str, views: Iterable[str]) -> Mapping[str, str]:
    """One after the other."""
    from sqlalchemy import inspect
    from sqlalchemy.exc import SQLAlchemyError

    found = {}
    for view in views:
        try:
            found[view] = inspect(connection).get_view_definition(view, schema) or ""
        except (NotImplementedError, SQLAlchemyError):
            continue
    return found


def made_of(connection: Connection, schema: str) -> Mapping[str, Iterable[Address]]:
    """Not known."""
    return {}


def routines(connection: Connection, schema: str) -> Iterable[Routine]:
    """Each database keeps them in a way of its own."""
    return ()
