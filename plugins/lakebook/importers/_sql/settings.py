"""USE, SET and the commands of shells: which schema the names that follow are below."""

from __future__ import annotations

from lakebook.importers._sql.tables import Session
from lakebook.importers._sql.tokens import Cursor

_HAS_DATABASES = ("tsql", "snowflake", "databricks")
"""Dialects in which USE names what is above the schema."""


def apply_setting(cursor: Cursor, session: Session) -> None:
    """Apply a statement that begins with USE or SET."""
    if cursor.take("USE"):
        _use(cursor, session)
    elif cursor.take("SET"):
        cursor.take_any("LOCAL", "SESSION")
        if cursor.take("SEARCH_PATH"):
            cursor.take("TO")
            cursor.take("=")
            session.path = [
                (*session.database, element.tokens[0].text)
                for element in Cursor(cursor.tokens[cursor.at :]).elements()
                if element.tokens[0].text not in ("$user", "''", "")
            ]
        elif cursor.take("SCHEMA") or cursor.take("CURRENT_SCHEMA"):
            cursor.take("=")
            session.path = [(*session.database, cursor.tokens[cursor.at].text)] if not cursor.ended else []


def _use(cursor: Cursor, session: Session) -> None:
    what = cursor.take_any("DATABASE", "SCHEMA", "CATALOG", "WAREHOUSE", "ROLE", "SECONDARY")
    names = tuple(part.text for part in cursor.name())
    if not names or what in ("WAREHOUSE", "ROLE", "SECONDARY"):
        return
    if session.dialect.name in _HAS_DATABASES and len(names) == 1 and what != "SCHEMA":
        is_schema = session.dialect.name == "databricks" and what != "CATALOG"
        if not is_schema:
            session.database, session.path = names, []
            return
    if len(names) == 2:
        session.database = names[:1]
    session.path = [(*session.database, names[-1])] if len(names) == 1 else [names]


def apply_command(line: str, session: Session) -> None:
    r"""Apply a line for the shell: ``\connect`` and ``\c`` go to another database."""
    words = line.split()
    is_plain = len(words) > 1 and words[1].strip('"').isidentifier()
    if is_plain and words[0] in ("\\connect", "\\c"):
        session.path, session.database = [], (words[1].strip('"'),)
