"""Files that lie in a book's folders and are not part of it."""

from __future__ import annotations

_BY_OTHERS = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"})
"""What Windows and macOS put into folders by themselves; in lower case."""


def is_left_behind(name: str) -> bool:
    """Whether it is hidden, Excel's mark that a workbook is open, an editor's copy, or a file of the system."""
    return name.startswith((".", "~$")) or name.endswith("~") or name.lower() in _BY_OTHERS
