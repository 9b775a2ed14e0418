"""Text and cells with their positions, and no meaning: YAML, front matter, Markdown outline, workbooks."""

from __future__ import annotations

import msgspec


class SyntaxTrouble(msgspec.Struct, frozen=True):
    """What a file's bytes say that we do not take; a reader turns it into a finding of the check named."""

    check: str
    """Name of the check that reports it, such as ``file_unreadable`` or ``key_duplicated``."""
    message: str
    hint: str = ""
    line: int = 0
    """Counted from 1."""
    column: int = 0
    """Counted in characters from 1."""
    sheet: str = ""
    cell: str = ""


class Unreadable(Exception):  # noqa: N818 - it says what the file is
    """The file cannot be taken at all; carries the one trouble that says why."""

    def __init__(self, trouble: SyntaxTrouble) -> None:
        super().__init__(trouble.message)
        self.trouble = trouble
