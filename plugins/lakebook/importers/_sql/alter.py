"""ALTER TABLE, DROP and RENAME: what a script changes after it made a table."""

from __future__ import annotations

from lakebook.importers._sql.columns import column_of, read_column, read_constraint
from lakebook.importers._sql.moved import moved
from lakebook.importers._sql.tables import Session, Table, Tables
from lakebook.importers._sql.tokens import Cursor, Part

_OF_ANYTHING = {"OWNER", "ENABLE", "DISABLE", "REPLICA", "CLUSTER", "FORCE", "INHERIT", "VALIDATE"}
"""What changes nothing that the book holds."""


def alter_table(cursor: Cursor, session: Session, tables: Tables) -> bool:
    """Apply ``ALTER TABLE``; the cursor stands behind these words. False where the table is not known (yet)."""
    cursor.take("IF", "EXISTS")
    cursor.take("ONLY")
    name = cursor.name()
    table = tables.known(name, session)
    if table is None or not table.described:
        return cursor.peek() in _OF_ANYTHING  # a sequence, as pg_dump has it
    cursor.take("*")
    cursor.take("WITH", "CHECK")
    cursor.take("WITH", "NOCHECK")
    adds, waits = False, bool(table.queries) and not table.columns
    rest = Cursor(cursor.tokens[cursor.at :])
    for action in rest.elements():
        adds = _Action(action, table, session, tables, adds).apply()
    if waits:
        table.added, table.columns = {**table.added, **table.columns}, {}
    return True


class _Action:
    """One of the actions of ALTER TABLE, which stand between commas."""

    def __init__(self, cursor: Cursor, table: Table, session: Session, tables: Tables, adds: bool) -> None:
        self._cursor = cursor
        self._table = table
        self._session = session
        self._tables = tables
        self._adds = adds

    def apply(self) -> bool:
        """Gives back whether what stands behind the next comma is added as well, as SQL Server has it."""
        cursor = self._cursor
        if cursor.take("ADD"):
            self._add()
            return True
        if cursor.take("DROP"):
            self._drop()
        elif cursor.take("RENAME"):
            self._rename()
        elif cursor.take("MODIFY") or cursor.take("CHANGE"):
            self._modify(renames=cursor.tokens[0].upper == "CHANGE")
        elif cursor.take("ALTER"):
            cursor.take("COLUMN")
            self._alter()
        elif cursor.take("SET", "SCHEMA"):
            self._move(cursor.name())
        elif moved(cursor, self._table, self._session, self._tables):
            return False
        elif cursor.take("COMMENT"):
            cursor.take("=")
            self._table.description = cursor.text() or self._table.description
        elif self._adds:
            self._add()
            return True
        return False

    def _add(self) -> None:
        cursor = self._cursor
        if cursor.take("COLUMN") or cursor.take("COLUMNS"):
            cursor.take("IF", "NOT", "EXISTS")
        inside = cursor.parens()
        elements = inside.elements() if inside else [Cursor(cursor.tokens[cursor.at :])]
        for element in elements:
            if element.peek() in ("PARTITION", "PERIOD") or read_constraint(element, self._table, self._session):
                continue
            read_column(element, self._table, self._session)

    def _drop(self) -> None:
        cursor = self._cursor
        if cursor.peek() in ("CONSTRAINT", "PRIMARY", "FOREIGN", "INDEX", "KEY", "PARTITION", "CHECK", "DEFAULT"):
            return
        has_word = cursor.take("COLUMN") or cursor.take("COLUMNS")
        cursor.take("IF", "EXISTS")
        names = cursor.names() or ((only,) if (only := cursor.part()) else ())
        for part in names:
            if has_word or self._session.dialect.name in ("postgres", "mysql", "oracle", "generic", "redshift"):
                self._table.columns.pop(self._session.fold(part), None)

    def _rename(self) -> None:
        cursor, session = self._cursor, self._session
        if cursor.take("TO") or cursor.take("AS"):
            rename(self._table, cursor.name(), session, self._tables)
            return
        if cursor.peek() in ("CONSTRAINT", "INDEX", "KEY"):
            return
        cursor.take("COLUMN")
        old = cursor.part()
        new = cursor.part() if old and cursor.take("TO") else None
        if old and new:
            rename_column(self._table, session.fold(old), new, session)

    def _modify(self, *, renames: bool) -> None:
        """The column as it is from now on, as MySQL and Oracle have it."""
        cursor, session, table = self._cursor, self._session, self._table
        cursor.take("COLUMN")
        inside = cursor.parens()
        for element in inside.elements() if inside else [Cursor(cursor.tokens[cursor.at :])]:
            start = element.at
            old = element.part()
            column = column_of(table, old, session) if old else None
            if old is None or column is None:
                continue
            if renames:
                new = element.part()
                if new is None:
                    continue
                rename_column(table, session.fold(old), new, session)
                element.at -= 1
            else:
                element.at = start
            keys, description, kind = column.key, column.description, column.type
            read = read_column(element, table, session)
            if read is not None:
                read.key, read.type = keys or read.key, read.type or kind
                read.description = read.description or description

    def _alter(self) -> None:
        cursor, session = self._cursor, self._session
        part = cursor.part()
        column = column_of(self._table, part, session) if part else None
        if column is None:
            return
        if cursor.take("SET", "NOT", "NULL"):
            column.required = True
        elif cursor.take("DROP", "NOT", "NULL"):
            column.required = False
        elif cursor.take("COMMENT"):
            column.description = cursor.text() or column.description
        elif cursor.take("SET", "DATA", "TYPE") or cursor.take("TYPE"):
            cursor.at -= 1
            column.type = self._retyped(Cursor([cursor.tokens[0], *cursor.tokens[cursor.at + 1 :]]))
        elif cursor.peek() not in ("SET", "DROP", "ADD", "RESTART", "RESET", "UNSET"):
            column.required = False
            column.type = (
                self._retyped(Cursor([cursor.tokens[0], *cursor.tokens[cursor.at :]]), column.name) or column.type
            )

    def _retyped(self, definition: Cursor, name: str = "") -> str:
        """The type behind a name; SQL Server says with it whether it may hold nothing."""
        scratch = Table(space=(), name="")
        definition.at = 0
        read = read_column(definition, scratch, self._session)
        if read is not None and read.required and name:
            self._table.columns[next(k for k, c in self._table.columns.items() if c.name == name)].required = True
        return read.type if read else ""

    def _move(self, space: tuple[Part, ...]) -> None:
        rename(self._table, (*space, Part(self._table.name, True)), self._session, self._tables)


def rename(table: Table, name: tuple[Part, ...], session: Session, tables: Tables) -> None:
    """Give a table another name, in its own schema where none is said; the old one finds it still."""
    if not name:
        return
    whole = name if len(name) > 1 else (*(Part(text, True) for text in table.space), *name)
    spelled, key = tuple(part.text for part in whole), session.key(whole)
    table.space, table.name = spelled[:-1], spelled[-1]
    taken = tables.find(key)
    if taken is not None and taken is not table:
        tables.replace(taken)
    tables.alias(key, table)


def rename_column(table: Table, old: str, new: Part, session: Session) -> None:
    """Give a column another name, in its place."""
    if old in table.columns:
        table.columns[old].name = new.text
        table.columns = {session.fold(new) if name == old else name: kept for name, kept in table.columns.items()}


def drop(cursor: Cursor, session: Session, tables: Tables) -> None:
    """Apply ``DROP TABLE`` or ``DROP VIEW``; the cursor stands behind DROP."""
    cursor.take_any("TEMPORARY", "MATERIALIZED", "EXTERNAL", "DYNAMIC", "FOREIGN")
    if not cursor.take_any("TABLE", "VIEW"):
        return
    cursor.take("IF", "EXISTS")
    while name := cursor.name():
        key = session.key(name)
        if len(name) == 1 and key[-1] in session.hidden:
            session.hidden = {hidden: kept for hidden, kept in session.hidden.items() if hidden != key[-1]}
        elif (table := tables.known(name, session)) is not None and table.described:
            table.hidden = True
        if not cursor.take(","):
            return
