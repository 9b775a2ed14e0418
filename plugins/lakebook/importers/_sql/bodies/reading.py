"""Reads one body: what its statements fill, and what it gives back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from lakebook.diagnostics import Location
from lakebook.importers._sql.bodies.batch_kept import batch_kept_in
from lakebook.importers._sql.bodies.changes import Changes
from lakebook.importers._sql.bodies.find_body import Body, Trigger
from lakebook.importers._sql.bodies.gives import Gives
from lakebook.importers._sql.bodies.kept import Kept, kept_in
from lakebook.importers._sql.bodies.kept_tables import make_tables
from lakebook.importers._sql.bodies.results import Results
from lakebook.importers._sql.bodies.steps import (
    CHANGES,
    DYNAMIC,
    FILLS,
    Record,
    Step,
    dotted,
    literal,
    names_in,
    steps_of,
)
from lakebook.importers._sql.create import Creation
from lakebook.importers._sql.flows import BY_HAND, GIVEN, PUT_TOGETHER
from lakebook.importers._sql.select_into import select_into
from lakebook.importers._sql.settings import apply_setting
from lakebook.importers._sql.tables import Query, Session, Table, Tables
from lakebook.importers._sql.tokens import Cursor, Part, read_tokens

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
_MOVES = {"select", "from", "join", "using", "table", "output", "exec", "execute"}
"""Words of a statement whose values come from somewhere."""
_EXPRESSIONS = ("snowflake", "bigquery", "databricks", "spark")
"""Dialects in which the body of a function may be an expression."""


class Routine(NamedTuple):
    """A statement that ``routines.is_routine`` knows, and what was set where it stands."""

    text: str
    location: Location
    session: Session


class Reading:
    """One body, for one table that triggers it or for none."""

    def __init__(self, one: Routine, body: Body, tables: Tables, note: Callable[..., None]) -> None:
        self._tables, self._note, self._body = tables, note, body
        self._session = one.session.copied()
        self.loose: list[Query] = []
        """Statements that fill tables."""
        self.results = Results(body, self._session)
        self._location, self._text = one.location, one.text
        self._made: list[Table] = []
        self._variables: set[str] = set()
        """Tables that SQL Server keeps in variables."""
        self._given = frozenset(body.names)
        self._session.kept = {}
        self._kept = Kept()
        self._records: tuple[Record, ...] = ()
        at_once = not one.text[:6].upper().startswith(("CREATE", "ALTER"))
        self._changes = Changes(self._session, tables, self._made, at_once=at_once)

    def read(self, trigger: Trigger | None, caller: Session) -> None:
        """Read it, as it runs for a trigger that was made in the session *caller*, or for nothing."""
        if trigger is not None:
            table = self._tables.meant(dotted(trigger.table, caller.dialect), caller)
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
        self._keep(text)
        self._steps(text, line, 0)
        texts = [query.text for query in (*self.loose, *self.results.queries)]
        make_tables(self._kept, texts, self._session, self._tables, Location(self._location.path, line))

    def _keep(self, text: str) -> None:
        """Find variables that hold what one query gives."""
        tokens = list(read_tokens(text, self._session.dialect))
        self._kept = (batch_kept_in if self._session.dialect.name == "tsql" else kept_in)(text, tokens, self._given)
        self._records = (*self._kept.records, *self._records)
        self.results.kept = frozenset(self._kept.values)

    def give(self, gives: Gives) -> Results:
        """Read it for what it gives back, too."""
        if gives.variable:
            self._declare(gives.variable, self._location)
        self.read(None, self._session)
        if gives.variable:
            self.results.queries.clear()
            self.results.select(
                self._with_table_variables(f"SELECT * FROM {gives.variable.split()[1]}"), self._location
            )
        elif self._is_whole(gives):
            self._session.variables = frozenset(map(self._folded, self._given))
            self.results.whole(self._body.text, self._location)
        elif self._body.language == "SQL" and self._session.dialect.name == "postgres":
            del self.results.queries[:-1]
        return self.results

    def _is_whole(self, gives: Gives) -> bool:
        """Whether the body may be one expression, or one query, and nothing else."""
        may_be = self._body.language == "SQL" or self._session.dialect.name in _EXPRESSIONS
        return may_be and not (gives.is_procedure or self.results.queries or self.results.unknown)

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
            if (table := self._tables.known(old, self._session)) is not None:
                self._changes.rename(table, new)
        elif found is not None and depth < _DEEPEST:
            self._steps(found[0], place.line + step.text.count("\n", 0, found[1]), depth + 1)
        elif dialect.name != "tsql" or re.match(
            r"EXEC(?:UTE)?\s*(?:\(|.*?\bsp_executesql\b)", step.text, re.IGNORECASE
        ):
            self._note(place, PUT_TOGETHER, BY_HAND)

    def _apply(self, word: str, step: Step, place: Location) -> None:
        text, session, tables = self._with_table_variables(step.text), self._session, self._tables
        session.variables = frozenset(map(self._folded, self._given | step.names))
        if word == "SET":
            apply_setting(Cursor.of(text, session.dialect, 60), session)
        elif word == "DECLARE":
            self._declare(text, place)
        elif word == "CREATE":
            Creation(text, place, session, tables, self._note).apply(adds=True)
            self._note_made(place)
        elif word == "DROP":
            self._drop(text)
        elif word in CHANGES:
            self._changes.apply(text)
        elif word in ("RETURN", "PIPE"):
            self.results.give(step._replace(text=text), place)
        elif word == "SELECT":
            self._select(text, place)
        elif word in FILLS or (word == "DELETE" and " OUTPUT " in f" {' '.join(text.upper().split())} "):
            self._fill(word, text, step, place)

    def _select(self, text: str, place: Location) -> None:
        """INTO names a table in SQL Server alone; elsewhere it is a variable."""
        if self._session.dialect.name != "tsql":
            if self._body.language == "SQL":
                self.results.select(text, place)
        elif select_into(text, place, self._session, self._tables, adds=True):
            self._note_made(place)
        else:
            self.results.select(text, place)

    def _note_made(self, place: Location) -> None:
        self._made += [table for table in self._tables.listed()[-1:] if table.location == place]

    def _fill(self, word: str, text: str, step: Step, place: Location) -> None:
        session = self._session
        words = names_in(text, session.dialect)
        given = self._given | step.names
        records = tuple(record for record in (*self._records, *step.records) if record.name in words)
        if not records and not words & _MOVES:
            if words & self._kept.values.keys():
                self._loose(text, place, ())
            elif words & given or any(name.startswith(("@", ":")) for name in words):
                self._note(place, GIVEN, BY_HAND)
            return
        if word == "WITH" and not words & {"insert", "update", "merge"}:
            self._select(text, place)
            return
        text = f"INSERT{text[len(word) :]}" if word == "REPLACE" else text
        pairs = tuple((record.name, record.source) for record in records)
        self._loose(text, place, pairs)

    def _loose(self, text: str, place: Location, pairs: tuple[tuple[str, str], ...]) -> None:
        self.loose.append(Query(text, True, (), self._session.copied(), place, pairs))

    def _declare(self, text: str, place: Location) -> None:
        """``DECLARE @name TABLE (...)`` is a temporary table."""
        match = _TABLE_VARIABLE.search(text) or None
        if match is None:
            return
        self._variables.add(match[1].lower())
        made = f"CREATE TABLE {_stands_for(match[1])} {match[2]}"
        Creation(made, place, self._session, self._tables, self._note).apply(adds=True)

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
        table = self._tables.known(cursor.name(), self._session)
        if table is not None and any(table is made for made in self._made):
            table.hidden = True


def _stands_for(variable: str) -> str:
    return f"#lakebook_variable_{variable.lower()}"
