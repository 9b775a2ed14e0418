"""The site's folder: writes what changed, keeps what did not, removes what is gone."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from lakebook.site.manifest import Stamp


class SiteFolder:
    """Files of ours below one site folder. *before* is what an earlier build left there."""

    def __init__(self, site: str, before: dict[str, Stamp]) -> None:
        self.site = site
        self.stamps: dict[str, Stamp] = {}
        """What was kept or written, by file below the folder, with forward slashes."""
        self.written = 0
        self._before = before
        self._folders: set[str] = set()

    def keeps(self, uri: str, key: bytes) -> bool:
        """Whether the file is there already, made from what *key* stands for; it then stays."""
        known = self._before.get(uri)
        if known is None or known.key != key or not _untouched(f"{self.site}/{uri}", known):
            return False
        self.stamps[uri] = known
        return True

    def write(self, uri: str, key: bytes, content: bytes) -> None:
        """Write the file *uri*. Raises OSError."""
        path = f"{self.site}/{uri}"
        _make_folder(path, self._folders)
        self.stamps[uri] = _write(path, key, content)
        self.written += 1

    def put(self, uri: str, content: bytes) -> None:
        """Write the file *uri* unless its *content* is there already."""
        key = hashlib.blake2b(content, digest_size=16).digest()
        if not self.keeps(uri, key):
            self.write(uri, key, content)

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


def _write(path: str, key: bytes, content: bytes) -> Stamp:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(file, left) :]
        return Stamp(key, os.fstat(file).st_mtime_ns, len(content))
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
