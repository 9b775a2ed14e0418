"""Files that are there whole, or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Mapping
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
    made = _beside(path, content)
    try:
        made.replace(path)
    except BaseException:
        _remove(made)
        raise


def write_all_atomically(contents: Mapping[Path, bytes]) -> None:
    """Put all of *contents* in place, or none: they are written beside their places first, and only then moved there.

    Where moving one fails, those that were moved are put back as they were.

    Raises:
        OSError: a folder cannot be made, or a file cannot be written; everything is as it was.
    """
    made: dict[Path, Path] = {}
    before: dict[Path, bytes | None] = {}
    try:
        for given, content in contents.items():
            path = Path(os.path.realpath(given))
            made[path] = _beside(path, content)
        for path, beside in made.items():
            before[path] = path.read_bytes() if path.exists() else None
            beside.replace(path)
    except BaseException:
        for path, beside in made.items():
            _remove(beside)
            if path in before:
                _put_back(path, before[path])
        raise


def _put_back(path: Path, content: bytes | None) -> None:
    if content is None:
        _remove(path)
    else:
        write_atomically(path, content)


def _beside(path: Path, content: bytes) -> Path:
    """A file with *content* in the folder of *path*, ready to take its place."""
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
        _remove(made)
        raise
    return made


def _remove(path: Path) -> None:
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
