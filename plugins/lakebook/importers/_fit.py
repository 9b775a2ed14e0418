"""Names and places that fit a book."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection

from lakebook.settings import Settings

_NAME = re.compile(r"\w[\w .-]*")
_LONGEST = 100
"""Letters of a schema's name: file systems take 255 bytes."""


def unfit_schema(name: str, others: Collection[str] = ()) -> str:
    """Why *name* cannot be the name of a schema's file beside those of *others*; empty where it can."""
    if not name:
        return "is empty"
    if not _NAME.fullmatch(name) or "\n" in name or name.endswith((" ", ".")) or posixpath.basename(name) != name:
        return "cannot be a file's name"
    if len(name) > _LONGEST:
        return f"is longer than {_LONGEST} letters"
    if name.lower() == "system":
        return "is taken: system.yaml describes the system itself"
    if name.lower().endswith(".observed"):
        return "ends like files that importers observe"
    return unfit_case(name, others)


def unfit_case(name: str, others: Collection[str]) -> str:
    """Says so where *name* differs from one of *others* by its case alone: one file on many file systems."""
    same = next((other for other in others if other.lower() == name.lower() and other != name), "") if name else ""
    return f"differs from '{same}' by its case alone" if same and name not in others else ""


def is_of_catalogue(path: str, settings: Settings) -> bool:
    """Whether an import may write the file at *path*: that of a schema, or of a domain."""
    folder = f"{settings.folders.catalogue}/"
    parts = path.removeprefix(folder).split("/")
    plain = path.startswith(folder) and posixpath.normpath(path) == path and all(parts) and "\\" not in path
    if not plain or any(part.startswith(".") for part in parts):
        return False
    if len(parts) == 2:
        return parts[1].lower() in ("domain.yaml", "domain.yml")
    stem, ending = posixpath.splitext(parts[-1])
    return len(parts) in (3, 4) and stem != "system" and ending.lower() in (".yaml", ".yml", ".xlsx")
