"""Whether an office program has a file open: it leaves a small file of its own beside it."""

from __future__ import annotations

import re
from pathlib import Path

_NAME = re.compile(r"[^\x00-\x1f]{1,53}")


def opened_by(path: Path) -> str:
    """Program that has *path* open, with the user's name where it is told; empty for none.

    Excel writes ``~$name.xlsx`` (first byte the length of the user's name), without the first two letters of a name
    of more than eight; LibreOffice writes ``.~lock.name.xlsx#``, fields parted by commas.
    """
    excel = [path.with_name(f"~${path.name}"), path.with_name(f"~${path.name[2:]}")]
    for lock in excel if len(path.stem) > 8 else excel[:1]:
        if lock.is_file():
            return f"Excel{_by(_excel_user(lock))}"
    office = path.with_name(f".~lock.{path.name}#")
    if office.is_file():
        return f"LibreOffice{_by(_read(office).decode('utf-8', 'replace').split(',')[0])}"
    return ""


def _by(user: str) -> str:
    match = _NAME.match(user.strip())
    return f" (by {match[0]})" if match else ""


def _excel_user(lock: Path) -> str:
    content = _read(lock)
    return content[1 : 1 + content[0]].decode("cp1252", "replace") if content else ""


def _read(path: Path) -> bytes:
    """Bytes of a lock; none where the program keeps it to itself, as Excel does on Windows."""
    try:
        return path.read_bytes()[:1000]
    except OSError:
        return b""
