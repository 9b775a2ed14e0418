"""Real database servers, started for the tests that ask for ``postgres`` or ``mariadb``, and ended by their ids.

Each runs as a user without rights of its own, in a folder of its own, and listens on 127.0.0.1 and a socket in that folder.
"""

from __future__ import annotations

import contextlib
import functools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

PASSWORD = "p@ss/w:rd %41"
"""Of every user: it holds what addresses must quote."""
SECONDS = 600
"""The longest that a server may take to start."""


@functools.cache
def find_postgres() -> str:
    """Folder of PostgreSQL's programs: ``POSTGRES_BIN``, else the newest of Debian's, else that of PATH; empty for none."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    on_path = shutil.which("initdb")
    folders = [
        os.environ.get("POSTGRES_BIN", ""),
        *map(str, reversed(debian)),
        str(Path(on_path).parent) if on_path else "",
    ]
    return next((folder for folder in folders if folder and (Path(folder) / "initdb").exists()), "")


@functools.cache
def find_mariadb() -> str:
    """Path of MariaDB's server: ``MARIADBD``, else that of PATH or of Debian; empty for none."""
    sought = f"{os.environ.get('PATH', '')}:/usr/sbin"
    found = shutil.which(os.environ.get("MARIADBD", "mariadbd"), path=sought) or ""
    return found if found and shutil.which("mariadb-install-db", path=sought) else ""


class Server:
    """A server that runs."""

    port: int
    owner: str
    """Who may do everything."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log: list[str] = []
        """What it said, line by line."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._set_up()
        self._heard = threading.Condition()
        self._ready = threading.Event()
        self._program = subprocess.Popen(
            self._command(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            **self._as_nobody(),
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        if not self._ready.wait(SECONDS) or self._program.poll() is not None:
            self.stop()
            raise RuntimeError("\n".join(self.log[-20:]))

    def _listen(self) -> None:
        assert self._program.stderr is not None
        for line in self._program.stderr:
            with self._heard:
                self.log.append(line.rstrip("\n"))
                self._heard.notify_all()
            if self._says_ready(line):
                self._ready.set()
        self._ready.set()

    def wait_for(self, text: str) -> str:
        """What it said up to the line that holds *text*; its log comes a moment after its answers."""
        with self._heard:
            assert self._heard.wait_for(lambda: any(text in line for line in self.log), SECONDS), (
                f"it never said {text}"
            )
            return "\n".join(self.log)

    def stop(self) -> None:
        """End it, and remove its folder."""
        self._program.terminate()
        try:
            self._program.wait(20)
        except subprocess.TimeoutExpired:
            self._program.kill()
            self._program.wait(20)
        self._listener.join(20)
        assert self._program.stderr is not None
        self._program.stderr.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, *command: str, **more: Any) -> None:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=SECONDS, **self._as_nobody(), **more
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def _as_nobody(self) -> dict[str, Any]:
        """The servers refuse to run as root."""
        who = {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid, "extra_groups": []} if os.getuid() == 0 else {}
        return {"cwd": self.folder, **who}

    def _set_up(self) -> None:
        raise NotImplementedError

    def _command(self) -> Sequence[str]:
        raise NotImplementedError

    def _says_ready(self, line: str) -> bool:
        raise NotImplementedError


def own_folder(name: str) -> Path:
    """A folder for a server: near the root, as the path of a socket has 107 letters at most."""
    folder = Path(tempfile.mkdtemp(prefix=f"lakebook-{name}-"))
    if os.getuid() == 0:
        shutil.chown(folder, "nobody", pwd.getpwnam("nobody").pw_gid)
    return folder


class Postgres(Server):
    """PostgreSQL, which asks for passwords and writes down every statement."""

    owner = "postgres"

    def _set_up(self) -> None:
        secret = self.folder / "secret"
        secret.write_text(PASSWORD)
        if os.getuid() == 0:
            shutil.chown(secret, "nobody")
        self._run(
            f"{find_postgres()}/initdb", "-D", str(self.folder / "data"), "-U", self.owner, "-A", "scram-sha-256",
            f"--pwfile={secret}", "-E", "UTF8", "--locale=C", "--no-sync",
        )  # fmt: skip

    def _command(self) -> Sequence[str]:
        said = {
            "listen_addresses": "127.0.0.1", "port": str(self.port), "unix_socket_directories": str(self.folder), "fsync": "off",
            "log_statement": "all", "log_line_prefix": "%u> ", "max_connections": "20", "lc_messages": "C",
        }  # fmt: skip
        options = [part for name, value in said.items() for part in ("-c", f"{name}={value}")]
        return [f"{find_postgres()}/postgres", "-D", str(self.folder / "data"), *options]

    def _says_ready(self, line: str) -> bool:
        return "ready to accept connections" in line

    def url(self, database: str = "postgres", user: str = "postgres", password: str | None = PASSWORD) -> str:
        """An address as people type it."""
        secret = "" if password is None else f":{quote(password, safe='')}"
        return f"postgresql://{user}{secret}@127.0.0.1:{self.port}/{database}"

    def run(self, *statements: str, database: str = "postgres") -> None:
        """Run statements as the owner."""
        import pg8000.native

        with contextlib.closing(
            pg8000.native.Connection(self.owner, "127.0.0.1", database, self.port, PASSWORD)
        ) as connection:
            for statement in statements:
                connection.run(statement)

    def log_of(self, action: Callable[[], Any]) -> str:
        """What it writes down while something is done."""
        begin, end = (f"{word} of {len(self.log)} {id(action)}" for word in ("begin", "end"))
        self.run(f"SELECT '{begin}'")
        action()
        self.run(f"SELECT '{end}'")
        return self.wait_for(end).rpartition(begin)[2].partition(end)[0]

    def fresh(self, database: str, *statements: str) -> str:
        """A database of this name with what the statements make in it; its address."""
        self.run(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)', f'CREATE DATABASE "{database}"')
        self.run(*statements, database=database)
        return self.url(database)


class MariaDB(Server):
    """MariaDB, whose root comes in by the socket alone."""

    owner = "root"

    def _set_up(self) -> None:
        installer = shutil.which("mariadb-install-db", path=f"{os.environ.get('PATH', '')}:/usr/bin") or ""
        self._run(
            installer, "--no-defaults", f"--datadir={self.folder / 'data'}", "--auth-root-authentication-method=normal",
            "--skip-test-db", "--skip-log-bin",
        )  # fmt: skip

    def _command(self) -> Sequence[str]:
        return [
            find_mariadb(), "--no-defaults", f"--datadir={self.folder / 'data'}", f"--socket={self.socket}",
            "--bind-address=127.0.0.1", f"--port={self.port}", f"--pid-file={self.folder / 'pid'}", "--skip-log-bin",
            "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=16M", "--skip-name-resolve",
            "--character-set-server=utf8mb4",
        ]  # fmt: skip

    @property
    def socket(self) -> Path:
        return self.folder / "socket"

    def _says_ready(self, line: str) -> bool:
        return "ready for connections" in line

    def url(self, database: str = "", user: str = "ann", password: str | None = PASSWORD) -> str:
        """An address as people type it."""
        secret = "" if password is None else f":{quote(password, safe='')}"
        return f"mariadb://{user}{secret}@127.0.0.1:{self.port}/{database}"

    def run(self, *statements: str, database: str | None = None) -> None:
        """Run statements as root."""
        import pymysql

        with (
            contextlib.closing(
                pymysql.connect(unix_socket=str(self.socket), user="root", database=database, autocommit=True)
            ) as connection,
            connection.cursor() as cursor,
        ):
            for statement in statements:
                cursor.execute(statement)

    def fresh(self, database: str, *statements: str) -> str:
        """A database of this name with what the statements make in it; its address for a user who may read it."""
        said = PASSWORD.replace("'", "''")
        self.run(
            f"DROP DATABASE IF EXISTS `{database}`", f"CREATE DATABASE `{database}`",
            f"CREATE USER IF NOT EXISTS ann@'%' IDENTIFIED BY '{said}'",
            f"GRANT SELECT, SHOW VIEW ON `{database}`.* TO ann@'%'",
        )  # fmt: skip
        self.run(*statements, database=database)
        return self.url(database)
