"""CREATE TABLE and CREATE VIEW, in all the shapes that dialects give them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

import msgspec

from lakebook.diagnostics import Location
from lakebook.importers._sql.columns import mark, option_text, read_body, read_column
from lakebook.importers._sql.dialects import Dialect
from lakebook.importers._sql.tables import Query, Session, Table, Tables
from lakebook.importers._sql.tokens import Cursor, Part, Token, read_tokens
from lakebook.importers._sql.virtual_tables import read_module
from lakebook.model.dataset import Column

_MODIFIERS = frozenset(
    (  # noqa: SIM905 - a list of them would be as long as the module
        "OR REPLACE ALTER TEMP TEMPORARY GLOBAL LOCAL UNLOGGED TRANSIENT EXTERNAL FOREIGN VOLATILE MULTISET SET "
        "HYBRID ICEBERG DYNAMIC MATERIALIZED RECURSIVE FORCE NO SECURE EDITIONABLE NONEDITIONABLE LIVE STREAMING "
        "VIRTUAL PRIVATE SNAPSHOT UNIQUE CLUSTERED NONCLUSTERED SQL SECURITY INVOKER REFRESH INCREMENTAL "
        "DIMENSION FACT STAGE DEFINER"
    ).split()
)
_TEMPORARY = {"TEMP", "TEMPORARY", "VOLATILE", "PRIVATE"}
_BEFORE_NAMES = {"TABLE", "VIEW", "EXISTS", "REFERENCES", ".", "(", ","}
"""Where SQLite takes a text for a name."""
_QUERY = {"SELECT", "WITH", "(", "VALUES", "TABLE", "FROM"}
_TAIL = re.compile(
    r"\s+WITH\s+(?:(?:CASCADED|LOCAL)\s+)?CHECK\s+OPTION\s*$|\s+WITH\s+READ\s+ONLY\s*$|\s+WITH\s+(?:NO\s+)?DATA\s*$"
    r"|\s+WITH\s+NO\s+SCHEMA\s+BINDING\s*$|\s+ON\s+COMMIT\s+(?:PRESERVE|DELETE)\s+ROWS\s*$",
    re.IGNORECASE,
)
"""What follows a query in CREATE VIEW and is no part of it."""


class Creation:
    """One CREATE statement."""

    def __init__(self, text: str, location: Location, session: Session, tables: Tables, note: Callable[..., None]):
        self._text = text
        self._location = location
        self._session = session
        self._tables = tables
        self._note = note
        self._adds = False
        self._cursor = Cursor(list(_to_query(text, session.dialect)))

    def apply(self, *, adds: bool = False) -> bool:
        """Add what is made to the tables; gives back whether it is a table or view at all.

        With *adds*, a table that is there already stays as it is, and is filled by the query, too.
        """
        self._adds, cursor = adds, self._cursor
        cursor.at = 1
        modifiers = self._modifiers()
        what = cursor.take_any("TABLE", "VIEW", "INDEX")
        if what == "INDEX":
            if "UNIQUE" in modifiers:
                self._unique_index()
            return True
        if not what and not ("DYNAMIC" in modifiers and cursor.take("TABLE")):
            return False
        keeps = cursor.take("IF", "NOT", "EXISTS")
        name = cursor.name()
        if not name:
            self._note(self._location, f"CREATE {what} without a name", "correct the statement; the rest is read")
            return True
        is_temporary = bool(_TEMPORARY & modifiers) or name[-1].text.startswith("#")
        self._made(name, what, keeps=keeps, is_temporary=is_temporary)
        return True

    def _modifiers(self) -> set[str]:
        cursor, found = self._cursor, set()
        while True:
            if cursor.peek() in ("ALGORITHM", "DEFINER") and cursor.peek(1) == "=":
                cursor.at += 3
                while cursor.peek().startswith("@") or cursor.peek() == "(":  # 'user'@'host', CURRENT_USER()
                    cursor.skip()
                if cursor.tokens[cursor.at - 1].upper == "@":
                    cursor.skip()
            elif word := cursor.take_any(*_MODIFIERS):
                found.add(word)
            else:
                return found

    def _unique_index(self) -> None:
        """An index over one column that holds each value once, for all rows."""
        cursor = self._cursor
        while not cursor.ended and not cursor.take("ON"):
            cursor.at += 1
        cursor.take("ONLY")
        table = self._tables.known(cursor.name(), self._session)
        if cursor.take("USING"):
            cursor.at += 1
        columns = cursor.names()
        partial = any(token.upper == "WHERE" for token in cursor.tokens[cursor.at :])
        if table is not None and len(columns) == 1 and not partial:
            mark(table, [self._session.fold(columns[0])], "uk", self._session)

    def _made(self, name: tuple[Part, ...], what: str, *, keeps: bool, is_temporary: bool) -> None:
        session, cursor = self._session, self._cursor
        if cursor.take("PARTITION", "OF"):
            if (parent := self._parent(cursor)) is not None:
                self._tables.alias(session.key(name), parent)
            return
        if cursor.take("ON", "CLUSTER"):
            cursor.skip()
        key, spelled = session.key(name), session.spelled(name)
        known = session.hidden.get(key[-1]) if is_temporary else self._tables.find(key)
        if known is not None and known.described and not is_temporary and (keeps or self._adds):
            if self._adds:
                scratch = Table(space=known.space, name=known.name, location=self._location)
                self._inside(scratch)
                known.queries = [*known.queries, *scratch.queries]
            return
        table = Table(space=spelled[:-1], name=spelled[-1], location=self._location)
        table.kind = "view" if what == "VIEW" else "table"
        table.described, table.hidden = True, is_temporary
        if is_temporary:
            self._tables.add((f"temporary {id(table)}", key[-1]), table)
            session.hidden = {**session.hidden, key[-1]: table}
        else:
            session.hidden = {hidden: kept for hidden, kept in session.hidden.items() if hidden != key[-1]}
            if known is not None and not known.described:
                table.queries = known.queries
            if known is not None and not known.hidden:
                self._say_again(known)
                self._tables.replace(known)
            self._tables.add(key, table)
        self._inside(table)

    def _say_again(self, known: Table) -> None:
        replaces = any(token.upper == "REPLACE" for token in self._cursor.tokens[:3])
        if known.described and known.kind == "table" and not replaces:
            hint = "give scripts of one state of one system at a time"
            self._note(self._location, "a table is made that was made before: the last one counts", hint)

    def _parent(self, cursor: Cursor) -> Table | None:
        return self._tables.meant(name, self._session) if (name := cursor.name()) else None

    def _inside(self, table: Table) -> None:
        """Columns, options and the query."""
        cursor, session = self._cursor, self._session
        listed: tuple[str, ...] = ()
        if cursor.peek() == "(" and cursor.peek(1) not in ("SELECT", "WITH", "LIKE"):
            body = cursor.parens() or Cursor(())
            self._note_gaps(body, table)
            for words in read_body(body, table, session):
                self._note(self._location, f"'{words}' of table '{table.name}' is not understood", "")
            listed = tuple(table.columns)
        elif cursor.peek() == "(" and cursor.peek(1) == "LIKE":
            for element in (cursor.parens() or Cursor(())).elements():
                if element.take("LIKE"):
                    self._like(table, element)
                else:
                    read_body(element, table, session)
        while not cursor.ended:
            if self._option(table):
                continue
            if self._is_query():
                self._query(table, listed)
                return
            cursor.skip()

    def _note_gaps(self, body: Cursor, table: Table) -> None:
        """Say where a column is missing; a comma behind the last one is none in some dialects."""
        before = ","
        for token in body.tokens:
            if token.upper == before == ",":
                line = self._location.line + self._text.count("\n", 0, token.start)
                message = f"nothing stands before a comma of table '{table.name}'"
                self._note(Location(self._location.path, line), message, "write the column, or delete the comma")
            before = token.upper

    def _option(self, table: Table) -> bool:
        """Go over one thing between the columns and the query, where it is one of those that are told."""
        cursor, session = self._cursor, self._session
        if cursor.take("COMMENT"):
            cursor.take("=")
            cursor.take("IS")
            table.description = cursor.text() or table.description
        elif cursor.take("OPTIONS"):
            table.description = option_text(cursor.parens(), "DESCRIPTION") or table.description
        elif session.dialect.name in ("sqlite", "generic") and table.kind == "table" and cursor.take("USING"):
            read_module(cursor, table, session)
        elif cursor.take("INHERITS"):
            for parent in (cursor.parens() or Cursor(())).elements():
                if (above := self._parent(parent)) is not None:
                    table.columns = {**_copied(above.columns), **table.columns}
        elif cursor.take("PRIMARY", "KEY"):
            names = cursor.names() or ((part,) if (part := cursor.part()) else ())
            mark(table, [session.fold(part) for part in names], "pk", session)
        elif cursor.take("PARTITIONED", "BY"):  # in Hive, columns that stand nowhere else
            typed = [part for part in (cursor.parens() or Cursor(())).elements() if len(part.tokens) > 1]
            for element in typed if all(part.tokens[1].kind == "word" for part in typed) else ():
                read_column(element, table, session)
        elif cursor.peek() in ("LIKE", "CLONE", "COPY") and table.kind == "table" and not table.columns:
            word = cursor.take_any("LIKE", "CLONE", "COPY")
            if cursor.take("GRANTS"):
                return True
            self._like(table, cursor, filled=word != "LIKE")
        else:
            return False
        return True

    def _like(self, table: Table, cursor: Cursor, *, filled: bool = False) -> None:
        """Columns of another table; where it is a copy, its rows too."""
        first = cursor.at
        other = self._tables.known(cursor.name(), self._session)
        if other is not None:
            table.columns = {**table.columns, **_copied(other.columns)}
        if filled and first < cursor.at:
            written = self._text[cursor.tokens[first].start : cursor.tokens[cursor.at - 1].end]
            self._add_query(table, f"SELECT * FROM {written}", ())

    def _is_query(self) -> bool:
        cursor = self._cursor
        if cursor.peek() == "AS" and cursor.peek(1) in _QUERY:
            cursor.at += 1
            return True
        return cursor.peek() == "SELECT" and self._session.dialect.name in ("mysql", "generic")

    def _query(self, table: Table, listed: tuple[str, ...]) -> None:
        start = self._cursor.tokens[self._cursor.at].start
        self._add_query(table, _TAIL.sub("", self._text[start:]), listed, self._text.count("\n", 0, start))

    def _add_query(self, table: Table, text: str, listed: tuple[str, ...], line: int = 0) -> None:
        """*line* counts from 0 at that of the statement."""
        place = Location(self._location.path, self._location.line + line)
        table.queries = [*table.queries, Query(text, False, listed, self._session.copied(), place)]


def _to_query(text: str, dialect: Dialect) -> Iterator[Token]:
    """Tokens up to the first one of the query, which may be of megabytes."""
    depth, before = 0, ""
    for read in read_tokens(text, dialect):
        is_name = dialect.name == "sqlite" and read.kind == "text" and before in _BEFORE_NAMES
        token = read._replace(kind="quoted") if is_name else read
        yield token
        if depth == 0 and before == "AS" and token.upper in _QUERY:
            return
        depth += {"(": 1, ")": -1}.get(token.upper, 0)
        before = token.upper


def _copied(columns: Mapping[str, Column]) -> dict[str, Column]:
    """Columns for another table, without keys."""
    return {name: msgspec.structs.replace(column, key=()) for name, column in columns.items()}
