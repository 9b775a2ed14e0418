"""Reads the bodies of procedures, functions, triggers and blocks, now that all tables of all scripts are known."""

from __future__ import annotations

import re
from typing import NamedTuple

from lakebook.diagnostics import Location
from lakebook.importers._harvest.note_list import NoteList
from lakebook.importers._sql.bodies.changes import Changes
from lakebook.importers._sql.bodies.find_body import READABLE, Body, Trigger, find_body, find_trigger
from lakebook.importers._sql.bodies.steps import CHANGES, DYNAMIC, Record, Step, dotted, literal, names_in, steps_of
from lakebook.importers._sql.create import Creation
from lakebook.importers._sql.flows import BY_HAND, GIVEN
from lakebook.importers._sql.select_into import select_into
from lakebook.importers._sql.settings import apply_setting
from lakebook.importers._sql.tables import Query, Session, Table, Tables
from lakebook.importers._sql.tokens import Cursor, Part

_DEEPEST = 3
"""Texts that are run inside of texts."""
_TABLE_VARIABLE = re.compile(r"@(\w+)\s+(?:AS\s+)?TABLE\s*(\(.*)", re.IGNORECASE | re.DOTALL)
_RUNS_TEXT = re.compile(r"EXEC(?:UTE)?\s*(?:\(|.*?\bsp_executesql\b)", re.IGNORECASE)
_SP_RENAME = re.compile(
    r"\bsp_rename\s+(?:@objname\s*=\s*)?N?'([^']+)'\s*,\s*(?:@newname\s*=\s*)?N?'([^']+)'\s*(?:,\s*N?'OBJECT'\s*)?;?\Z",
    re.IGNORECASE,
)
"""Of a table, not of a column."""
_NEW_OR_OLD = re.compile(r":(?=\w+\s*\.)")
_FILLS = {"INSERT", "REPLACE", "MERGE", "UPDATE", "WITH"}
_PUT_TOGETHER = "SQL that a body puts together while it runs is not read"


class _Routine(NamedTuple):
    text: str
    location: Location
    session: Session


class Bodies:
    """Routines of all scripts; read at the end, as they run when their tables are there."""

    def __init__(self, tables: Tables, notes: NoteList) -> None:
        self._tables, self._notes = tables, notes
        self._routines: list[_Routine] = []
        self._triggers: dict[str, list[tuple[Trigger, Session]]] = {}
        self.loose: list[Query] = []
        """Statements that fill tables."""
        self.read_count, self.unread_count = 0, 0

    def add(self, text: str, location: Location, session: Session) -> None:
        """Keep what ``routines.is_routine`` knows; *session* as it is there."""
        self._routines.append(_Routine(text, location, session.copied()))

    def read(self) -> list[Query]:
        """Read them all; gives back the statements that fill tables."""
        calling = [(one, find_trigger(one.text, one.session.dialect)) for one in self._routines]
        for one, trigger in calling:
            if trigger is not None and trigger.function:
                name = trigger.function[-1].text.lower()
                self._triggers.setdefault(name, []).append((trigger, one.session))
        for one, trigger in calling:
            if trigger is None or not trigger.function:
                self._read(one, trigger)
        return self.loose

    def _read(self, one: _Routine, trigger: Trigger | None) -> None:
        body = find_body(one.text, one.session.dialect)
        if body is None:
            return
        if body.language not in READABLE:
            self.unread_count += 1
            message = f"a body in {body.language.lower()} is not read"
            self._notes.add(one.location, message, BY_HAND)
            return
        self.read_count += 1
        calls: list[tuple[Trigger | None, Session]] = [(trigger, one.session)]
        calls = calls if trigger else [*self._triggers.get(_name_of(one), [])] or calls
        for called, session in calls:
            _Reading(self, one, body).read(called, session)

    def note(self, location: Location, message: str, hint: str = "") -> None:
        """Say what is not understood."""
        self._notes.add(location, message, hint)

    def told(self) -> str:
        """A line for the person who imports; empty where there are none."""
        if not self.read_count and not self.unread_count:
            return ""
        unread = f"; {self.unread_count:,} in other languages are not read" if self.unread_count else ""
        counted = f"{self.read_count:,} procedures, functions, triggers and blocks"
        return f"{counted}: {len(self.loose):,} of their statements fill tables{unread}"

    @property
    def tables(self) -> Tables:
        """All tables, also of other scripts."""
        return self._tables


class _Reading:
    """One body, for one table that triggers it or for none."""

    def __init__(self, bodies: Bodies, one: _Routine, body: Body) -> None:
        self._bodies, self._body = bodies, body
        self._session = one.session.copied()
        self._location, self._text = one.location, one.text
        self._made: list[Table] = []
        self._variables: set[str] = set()
        """Tables that SQL Server keeps in variables."""
        self._given = frozenset(body.names)
        self._records: tuple[Record, ...] = ()
        at_once = not one.text[:6].upper().startswith(("CREATE", "ALTER"))
        self._changes = Changes(self._session, bodies.tables, self._made, at_once=at_once)

    def read(self, trigger: Trigger | None, caller: Session) -> None:
        if trigger is not None:
            table = self._bodies.tables.meant(dotted(trigger.table, caller.dialect), caller)
            folded = {self._folded(name): table for name in trigger.sets}
            self._session.hidden = {**self._session.hidden, **folded}
            if self._session.dialect.name != "tsql":
                self._records = tuple(Record(name, trigger.table) for name in trigger.news)
        text = self._body.text
        if self._body.setting:
            apply_setting(Cursor.of(self._body.setting, self._session.dialect), self._session)
        if self._session.dialect.name == "oracle" and trigger is not None:
            text = _NEW_OR_OLD.sub(" ", text)
        line = self._location.line + self._text.count("\n", 0, self._body.start)
        self._steps(text, line, 0)

    def _folded(self, name: str) -> str:
        return name.upper() if self._session.dialect.folds == "upper" else name

    def _steps(self, text: str, line: int, depth: int) -> None:
        """*line* is that of the text in its script."""
        for step in steps_of(text, self._session.dialect):
            place = Location(self._location.path, line + text.count("\n", 0, step.start))
            word = step.text.split(None, 1)[0].upper().rstrip("(")
            if word in DYNAMIC:
                self._dynamic(step, place, depth)
            else:
                self._apply(word, step, place)

    def _dynamic(self, step: Step, place: Location, depth: int) -> None:
        """A text that is run: read where it is one text, and not put together."""
        dialect = self._session.dialect
        found = literal(step.text, dialect)
        if renamed := _SP_RENAME.search(step.text):
            old, new = dotted(renamed[1], dialect), (Part(renamed[2], True),)
            if (table := self._bodies.tables.known(old, self._session)) is not None:
                self._changes.rename(table, new)
        elif found is not None and depth < _DEEPEST:
            self._steps(found[0], place.line + step.text.count("\n", 0, found[1]), depth + 1)
        elif dialect.name != "tsql" or re.match(
            r"EXEC(?:UTE)?\s*(?:\(|.*?\bsp_executesql\b)", step.text, re.IGNORECASE
        ):
            self._bodies.note(place, _PUT_TOGETHER, BY_HAND)

    def _apply(self, word: str, step: Step, place: Location) -> None:
        text, session, tables = self._with_table_variables(step.text), self._session, self._bodies.tables
        session.variables = frozenset(map(self._folded, self._given | step.names))
        if word == "SET":
            apply_setting(Cursor.of(text, session.dialect, 60), session)
        elif word == "DECLARE":
            self._declare(text, place)
        elif word == "CREATE":
            Creation(text, place, session, tables, self._bodies.note).apply(adds=True)
            self._note_made(place)
        elif word == "DROP":
            self._drop(text)
        elif word in CHANGES:
            self._changes.apply(text)
        elif word == "SELECT":
            self._select(text, place)
        elif word in _FILLS or (word == "DELETE" and " OUTPUT " in f" {' '.join(text.upper().split())} "):
            self._fill(word, text, step, place)

    def _select(self, text: str, place: Location) -> None:
        """INTO names a table in SQL Server alone; elsewhere it is a variable."""
        if self._session.dialect.name == "tsql":
            select_into(text, place, self._session, self._bodies.tables, adds=True)
            self._note_made(place)

    def _note_made(self, place: Location) -> None:
        self._made += [table for table in self._bodies.tables.listed()[-1:] if table.location == place]

    def _fill(self, word: str, text: str, step: Step, place: Location) -> None:
        session = self._session
        words = names_in(text, session.dialect)
        given = self._given | step.names
        records = tuple(record for record in (*self._records, *step.records) if record.name in words)
        if session.dialect.name == "tsql" and word == "INSERT" and words & {"exec", "execute"}:
            self._bodies.note(place, "what a procedure that is called gives back is not followed", BY_HAND)
            return
        if not records and not words & {"select", "from", "join", "using", "table", "output"}:
            if words & given or any(name.startswith(("@", ":")) for name in words):
                self._bodies.note(place, GIVEN, BY_HAND)
            return
        if word == "WITH" and not words & {"insert", "update", "merge"}:
            self._select(text, place)
            return
        text = f"INSERT{text[len(word) :]}" if word == "REPLACE" else text
        pairs = tuple((record.name, record.source) for record in records)
        self._bodies.loose.append(Query(text, True, (), session.copied(), place, pairs))

    def _declare(self, text: str, place: Location) -> None:
        """``DECLARE @name TABLE (...)`` is a temporary table."""
        match = _TABLE_VARIABLE.search(text) or None
        if match is None:
            return
        self._variables.add(match[1].lower())
        made = f"CREATE TABLE {_stands_for(match[1])} {match[2]}"
        Creation(made, place, self._session, self._bodies.tables, self._bodies.note).apply(adds=True)

    def _with_table_variables(self, text: str) -> str:
        """The statement with the names that stand for such tables."""
        if not self._variables or text[:7].upper() == "DECLARE":
            return text
        names = "|".join(map(re.escape, self._variables))
        return re.sub(rf"@({names})\b", lambda match: _stands_for(match[1]), text, flags=re.IGNORECASE)

    def _drop(self, text: str) -> None:
        """A table that the body made itself, and drops, is one it passes rows through."""
        cursor = Cursor.of(text, self._session.dialect)
        cursor.at = 1
        cursor.take_any("TEMPORARY")
        if not cursor.take("TABLE"):
            return
        cursor.take("IF", "EXISTS")
        table = self._bodies.tables.known(cursor.name(), self._session)
        if table is not None and any(table is made for made in self._made):
            table.hidden = True


def _stands_for(variable: str) -> str:
    return f"#lakebook_variable_{variable.lower()}"


def _name_of(one: _Routine) -> str:
    """What a function is called, in lower case and without its schema."""
    cursor = Cursor.of(one.text, one.session.dialect, 40)
    while not cursor.ended and cursor.peek() not in ("FUNCTION", "PROCEDURE", "PROC", "TRIGGER"):
        cursor.at += 1
    cursor.at += 1
    cursor.take("IF", "NOT", "EXISTS")
    name = cursor.name()
    return name[-1].text.lower() if name else ""
