"""What was stamped into a site's folder by the build before: the pages that need not be written again."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

import msgspec

from lakebook.writers.atomic import write_atomically


class Stamp(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One written page."""

    key: bytes
    """Hash of all that the page is made from."""
    modified: int
    """Modification time in nanoseconds, after writing."""
    size: int
    """Bytes."""


class Manifest(msgspec.Struct):
    """The stamped pages of one site folder."""

    stamps: dict[str, Stamp] = {}
    """By file below the site's folder, with forward slashes."""
    tops: list[str] = []
    """Entries of the site's folder that hold stamped pages and nothing else."""


def manifest_file(folder: Path, site: Path) -> Path:
    """Where the manifest of the site folder *site* is kept, below the book's own *folder* for such things."""
    return folder / f"stamped-{hashlib.blake2b(os.fsencode(site.resolve()), digest_size=6).hexdigest()}.msgpack"


def load(file: Path) -> Manifest:
    """The manifest, or an empty one where there is none that can be read."""
    try:
        return msgspec.msgpack.decode(file.read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError):
        return Manifest()


def save(manifest: Manifest, file: Path) -> None:
    """Write it whole or not at all; a book that may not be written to does without."""
    with contextlib.suppress(OSError):
        write_atomically(file, msgspec.msgpack.encode(manifest))


def forget(file: Path) -> None:
    """Remove it: a build that stops halfway must not be trusted by the next one."""
    with contextlib.suppress(OSError):
        file.unlink()
