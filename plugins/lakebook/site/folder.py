"""The site's folder: writes what changed, keeps what did not, removes what is gone."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from lakebook.site.manifest import Stamp

_ANEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


class SiteFolder:
    """Files of ours below one site folder. *before* is what an earlier build left there."""

    def __init__(self, site: str, before: dict[str, Stamp]) -> None:
        self.site = site
        self.stamps: dict[str, Stamp] = {}
        """What was kept or written, by file below the folder, with forward slashes."""
        self.written = 0
        self._before = before
        self._folders: set[str] = set()

    def known(self, uri: str) -> Stamp | None:
        """What the earlier build said of the file *uri*."""
        return self._before.get(uri)

    def stays(self, uri: str, known: Stamp, made_from: bytes = b"", wants: int = 0) -> bool:
        """Whether the file is there as the earlier build left it; it then stays.

        *made_from* and *wants* take the place of what is *known*, where they are given.
        """
        if not _untouched(f"{self.site}/{uri}", known):
            return False
        if made_from and made_from != known.made_from:
            known = Stamp(known.key, known.modified, known.size, made_from, wants)
        self.stamps[uri] = known
        return True

    def write(self, uri: str, key: bytes, content: bytes, made_from: bytes = b"", wants: int = 0) -> None:
        """Write the file *uri*. Raises OSError."""
        path = f"{self.site}/{uri}"
        _make_folder(path, self._folders)
        self.stamps[uri] = Stamp(key, _write(path, content), len(content), made_from, wants)
        self.written += 1

    def put(self, uri: str, content: bytes) -> None:
        """Write the file *uri* unless its *content* is there already."""
        key = hashlib.sha256(content).digest()[:16]
        known = self.known(uri)
        if known is None or known.key != key or not self.stays(uri, known):
            self.write(uri, key, content)

    def bring(self, uri: str, made_from: bytes, make: Callable[[], bytes]) -> None:
        """Write the file *uri*, which *make* makes, unless it is there and was made from the same."""
        known = self.known(uri)
        if known is not None and known.made_from == made_from and self.stays(uri, known):
            return
        content = make()
        key = hashlib.sha256(content).digest()[:16]
        if known is None or known.key != key or not self.stays(uri, known, made_from):
            self.write(uri, key, content, made_from)

    def make_again(self) -> None:
        """Let the next build make every page again, rather than trust that it would be the same."""
        for uri, stamp in self.stamps.items():
            self.stamps[uri] = Stamp(stamp.key, stamp.modified, stamp.size)

    def remove_gone(self) -> int:
        """Remove what the earlier build left and this one did not put; how many files that were."""
        gone = self._before.keys() - self.stamps.keys()
        for uri in gone:
            _delete(self.site, uri)
        return len(gone)


def _untouched(path: str, known: Stamp) -> bool:
    try:
        found = os.stat(path)  # noqa: PTH116 (10,000 times)
    except OSError:
        return False
    return found.st_mtime_ns == known.modified and found.st_size == known.size


def _make_folder(path: str, known: set[str]) -> None:
    """Make the folder of the file *path*, once; *known* are those made before."""
    folder = path.rpartition("/")[0]
    if folder not in known:
        known.add(folder)
        try:
            os.mkdir(folder)  # noqa: PTH102 (as above)
        except FileExistsError:
            pass
        except FileNotFoundError:
            os.makedirs(folder)


def _write(path: str, content: bytes) -> int:
    """Write the file; its modification time in nanoseconds."""
    file = os.open(path, _ANEW, 0o666)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(file, left) :]
        return os.fstat(file).st_mtime_ns
    finally:
        os.close(file)


def _delete(site: str, uri: str) -> None:
    """Remove a file that is no more, and the folders it leaves empty."""
    try:
        Path(site, uri).unlink()
        folder = os.path.dirname(uri)
        while folder:
            Path(site, folder).rmdir()
            folder = os.path.dirname(folder)
    except OSError:
        return
