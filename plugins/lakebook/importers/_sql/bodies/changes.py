"""ALTER, RENAME and COMMENT in bodies: what a block does where it stands, and a procedure whenever it is called."""

from __future__ import annotations

from collections.abc import Sequence

from lakebook.importers._sql.alter import alter_table, rename
from lakebook.importers._sql.describe import comment_on
from lakebook.importers._sql.moved import fill
from lakebook.importers._sql.tables import Session, Table, Tables
from lakebook.importers._sql.tokens import Cursor, Part

_ADDS = {"ADD", "ATTACH", "SWITCH", "EXCHANGE"}
"""What may be done again and again, and takes nothing away."""


class Changes:
    """What one body changes of tables."""

    def __init__(self, session: Session, tables: Tables, made: Sequence[Table], *, at_once: bool) -> None:
        """*made* are tables that the body made itself; *at_once* says that it runs where it stands, and only there."""
        self._session, self._tables, self._made, self._at_once = session, tables, made, at_once

    def apply(self, text: str) -> None:
        """Apply one statement, as far as it holds for tables of the book."""
        cursor = Cursor.of(text, self._session.dialect)
        cursor.at = 1
        word = cursor.tokens[0].upper
        if word == "COMMENT":
            if self._at_once and cursor.take("ON"):
                comment_on(cursor, self._session, self._tables)
        elif word == "RENAME":
            cursor.take_any("TABLE", "TABLES")
            for pair in Cursor(cursor.tokens[cursor.at :]).elements():
                table = self._tables.known(pair.name(), self._session)
                if table is not None and pair.take("TO"):
                    self.rename(table, pair.name())
        elif cursor.take("TABLE") or cursor.take("FOREIGN", "TABLE"):
            self._alter(cursor)

    def rename(self, table: Table, name: tuple[Part, ...]) -> None:
        """Where there is a table of the new name, it is that one that is filled from now on."""
        whole = name if len(name) > 1 else (*(Part(text, True) for text in table.space), *name)
        taken = self._tables.find(self._session.key(whole)) if name else None
        is_own = any(table is one for one in self._made)
        if self._at_once or (is_own and taken is None):
            rename(table, name, self._session, self._tables)
        elif taken is not None and taken is not table:
            fill(taken, table, self._session)
            table.hidden = table.hidden or is_own

    def _alter(self, cursor: Cursor) -> None:
        start = cursor.at
        cursor.take("IF", "EXISTS")
        cursor.take("ONLY")
        table = self._tables.known(cursor.name(), self._session)
        if table is None:
            return
        if cursor.take("RENAME", "TO"):
            self.rename(table, cursor.name())
            return
        cursor.take("WITH", "CHECK")
        cursor.take("WITH", "NOCHECK")
        if self._at_once or table.hidden or cursor.peek() in _ADDS or any(table is one for one in self._made):
            cursor.at = start
            alter_table(cursor, self._session, self._tables)
