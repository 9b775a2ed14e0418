"""Routines that give back rows or values: tables of their own that are seen through, for those that are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lakebook.diagnostics import Location
from lakebook.importers._harvest.note_list import NoteList
from lakebook.importers._sql.bodies.gives import Gives
from lakebook.importers._sql.bodies.results import Results
from lakebook.importers._sql.exec_results import execution
from lakebook.importers._sql.flows import BY_HAND, PUT_TOGETHER
from lakebook.importers._sql.tables import GIVES, VALUE, Query, Session, Table, Tables
from lakebook.importers._sql.tokens import Part
from lakebook.model.dataset import Column

_CALL = re.compile(rf"(?:{GIVES}(\w+))|(\w+)[\]\"`]?\s*\(", re.IGNORECASE)

_FROM = re.compile(r"\bFROM\b", re.IGNORECASE)


class _Known(NamedTuple):
    """A routine that was read."""

    gives: Gives
    results: Results
    session: Session
    location: Location


class GivenBack:
    """What all routines give back."""

    def __init__(self, tables: Tables, notes: NoteList) -> None:
        self._tables, self._notes = tables, notes
        self._known: dict[str, list[_Known]] = {}

    def add(self, gives: Gives, results: Results, session: Session, location: Location) -> None:
        """Keep what gives something back; of two with the same parameters the last one counts."""
        if not results.queries and not results.unknown:
            return
        listed = self._known.setdefault(gives.name[-1].text.lower(), [])
        new = _Known(gives, results, session.copied(), location)
        listed[:] = [*(one for one in listed if _which(one) != _which(new)), new]

    def settle(self, loose: Iterable[Query]) -> list[Query]:
        """Make the tables of those that are called; gives back *loose* with INSERT ... EXEC as the queries it is."""
        found = [query for one in loose for query in self._inserted(one)]
        texts = [query.text for query in found]
        texts += [query.text for table in self._tables.listed() for query in table.queries]
        done: set[str] = set()
        while texts and self._known:
            called = {name for text in texts for pair in _CALL.findall(text) for name in pair}
            names = {name.lower() for name in called} & self._known.keys() - done
            done |= names
            texts = [query.text for name in sorted(names) for query in self._made(name)]
        return found

    def _inserted(self, query: Query) -> Iterator[Query]:
        run = execution(query)
        if run is None:
            yield query
        elif run.text and (not run.name or run.name.lower() in self._known):
            yield query._replace(text=run.text)
        elif run.name:
            hint = f"give the script that makes it, or {BY_HAND}"
            self._notes.add(query.location, "what a procedure that is called gives back is not known", hint)
        else:
            self._notes.add(query.location, PUT_TOGETHER, BY_HAND)

    def _made(self, name: str) -> list[Query]:
        """The queries of the table of what a routine gives back, now that somebody wants it."""
        one, *others = self._known[name]
        if others or one.results.unknown:
            why = "it is in variables, or put together" if not others else "several routines have the name"
            message = f"what '{one.gives.name[-1].text}' gives back is not followed: {why}"
            self._notes.add(one.location, message, BY_HAND)
        if others:
            return []
        gives, session = one.gives, one.session
        *above, last = gives.name
        dotted = (*above, Part(f"{GIVES}{last.text}", last.quoted))
        spelled = session.spelled(dotted)
        table = Table(space=spelled[:-1], name=spelled[-1], hidden=True, described=True, location=one.location)
        self._tables.add(session.key(dotted), table)
        has_rows, table.columns = self._columns(one)
        listed = [query for query in one.results.queries if has_rows or _FROM.search(query.text) or query.session.kept]
        if not listed:  # a value that is made of nothing but what it is given
            return []
        listed = listed if table.columns else _united(listed)
        table.queries = [query._replace(columns=tuple(table.columns)) for query in listed]
        (self._tables.give_rows if has_rows else self._tables.give_values).add(name)
        return table.queries

    def _columns(self, one: _Known) -> tuple[bool, dict[str, Column]]:
        """Whether it gives rows, and their columns; none where they are those of its query."""
        gives, session = one.gives, one.session
        if gives.columns:
            return True, {session.fold(part): Column(name=part.text) for part in gives.columns}
        like = self._tables.known(gives.like, session) if gives.like else None
        if like is not None:
            return True, {name: Column(name=column.name) for name, column in like.columns.items()}
        if gives.has_rows or gives.is_procedure:
            return True, {}
        return False, {session.fold(Part(VALUE, False)): Column(name=VALUE)}


def _which(one: _Known) -> tuple[tuple[str, ...], str]:
    return one.session.key(one.gives.name), one.gives.parameters


def _united(queries: list[Query]) -> list[Query]:
    """One query whose rows are those of all of them."""
    if len(queries) < 2:
        return queries
    parts = [f"SELECT * FROM ({query.text}) AS lakebook_rows_{number}" for number, query in enumerate(queries)]
    return [queries[-1]._replace(text=" UNION ALL ".join(parts))]
