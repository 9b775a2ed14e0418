"""Where bytes come from. A reader is given a Source, never a path."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Protocol


class Source(Protocol):
    """A set of files with their bytes: a working tree, a Git commit, or files held in memory."""

    def paths(self, below: str = "") -> Iterable[str]:
        """Paths of all files below the folder *below*, sorted, relative to the root, with forward slashes."""
        ...

    def read(self, path: str) -> bytes:
        """Bytes of one file.

        Raises:
            OSError: the file is missing or may not be read.
        """
        ...

    def size(self, path: str) -> int:
        """Bytes of one file, counted without reading it. Raises OSError as ``read``."""
        ...


def content_id(path: str, content: bytes, salt: bytes = b"") -> bytes:
    """16 bytes that identify *content* at *path* as read by the code that *salt* names."""
    digest = hashlib.blake2b(content, digest_size=16, key=salt[:64])
    digest.update(b"\0" + path.encode("utf-8", "surrogateescape"))
    return digest.digest()
