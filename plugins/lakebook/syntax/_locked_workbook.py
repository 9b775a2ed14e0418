"""Whether an .xls or .ods is protected by a password: its reader takes what is encrypted for damage."""

from __future__ import annotations

import io
import zipfile
import zlib

_SECTOR = 64
"""Streams of an .xls begin at multiples of this, in bytes."""
_BEGINNINGS = (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00")
"""The record BOF of Excel 97 and of Excel 95, with its length."""
_FILEPASS = 0x2F
"""The record that says how what follows is encrypted ([MS-XLS] 2.4.117); it stands among the first."""
_FIRST_RECORDS = 8
_MANIFEST = "META-INF/manifest.xml"
_MOST_BYTES = 4 << 20


def is_locked(content: bytes) -> bool:
    """Whether somebody has to type a password before the workbook can be read."""
    return _is_locked_ods(content) if content.startswith(b"PK\x03\x04") else _is_locked_xls(content)


def _is_locked_ods(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(_MANIFEST) as manifest:
            return b"encryption-data" in manifest.read(_MOST_BYTES)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, RuntimeError):
        return False


def _is_locked_xls(content: bytes) -> bool:
    starts = (at for at in range(0, len(content), _SECTOR) if content[at : at + 4] in _BEGINNINGS)
    return any(_FILEPASS in _first_records(content, at) for at in starts)


def _first_records(content: bytes, at: int) -> list[int]:
    found = []
    for _ in range(_FIRST_RECORDS):
        found.append(int.from_bytes(content[at : at + 2], "little"))
        at += 4 + int.from_bytes(content[at + 2 : at + 4], "little")
    return found
