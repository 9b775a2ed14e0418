"""Files that lie in a book's folders and are not part of it."""

from __future__ import annotations

from pathlib import Path

_BY_OTHERS = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"})
"""What Windows and macOS put into folders by themselves; in lower case."""


def is_left_behind(name: str) -> bool:
    """Whether it is hidden, Excel's mark that a workbook is open, an editor's copy, or a file of the system."""
    return name.startswith((".", "~$")) or name.endswith("~") or name.lower() in _BY_OTHERS


def opened_elsewhere(path: Path) -> Path | None:
    """What Excel or LibreOffice puts beside a workbook while it is open there; None where nobody has it open."""
    locks = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    return next((lock for lock in locks if lock.exists()), None)
