"""Where the body of a procedure, function, trigger or anonymous block ends: ``;`` inside of it ends no statement."""

from __future__ import annotations

import re

from lakebook.importers._sql.dialects import Dialect
from lakebook.importers._sql.lexical import BLANK

TRACKED = (
    r"(?P<begin>(?<![$.])\bBEGIN\b(?!\s*(?:TRAN|WORK\b))|(?<![$.])\bCASE\b)"
    r"|(?P<other_end>\bEND\s+(?:IF|LOOP|WHILE|REPEAT|FOR)\b)|(?P<finish>(?<![$.])\bEND\b(?:\s+CASE\b)?)"
)
"""Words for ``lexical.skipped`` that open and close blocks; ``END IF`` closes what is not counted, ``$END`` is none."""

_WORDS = r"(?:OR|REPLACE|ALTER|EDITIONABLE|NONEDITIONABLE|CONSTRAINT|AGGREGATE|TEMP|TEMPORARY|SECURE)"
_ROUTINE = re.compile(
    rf"(?:CREATE|ALTER){BLANK}(?:{_WORDS}{BLANK}|DEFINER\s*=\s*\S+{BLANK})*"
    rf"(?P<kind>PROC(?:EDURE)?|(?:TABLE{BLANK})?FUNCTION|TRIGGER|PACKAGE|EVENT|TYPE{BLANK}BODY)\b",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"DECLARE\b(?!\s*@)|BEGIN\b(?!\s*(?:;|TRAN|WORK\b|\Z|DEFERRED|IMMEDIATE|EXCLUSIVE))", re.IGNORECASE)
_DO = re.compile(r"DO\b", re.IGNORECASE)
_IN_TEXT = re.compile(r"[^;]*?\bAS\s*(?:\$\$|')", re.IGNORECASE)
"""A body that is quoted as a whole, which Snowflake takes as well as one that is not."""
_GO = re.compile(r"^[ \t]*GO[ \t]*(?:--.*)?$", re.IGNORECASE | re.MULTILINE)


class Routine:
    """The state of a body while its text goes by."""

    def __init__(self, kind: str, dialect: Dialect, to_line: bool, *, in_text: bool = False) -> None:
        declares = dialect.name in ("oracle", "snowflake", "tsql") and not in_text
        self._declares = declares or kind in ("DECLARE", "BEGIN")
        self._is_package = kind.startswith(("PACKAGE", "TYPE"))
        self._to_line = to_line
        self._depth = 0
        self._has_begun = False

    def see(self, group: str) -> None:
        """Count a word that matched as *group* of TRACKED."""
        if group == "begin":
            self._depth += 1
            self._has_begun = True
        elif group == "finish":
            self._depth -= 1

    def ends_here(self) -> bool:
        """Whether a ``;`` that stands here ends the statement."""
        if self._to_line:
            return False
        if self._is_package:
            return self._depth < 0
        return self._depth <= 0 and (self._has_begun or not self._declares)


def routine_at(text: str, start: int, dialect: Dialect) -> Routine | None:
    """The body that the statement at *start* has; None where a ``;`` is its end."""
    match = _ROUTINE.match(text, start)
    if match:
        kind = match["kind"].upper()
        to_line = dialect.name == "tsql" and bool(_GO.search(text, start))
        in_text = dialect.name == "snowflake" and bool(_IN_TEXT.match(text, start))
        return Routine(kind, dialect, to_line, in_text=in_text)
    if dialect.name in ("oracle", "snowflake", "bigquery", "generic", "mysql"):
        block = _BLOCK.match(text, start)
        if block:
            return Routine(block.group().upper(), dialect, to_line=False)
    return None


def is_routine(text: str) -> bool:
    """Whether a statement is code that is kept or run as a whole, not one that says what tables are."""
    return bool(_ROUTINE.match(text) or _BLOCK.match(text) or _DO.match(text))
