"""A connection that may only read, with a bound on each query; and in words why there is none."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from lakebook.importers._database.server import PASSWORD, Server, installed, refused
from lakebook.importers._database.words import Words
from lakebook.syntax import Unreadable

if TYPE_CHECKING:
    from sqlalchemy import Connection

_DENIED = {"28P01", "28000", "1045", "1698"}
_UNKNOWN = {"3D000", "1049"}
_FORBIDDEN = {"42501", "1044", "1142"}


@contextmanager
def connected(server: Server, words: Words, seconds: int) -> Iterator[Connection]:
    """A connection to read from; every query ends after *seconds*.

    Raises:
        Unreadable: the database is down, does not let us in, or goes away meanwhile.
    """
    from sqlalchemy.exc import SQLAlchemyError

    installed(server)
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # of types that SQLAlchemy does not know: what the database calls them is enough
        connection = _opened(server, words, seconds)
        try:
            yield connection
        except (SQLAlchemyError, OSError) as error:
            raise _refused(server, error) from None
        finally:
            connection.close()


def _opened(server: Server, words: Words, seconds: int) -> Connection:
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    try:
        arguments = words.connect_arguments(server.url, seconds)
        engine = create_engine(arguments.url, poolclass=NullPool, hide_parameters=True, **arguments.options)
        connection = engine.connect()
        words.prepare(connection, seconds)
    except Exception as error:  # drivers raise what they like: pg8000 an AttributeError where a password is asked for
        raise _refused(server, error) from None
    return connection


def _refused(server: Server, error: Exception) -> Unreadable:
    if isinstance(error, AttributeError) and not server.url.password:
        hint = f"set {PASSWORD}, so that no history of commands holds it"
        return refused(f"{server.name} asks for a password, and none is given", hint)
    return refused(f"{server.name}: {server.without_secrets(said(error))}", _hint(server, error))


def said(error: Exception) -> str:
    """What the database says is wrong, in one line."""
    inner = _innermost(error)
    if inner.args and isinstance(inner.args[0], dict):  # pg8000 hands on the fields of the message
        return str(inner.args[0].get("M", "it gives no reason"))
    text = str(inner.args[-1] if inner.args else inner)
    return " ".join(text.split()) or type(inner).__name__


def _hint(server: Server, error: Exception) -> str:
    code = _code(error)
    if code in _DENIED:
        return f"check the user, and set {PASSWORD} to the password; special letters in an address are written as %40"
    if code in _UNKNOWN:
        return "check the name of the database, at the end of the address"
    if code in _FORBIDDEN:
        return f"ask for the right to read what is in '{server.url.database}'"
    if isinstance(_innermost(error), TypeError):
        return "the driver takes no such option: correct what stands behind '?' in the address"
    if server.dialect == "sqlite":
        return "see whether it is a file of SQLite that may be read"
    return "check host and port, and whether the server is up"


def _code(error: Exception) -> str:
    inner = _innermost(error)
    if inner.args and isinstance(inner.args[0], dict):
        return str(inner.args[0].get("C", ""))
    return str(inner.args[0]) if inner.args else ""


def _innermost(error: BaseException) -> Any:
    """What the driver raised, below what SQLAlchemy makes of it."""
    while True:
        cause = getattr(error, "orig", None) or error.__cause__
        if not isinstance(cause, BaseException) or cause is error:
            return error
        error = cause
