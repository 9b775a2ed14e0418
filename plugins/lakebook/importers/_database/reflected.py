"""What SQLAlchemy reflects of one schema, table by table; what cannot be read costs only itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from lakebook.importers._database.connection import said
from lakebook.importers._database.words import Facts, Words

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Reflected:
    """The tables of one schema."""

    def __init__(self, connection: Connection, words: Words, schema: str, names: Iterable[str]) -> None:
        """Ask for all of *names*: by one query for each kind of fact where that is possible, else one by one."""
        from sqlalchemy import inspect

        self._inspector = inspect(connection)
        self._schema = schema
        self._names = list(names)
        self._bulk = words.BULK
        self.unescaped = words.unescaped
        self.unread: dict[str, str] = {}
        """Table that cannot be read -> why not."""
        self.columns = self._every("columns", self._inspector.get_columns)
        self._names = [name for name in self._names if self.columns.get(name)]
        self.primary = self._every("pk_constraint", self._inspector.get_pk_constraint)
        keys = words.unique_keys(connection, schema)
        self.unique = (
            self._every("unique_constraints", self._inspector.get_unique_constraints) if keys is None else keys
        )
        own = words.foreign_keys(connection, schema)
        self.foreign = self._every("foreign_keys", self._inspector.get_foreign_keys) if own is None else own
        self.comments = self._every("table_comment", self._inspector.get_table_comment)

    def _every(self, what: str, one: Callable[..., Any]) -> Facts:
        from sqlalchemy.engine.reflection import ObjectKind
        from sqlalchemy.exc import SQLAlchemyError

        if self._bulk:
            try:
                many = getattr(self._inspector, f"get_multi_{what}")(schema=self._schema, kind=ObjectKind.ANY)
                return {name: facts for (_, name), facts in many.items()}
            except NotImplementedError:
                return {}
            except SQLAlchemyError:
                self._inspector.clear_cache()  # and then one by one, to learn which it is
        found = {}
        for name in self._names:
            try:
                found[name] = one(name, self._schema)
            except NotImplementedError:
                return {}
            except SQLAlchemyError as error:
                self.unread[name] = said(error)
        return found
