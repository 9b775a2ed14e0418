"""What was stamped into a site's folder by the build before: the pages that need not be written again."""

from __future__ import annotations

import msgspec


class Stamp(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One written page."""

    key: bytes
    """Hash of all that stands in it."""
    modified: int
    """Modification time in nanoseconds, after writing."""
    size: int
    """Bytes."""
    made_from: bytes = b""
    """Hash of what it would be made from again; empty where that is not known before it is made."""
    wants: int = 0
    """What its shell had to hold, as ``Wants`` numbers it."""


class Manifest(msgspec.Struct):
    """The stamped pages of one site folder."""

    stamps: dict[str, Stamp] = {}
    """By file below the site's folder, with forward slashes."""
    tops: list[str] = []
    """Entries of the site's folder that hold stamped pages and nothing else."""
