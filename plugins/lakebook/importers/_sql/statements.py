"""Statement by statement: what each does to the tables, and which fill them."""

from __future__ import annotations

import re

from lakebook.diagnostics import Location
from lakebook.importers._harvest.note_list import NoteList
from lakebook.importers._sql.alter import alter_table, drop, rename, rename_column
from lakebook.importers._sql.batch_starts import guarded
from lakebook.importers._sql.bodies.reader import Bodies
from lakebook.importers._sql.create import Creation
from lakebook.importers._sql.describe import comment_on, extended_property
from lakebook.importers._sql.first_words import is_no_statement
from lakebook.importers._sql.hidden_statements import unhidden
from lakebook.importers._sql.moved import settle_swaps
from lakebook.importers._sql.routines import is_routine
from lakebook.importers._sql.select_into import select_into
from lakebook.importers._sql.settings import apply_setting
from lakebook.importers._sql.synonyms import synonym
from lakebook.importers._sql.tables import Query, Session, Tables
from lakebook.importers._sql.tokens import Cursor, Part
from lakebook.importers._sql.virtual_tables import hide_own, made_by_dump

_LATER_MOST = 200_000
_VALUES = re.compile(r"(?:INSERT|REPLACE)\b[^;'\"]{0,4000}?\bVALUES?\b", re.IGNORECASE)
_READS = re.compile(r"\b(?:SELECT|FROM|JOIN|USING|OUTPUT)\b", re.IGNORECASE)
_OUTPUT = re.compile(r"\bOUTPUT\b.*\bINTO\b", re.IGNORECASE | re.DOTALL)
_WRITES = re.compile(r"\b(?:INSERT|UPDATE|MERGE)\b", re.IGNORECASE)


class Statements:
    """Applies statements to tables, in order."""

    def __init__(self, tables: Tables, notes: NoteList) -> None:
        self._tables = tables
        self._notes = notes
        self._later: list[tuple[str, Location, Session]] = []
        self.loose: list[Query] = []
        """INSERT, MERGE, UPDATE and the like."""
        self.bodies = Bodies(tables, notes)
        """Of procedures, functions, triggers and blocks."""

    def apply(self, text: str, location: Location, session: Session) -> None:
        """Do what one statement says; what needs a table that is not known yet is kept for ``finish``."""
        if session.dialect.name == "mysql" and text.startswith("/*!"):
            text = unhidden(text)
        if session.dialect.name == "tsql" and (start := guarded(text)):
            text = text[start:]
        if session.dialect.name in ("sqlite", "generic"):
            text = made_by_dump(text) or text
        if not self._tried(text, location, session) and len(self._later) < _LATER_MOST:
            self._later.append((text, location, session.copied()))

    def finish(self) -> None:
        """Apply what was kept, now that all scripts are read: keys may stand in a file before that of the tables."""
        kept, self._later = self._later, []
        for text, location, session in kept:
            if not self._tried(text, location, session):
                hint = "give the script that makes it, too"
                self._notes.add(location, "a statement changes a table that no script makes", hint)
        self.loose = self.bodies.settle([*self.loose, *self.bodies.read()])
        for table in settle_swaps(self._tables):
            message = f"'{table.name}' is swapped with another table: which is made of which is not known"
            self._notes.add(table.location, message, "drop the one that goes, or write down sources: in the book")
        hide_own(self._tables.listed())

    def _tried(self, text: str, location: Location, session: Session) -> bool:
        """Whether a statement is done with; one that cannot be read costs itself."""
        try:
            return self._applied(text, location, session)
        except RecursionError:
            self._notes.add(location, "a statement is nested too deeply", "write it in parts; the rest is read")
        except IndexError:  # its words end where one is looked for
            self._notes.add(location, "a statement breaks off", "correct it; the rest is read")
        return True

    def _applied(self, text: str, location: Location, session: Session) -> bool:
        """False where the table is not known (yet)."""
        head = text[:2000].lstrip().split(None, 1)
        word = head[0].upper().rstrip("(") if head else ""
        if word in ("CREATE", "COMMENT", "ALTER", "DROP", "RENAME", "EXEC", "EXECUTE"):
            return self._defines(word, text, location, session)
        if word in ("SET", "USE"):
            apply_setting(Cursor.of(text, session.dialect, 60), session)
        elif is_routine(text):
            self.bodies.add(text, location, session)
        elif word in ("INSERT", "REPLACE", "MERGE", "UPDATE", "WITH", "SELECT", "FROM", "DELETE"):
            self._fills(word, text, location, session)
        elif is_no_statement(text):
            self._notes.add(location, "no statement of SQL begins like this", "correct it; the rest is read")
        return True

    def _defines(self, word: str, text: str, location: Location, session: Session) -> bool:
        if is_routine(text):
            self.bodies.add(text, location, session)
            return True
        if word == "CREATE":
            if not synonym(text, session, self._tables):
                Creation(text, location, session, self._tables, self._notes.add).apply()
            return True
        cursor = Cursor.of(text, session.dialect)
        cursor.at = 1
        if word == "COMMENT":
            return not cursor.take("ON") or comment_on(cursor, session, self._tables)
        if word == "ALTER":
            return self._alter(cursor, text, location, session)
        if word == "DROP":
            drop(cursor, session, self._tables)
        elif word == "RENAME":
            self._rename(cursor, session)
        else:
            return self._execute(cursor, session)
        return True

    def _alter(self, cursor: Cursor, text: str, location: Location, session: Session) -> bool:
        if cursor.take("TABLE") or cursor.take("FOREIGN", "TABLE"):
            return alter_table(cursor, session, self._tables)
        if cursor.peek() == "VIEW" and any(token.upper == "AS" for token in cursor.tokens[:40]):
            start = cursor.tokens[cursor.at].start
            Creation(f"CREATE {text[start:]}", location, session, self._tables, self._notes.add).apply()
        elif cursor.take("VIEW") or cursor.take("MATERIALIZED", "VIEW"):
            alter_table(cursor, session, self._tables)
        return True

    def _rename(self, cursor: Cursor, session: Session) -> None:
        """``RENAME TABLE a TO b, c TO d`` of MySQL."""
        cursor.take_any("TABLE", "TABLES")
        for pair in Cursor(cursor.tokens[cursor.at :]).elements():
            table = self._tables.find(session.key(pair.name() or (Part("", False),)))
            if table is not None and pair.take("TO"):
                rename(table, pair.name(), session, self._tables)

    def _execute(self, cursor: Cursor, session: Session) -> bool:
        name = cursor.name()
        procedure = name[-1].text.lower() if name else ""
        if procedure in ("sp_addextendedproperty", "sp_updateextendedproperty"):
            return extended_property(cursor, session, self._tables)
        if procedure == "sp_rename":
            arguments = [element.tokens[-1].text for element in Cursor(cursor.tokens[cursor.at :]).elements()]
            self._sp_rename(*[*arguments, "", "", ""][:3], session=session)
        return True

    def _sp_rename(self, old: str, new: str, kind: str, *, session: Session) -> None:
        parts = tuple(Part(part.strip("[]"), True) for part in old.split("."))
        is_column = kind.lower() == "column"
        table = self._tables.find(session.key(parts[:-1] if is_column else parts)) if len(parts) > is_column else None
        if table is None or kind.lower() not in ("", "column", "object"):
            return
        if is_column:
            rename_column(table, session.fold(parts[-1]), Part(new, True), session)
        else:
            rename(table, (Part(new, True),), session, self._tables)

    def _fills(self, word: str, text: str, location: Location, session: Session) -> None:
        """A statement that may move data from table to table."""
        if (
            word in ("INSERT", "REPLACE")
            and _VALUES.match(text)
            and not re.search(r"\bSELECT\b", text[:4000], re.IGNORECASE)
        ):
            return
        if word in ("SELECT", "WITH") and select_into(text, location, session, self._tables):
            return
        if word == "SELECT" or (word in ("WITH", "FROM") and not _WRITES.search(text)):
            return
        if word == "DELETE" and not (session.dialect.name == "tsql" and _OUTPUT.search(text)):
            return
        if word == "UPDATE" and not _READS.search(text):
            return
        if word == "REPLACE":
            text = f"INSERT{text[len(word) :]}"
        self.loose.append(Query(text, True, (), session.copied(), location))
