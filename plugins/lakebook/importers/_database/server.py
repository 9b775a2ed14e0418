"""The address of a database: as typed, with what it leaves out, and without its secrets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, quote_plus

from lakebook.syntax import SyntaxTrouble, Unreadable
from lakebook.syntax.typed_addresses import without_passwords

if TYPE_CHECKING:
    from sqlalchemy import URL

_DRIVERS = {"postgresql": "pg8000", "mysql": "pymysql", "mariadb": "pymysql"}
"""Of the extra ``lakebook[databases]``; an address that names another driver is taken as it is."""
_PASSWORDS = {"postgresql": "PGPASSWORD", "mysql": "MYSQL_PWD", "mariadb": "MYSQL_PWD"}
PASSWORD = "LAKEBOOK_DATABASE_PASSWORD"
"""Variable that holds the password where the address leaves it out."""
_LONG = 8
"""Letters from which on a secret is no part of a word by chance."""
_SECRET = ("password", "passwd", "pwd", "token", "secret")
_PASSWORD = re.compile(r"[^:/]+://[^:/@]*:([^@]*)@")
"""As it is typed, percent signs and all."""
_EXAMPLES = (
    "type such as postgresql://ann@db.example.org/sales, mariadb://ann@db.example.org/sales or sqlite:///sales.db"
)
_INSTALL = "type: pip install 'lakebook[databases]'"


class Server(NamedTuple):
    """A database that can be connected to."""

    url: URL
    secrets: tuple[str, ...]
    """What no message may hold."""

    @property
    def dialect(self) -> str:
        """What SQLAlchemy calls the kind of database, such as ``postgresql``."""
        return self.url.get_backend_name()

    @property
    def name(self) -> str:
        """The address as messages may show it: no password, no options."""
        from sqlalchemy import URL

        url = self.url
        return URL.create(self.dialect, url.username, None, url.host, url.port, url.database).render_as_string()

    def without_secrets(self, text: str) -> str:
        """The text with asterisks for every secret in it; a short one counts where it stands for itself."""
        for secret in self.secrets:
            for form in {secret, quote(secret, safe=""), quote(secret), quote_plus(secret), repr(secret)[1:-1]}:
                pattern = re.escape(form)
                text = re.sub(pattern if len(form) >= _LONG else rf"(?<!\w){pattern}(?!\w)", "***", text)
        return without_passwords(text)


def refused(message: str, hint: str) -> Unreadable:
    """The database cannot be asked."""
    return Unreadable(SyntaxTrouble("file_unreadable", message, hint))


def server_at(typed: str, environment: Mapping[str, str]) -> Server:
    """The database that *typed* is the address of, with the password of the *environment* where it has none.

    Raises:
        Unreadable: it is no address, or SQLAlchemy is not installed. The message never repeats what was typed.
    """
    try:
        from sqlalchemy import make_url
        from sqlalchemy.exc import ArgumentError
    except ImportError:
        raise refused("databases need SQLAlchemy, which is not installed", _INSTALL) from None
    if "://" not in typed and Path(typed).is_file():
        typed = f"sqlite:///{typed}"
    try:
        url = make_url(typed)
    except (ArgumentError, ValueError):  # their messages repeat the address, password and all
        hint = f"{_EXAMPLES}; leave the password out and set {PASSWORD}"
        raise refused("this is no address of a database", hint) from None
    if _is_ambiguous(typed, url):
        hint = f"write an @ in a name or a password as %40, or leave the password out and set {PASSWORD}"
        raise refused("the address holds two '@', so it cannot be told where its password ends", hint)
    url = _complete(url, environment)
    given = [str(value) for key, value in url.query.items() if any(word in key.lower() for word in _SECRET)]
    written = [match[1]] if (match := _PASSWORD.match(typed)) else []
    secrets = sorted({*given, *written, *([str(url.password)] if url.password else [])}, key=len, reverse=True)
    return Server(url, tuple(secret for secret in secrets if secret))


def _is_ambiguous(typed: str, url: URL) -> bool:
    """Whether what SQLAlchemy takes for the host or the database may be the rest of a password with an ``@`` in it."""
    rest = typed.partition("://")[2]
    if rest.startswith("/"):
        return False  # no user, no host: a file
    if rest.count("@") < 2:
        return False
    names_user_alone = url.password is None and ":" not in rest.partition("@")[0]
    return not names_user_alone or rest.partition("/")[0].count("@") > 1 or "@" in (url.host or "")


def _complete(url: URL, environment: Mapping[str, str]) -> URL:
    """The address with the driver and the password that it leaves out."""
    backend, _, driver = url.drivername.partition("+")
    backend = "postgresql" if backend == "postgres" else backend
    driver = driver or _DRIVERS.get(backend, "")
    url = url.set(drivername=f"{backend}+{driver}" if driver else backend)
    if backend == "sqlite":
        return _file(url)
    if url.password is None:
        password = environment.get(PASSWORD) or environment.get(_PASSWORDS.get(backend, ""))
        url = url.set(password=password) if password else url
    return url


def _file(url: URL) -> URL:
    """SQLite would make a file that is not there."""
    path = url.database or ""
    if path in ("", ":memory:"):
        raise refused("the address names no file", "type such as sqlite:///folder/sales.db")
    if not Path(path).is_file():
        raise refused(
            f"there is no file {path}", "check the path; three slashes begin a relative path, four an absolute one"
        )
    return url


def installed(server: Server) -> type[Any]:
    """The driver that SQLAlchemy will take.

    Raises:
        Unreadable: it is not installed.
    """
    from sqlalchemy.exc import NoSuchModuleError

    try:
        dialect = server.url.get_dialect()
        driver: Any = dialect.import_dbapi()
    except NoSuchModuleError:
        hint = f"install the package that brings it, or {_EXAMPLES}"
        raise refused(f"SQLAlchemy knows no database '{server.url.drivername}' here", hint) from None
    except ImportError as error:
        ours = server.url.drivername.partition("+")[2] in _DRIVERS.values()
        hint = _INSTALL if ours else f"type: pip install {error.name or 'its driver'}"
        raise refused(f"the driver '{error.name or server.url.drivername}' is not installed", hint) from None
    return driver  # type: ignore[no-any-return]
