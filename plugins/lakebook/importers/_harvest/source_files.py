"""Files that are named on the command line, folders among them, and how their bytes are read."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from lakebook.syntax import SyntaxTrouble, Unreadable

LARGEST = 1 << 30
"""Bytes of one file, unpacked: a manifest of the largest known projects has a tenth of it."""

_PIECE = 1 << 20
_SURELY_SMALL = 1 << 26
_MOST_PACKED = 300
"""Times; dumps and manifests get 10 to 50 times smaller, and gzip cannot do more than 1,032."""


def files_below(given: Iterable[Path], endings: tuple[str, ...]) -> Iterator[Path]:
    """Each file of *given*, and those with one of *endings* below its folders, in order of their paths; none hidden."""
    for path in given:
        if not path.is_dir():
            yield path
            continue
        for inside in sorted(path.rglob("*")):
            hidden = any(part.startswith(".") for part in inside.relative_to(path).parts)
            if not hidden and inside.is_file() and inside.name.lower().endswith(endings):
                yield inside


def read_bytes(path: Path) -> bytes:
    """Bytes of a file, unpacked where it is packed with gzip.

    Raises:
        Unreadable: it is not there, cannot be unpacked, or is larger than LARGEST.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise _too_large()
        content = path.read_bytes()
        if content.startswith(b"\x1f\x8b"):
            _measure(content)
            content = gzip.decompress(content)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        trouble = SyntaxTrouble(
            "file_unreadable", f"cannot be read: {reason}", "check the path, and make the file again"
        )
        raise Unreadable(trouble) from None
    return content


def _measure(packed: bytes) -> None:
    """See how much is packed before any of it is kept.

    Raises:
        Unreadable: more than LARGEST, or so many times the file that no text is.
    """
    size = 0
    with gzip.open(io.BytesIO(packed)) as unpacked:
        while piece := unpacked.read(_PIECE):
            size += len(piece)
            if size > LARGEST:
                raise _too_large()
            if size > _SURELY_SMALL and size > _MOST_PACKED * len(packed):
                message = f"unpacks to more than {_MOST_PACKED} times its size: no text does that"
                raise Unreadable(SyntaxTrouble("file_unreadable", message, "unpack it yourself if you trust it"))


def _too_large() -> Unreadable:
    return Unreadable(SyntaxTrouble("file_unreadable", f"larger than {LARGEST >> 30} GB", "import it in parts"))
