"""What each kind of database says in its own words: one module a dialect, ``generic`` for all that have none.

Each module has the names of Words; what a database has nothing of its own to say to, it takes from ``generic``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, TypeAlias

from lakebook.importers._harvest import Address

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection

Kind: TypeAlias = Literal["table", "view"]
Facts: TypeAlias = Mapping[str, Any]
"""Table -> what is known of it, in SQLAlchemy's shape."""


class Arguments(NamedTuple):
    """For SQLAlchemy."""

    url: URL
    options: dict[str, Any]
    """Of ``create_engine``."""


class Schemas(NamedTuple):
    """Of one database."""

    readable: tuple[str, ...]
    closed: tuple[str, ...] = ()
    """Those that the user has no right to look into."""


class Routine(NamedTuple):
    """A procedure, a function or a trigger."""

    name: str
    sql: str
    """The statement that makes it; empty where the user has no right to see it."""
    path: tuple[str, ...] = ()
    """Schemas in which it looks for a table whose schema is not said."""


class Words(Protocol):
    """What a module says."""

    BULK: bool
    """Whether SQLAlchemy reads all tables of a schema by one query."""
    SQL: str
    """The dialect, as the SQL importer calls it; empty for unknown."""

    def connect_arguments(self, url: URL, seconds: int) -> Arguments:
        """How to connect; nothing may take longer than *seconds*."""
        ...

    def prepare(self, connection: Connection, seconds: int) -> None:
        """See to it that the session can only read, and that each query ends after *seconds*."""
        ...

    def schemas(self, connection: Connection) -> Schemas:
        """Schemas that are no part of the database system itself, sorted."""
        ...

    def space(self, connection: Connection, schema: str) -> str:
        """What stands above a table in its address."""
        ...

    def kinds(self, connection: Connection, schema: str) -> dict[str, Kind]:
        """Tables and views that are to be described, sorted by name."""
        ...

    def types(self, connection: Connection, schema: str) -> Mapping[tuple[str, str], str]:
        """Table and column -> its type as the database prints it, where it does."""
        ...

    def unescaped(self, value: str) -> str:
        """A value of an enumeration, as it is stored."""
        ...

    def foreign_keys(self, connection: Connection, schema: str) -> Facts | None:
        """Table -> its foreign keys in SQLAlchemy's shape; None where SQLAlchemy finds them all."""
        ...

    def unique_keys(self, connection: Connection, schema: str) -> Facts | None:
        """Table -> its unique keys in SQLAlchemy's shape; None where SQLAlchemy finds them all."""
        ...

    def definitions(self, connection: Connection, schema: str, views: Iterable[str]) -> Mapping[str, str]:
        """View -> its query."""
        ...

    def routines(self, connection: Connection, schema: str) -> Iterable[Routine]:
        """Those that may fill tables, or give back what tables hold."""
        ...

    def made_of(self, connection: Connection, schema: str) -> Mapping[str, Iterable[Address]]:
        """View -> tables it reads, where the database itself keeps that."""
        ...


def words_of(dialect: str) -> Words:
    """The module of a dialect."""
    name = f"{__name__}.{'mysql' if dialect == 'mariadb' else dialect}"
    known = dialect.isidentifier() and find_spec(name) is not None
    return import_module(name if known else f"{__name__}.generic")
