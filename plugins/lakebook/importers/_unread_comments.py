"""Comments in a sheet that is handed in: they go nowhere, which is said."""

from __future__ import annotations

import re

from lakebook.diagnostics import Finding, Location, Severity
from lakebook.syntax.workbook_comments import Comment, comments_of, named

_HINT = "write into a cell what belongs in the catalogue"
_OURS = "Lakebook"
_FINDING = tuple(f"{severity.value}: " for severity in Severity)
_HEADING = re.compile("[A-Z]+1")


def unread_comments(path: str, content: bytes, *, is_exported: bool) -> list[Finding]:
    """One note about all of them; those that Lakebook has put into a workbook that *is_exported* are none."""
    comments = comments_of(content)
    has_authors = any(comment.author == _OURS for comment in comments)
    found = [comment for comment in comments if not (is_exported and _is_ours(comment, has_authors))]
    if not found:
        return []
    are = "is" if len(found) == 1 else "are"
    return [Finding(Location(path), f"{named(found)} {are} not read", _HINT)]


def _is_ours(comment: Comment, has_authors: bool) -> bool:
    """LibreOffice forgets the authors: what stands at headings, or begins as a finding does, is ours then."""
    if has_authors:
        return comment.author == _OURS
    return bool(_HEADING.fullmatch(comment.cell)) or comment.text.startswith(_FINDING)
