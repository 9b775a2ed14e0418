"""SQL Server needs no ``;``: which word at the beginning of a line begins another statement."""

from __future__ import annotations

import re

TRACKED = (
    r"(?P<parens>[()])|(?P<start>^[ \t]*(?:CREATE|EXEC(?:UTE)?|USE|PRINT|DECLARE|TRUNCATE|IF|WHILE|RETURN|RAISERROR"
    r"|BEGIN|END|ELSE|INSERT|UPDATE|DELETE|MERGE|SELECT|SET|WITH|ALTER|DROP)\b)"
)
_AFTER_IF = re.compile(r"\b(?:CREATE|EXEC(?:UTE)?|ALTER\s+TABLE|DROP|INSERT|UPDATE|BEGIN)\b", re.IGNORECASE)
_OBJECT = re.compile(
    r"\s*(?:ALTER|DROP)\s+(?:TABLE|VIEW|SCHEMA|INDEX|PROC|FUNCTION|TRIGGER|DATABASE|LOGIN|USER|ROLE|SEQUENCE|TYPE|SYNONYM)",
    re.IGNORECASE,
)
_CTE = re.compile(r"\s*WITH\s+[\w\[\]]+\s*(?:\([^()]*\))?\s*AS\s*\(", re.IGNORECASE)
_OPTION = re.compile(r"\s*SET\s+(?:@|\w+\s+(?:ON|OFF)\b|\w+\s+[\[\]\w.]+\s+(?:ON|OFF)\b)", re.IGNORECASE)
_ALWAYS = {"USE", "PRINT", "DECLARE", "TRUNCATE", "IF", "WHILE", "RETURN", "RAISERROR", "BEGIN", "END", "ELSE"}
_ASKS = {"INSERT", "SELECT", "WITH", "CREATE", "MERGE"}
"""Statements that a query may be part of."""


def begins_statement(text: str, at: int, word: str, head: str) -> bool:
    """Whether *word*, which stands at *at* and outside of parentheses, begins a statement after one of *head*."""
    if head in ("GRANT", "DENY", "REVOKE"):
        return word in _ALWAYS
    if word in _ALWAYS or word == "CREATE":
        return True
    if word in ("EXEC", "EXECUTE"):
        return head not in ("INSERT", "CREATE")
    if word in ("ALTER", "DROP"):
        return bool(_OBJECT.match(text, at))
    if word in ("INSERT", "UPDATE", "DELETE", "MERGE"):
        return head not in ("MERGE", "WITH")
    if word == "SELECT":
        return head not in _ASKS
    if word == "WITH":
        return head != "CREATE" and bool(_CTE.match(text, at))
    return bool(_OPTION.match(text, at)) and head not in ("UPDATE", "MERGE")


def guarded(text: str) -> int:
    """Where in ``IF NOT EXISTS (...) CREATE TABLE ...`` the guarded statement begins; 0 for no guard."""
    if not re.match(r"(?:IF|ELSE|BEGIN)\b", text, re.IGNORECASE):
        return 0
    match = _AFTER_IF.search(text, 1)
    return match.start() if match else 0
