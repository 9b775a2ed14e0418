"""Files that are there whole, or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path


def write_atomically(path: Path, content: bytes) -> None:
    """Put *content* at *path* in one step, keeping the mode of the file that was there; folders are made.

    A reader sees the old file or the new one, and a failure leaves the old one and nothing beside it. What is no
    file, such as ``/dev/null`` or a pipe, is written to as it stands.

    Raises:
        OSError: the folder cannot be made, or the file cannot be written.
    """
    path = Path(os.path.realpath(path))  # through a symbolic link, so that the link stays one
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    made = beside(path, content)
    try:
        made.replace(path)
    except BaseException:
        remove(made)
        raise


def beside(path: Path, content: bytes) -> Path:
    """A file with *content* in the folder of *path*, ready to take its place.

    Raises:
        OSError: the folder cannot be made, or the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:60]}.", suffix=".tmp")
    made = Path(name)
    try:
        with open(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        made.chmod(_mode(path))
    except BaseException:
        remove(made)
        raise
    return made


def remove(path: Path) -> None:
    """Take the file away, if there is one and that is possible."""
    with contextlib.suppress(OSError):
        path.unlink()


def _mode(path: Path) -> int:
    """Mode of the file that is there, else what a new file gets."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
