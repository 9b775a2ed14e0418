"""Reads the bodies of procedures, functions, triggers and blocks, now that all tables of all scripts are known."""

from __future__ import annotations

from lakebook.diagnostics import Location
from lakebook.importers._harvest.note_list import NoteList
from lakebook.importers._sql.bodies.find_body import READABLE, Trigger, find_body, find_trigger
from lakebook.importers._sql.bodies.given_back import GivenBack
from lakebook.importers._sql.bodies.gives import gives_of
from lakebook.importers._sql.bodies.reading import Reading, Routine
from lakebook.importers._sql.flows import BY_HAND
from lakebook.importers._sql.tables import Query, Session, Tables
from lakebook.importers._sql.tokens import Cursor


class Bodies:
    """Routines of all scripts; read at the end, as they run when their tables are there."""

    def __init__(self, tables: Tables, notes: NoteList) -> None:
        self._tables, self._notes = tables, notes
        self._routines: list[Routine] = []
        self._triggers: dict[str, list[tuple[Trigger, Session]]] = {}
        self.loose: list[Query] = []
        """Statements that fill tables."""
        self._given_back = GivenBack(tables, notes)
        self.read_count, self.unread_count = 0, 0

    def add(self, text: str, location: Location, session: Session) -> None:
        """Keep what ``routines.is_routine`` knows; *session* as it is there."""
        self._routines.append(Routine(text, location, session.copied()))

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

    def settle(self, loose: list[Query]) -> list[Query]:
        """Statements, those of bodies among them, as what they are now that it is known what routines give back."""
        return self._given_back.settle(loose)

    def _read(self, one: Routine, trigger: Trigger | None) -> None:
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
        gives = gives_of(one.text, one.session.dialect)
        for called, session in calls:
            reading = Reading(one, body, self._tables, self._notes.add)
            if called is None and gives is not None:
                self._given_back.add(gives, reading.give(gives), one.session, one.location)
            else:
                reading.read(called, session)
            self.loose += reading.loose

    def told(self) -> str:
        """A line for the person who imports; empty where there are none."""
        if not self.read_count and not self.unread_count:
            return ""
        unread = f"; {self.unread_count:,} in other languages are not read" if self.unread_count else ""
        counted = f"{self.read_count:,} procedures, functions, triggers and blocks"
        return f"{counted}: {len(self.loose):,} of their statements fill tables{unread}"


def _name_of(one: Routine) -> str:
    """What a function is called, in lower case and without its schema."""
    cursor = Cursor.of(one.text, one.session.dialect, 40)
    while not cursor.ended and cursor.peek() not in ("FUNCTION", "PROCEDURE", "PROC", "TRIGGER"):
        cursor.at += 1
    cursor.at += 1
    cursor.take("IF", "NOT", "EXISTS")
    name = cursor.name()
    return name[-1].text.lower() if name else ""
