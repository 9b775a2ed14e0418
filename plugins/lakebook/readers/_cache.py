"""Parsed files by content hash, in ``.lakebook/cache.sqlite``: safe to delete, safe for two processes."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from lakebook.readers import Reader, Records
from lakebook.settings import Settings
from lakebook.sources import Source, content_id

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Records)


class Cache:
    """Remembers what readers made of a file. ``Cache(None)`` remembers nothing.

    A cache that cannot be opened, read or written is as good as none: the file is read instead. One that is *kept*
    and entered again holds the records themselves, so that a second book is made of the same ones.
    """

    def __init__(self, folder: Path | None, *, kept: bool = False) -> None:
        self._folder = folder
        self._kept = kept
        self._records: dict[bytes, Records] = {}
        self._read: dict[bytes, Records] = {}
        self._connection: sqlite3.Connection | None = None
        self._new: list[tuple[bytes, bytes]] = []
        self._used: set[bytes] = set()
        self._known: dict[bytes, bytes] = {}

    def __enter__(self) -> Cache:
        if self._folder is None:
            return self
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(self._folder / "cache.sqlite", timeout=5, isolation_level=None)
            self._connection.execute("PRAGMA synchronous=OFF")
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS parsed (id BLOB PRIMARY KEY, records BLOB) WITHOUT ROWID"
            )
            if not self._records:
                self._known = dict(self._connection.execute("SELECT id, records FROM parsed"))
        except (sqlite3.Error, OSError):
            self._forget()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is not None:
            try:
                self._save(self._connection)
                self._connection.close()
            except sqlite3.Error:
                pass
        self._connection, self._known, self._new = None, {}, []
        self._records, self._read, self._used = (self._read if self._kept else {}), {}, set()

    def read(self, path: str, source: Source, reader: Reader, settings: Settings) -> Records:
        """What *reader* makes of the file at *path*, remembered or read now."""
        content = source.read(path)
        if self._connection is None:
            return reader(path, content, settings)
        key = content_id(path, content, _salt(settings))
        self._used.add(key)
        records = self._records.get(key) or self._remembered(key)
        if records is None:
            records = reader(path, content, settings)
            with suppress(UnicodeEncodeError):  # the file's name is not UTF-8
                self._new.append((key, _ENCODER.encode(records)))
        self._read[key] = records
        return records

    def _remembered(self, key: bytes) -> Records | None:
        if remembered := self._known.get(key):
            try:
                return _DECODER.decode(remembered)
            except msgspec.MsgspecError:
                pass
        return None

    def _save(self, connection: sqlite3.Connection) -> None:
        stale = [key for key in self._known if key not in self._used]
        if not self._new and len(stale) <= len(self._used):
            return
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT OR REPLACE INTO parsed VALUES (?, ?)", self._new)
        if len(stale) > len(self._used):  # keep one older state of every file, for a switch of branches
            connection.executemany("DELETE FROM parsed WHERE id = ?", [(key,) for key in stale])
        connection.execute("COMMIT")

    def _forget(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection, self._known = None, {}


def _salt(settings: Settings) -> bytes:
    return hashlib.blake2b(_code() + _ENCODER.encode(_plain(settings)), digest_size=32).digest()


def _plain(settings: Settings) -> Any:
    return (settings.folders, settings.decisions)


@cache
def _code() -> bytes:
    """Hash of the code that reads: another version of it must not be given what this one remembered."""
    digest = hashlib.blake2b(digest_size=32)
    package = Path(__file__).resolve().parent.parent
    for room in ("syntax", "model", "readers"):
        for file in sorted((package / room).glob("*.py")):
            digest.update(file.read_bytes())
    return digest.digest()
