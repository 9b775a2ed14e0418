"""The queries whose rows a body gives back."""

from __future__ import annotations

import re

from lakebook.diagnostics import Location
from lakebook.importers._sql.bodies.find_body import Body
from lakebook.importers._sql.bodies.steps import Step, literal, names_in
from lakebook.importers._sql.tables import Query, Session
from lakebook.importers._sql.tokens import Cursor

_ASSIGNS = re.compile(r"SELECT\s+(?:DISTINCT\s+)?(?:TOP\s*\(?\s*[@\w]+\s*\)?\s+)?@\w+\s*[-+*/%&|^]?=", re.IGNORECASE)
_BLOCK = re.compile(r"(?:BEGIN|DECLARE|RETURN)\b", re.IGNORECASE)
_QUERY = re.compile(r"(?:SELECT|WITH)\b", re.IGNORECASE)


class Results:
    """What one body gives back."""

    def __init__(self, body: Body, session: Session) -> None:
        self._body, self._session = body, session
        self.queries: list[Query] = []
        self.unknown = False
        """Whether something is given back that no query tells."""
        self.kept: frozenset[str] = frozenset()
        """Variables whose values are known."""

    def select(self, text: str, place: Location) -> None:
        """A SELECT that keeps its rows nowhere gives them back."""
        if not _ASSIGNS.match(text):
            self._add(text, place)

    def give(self, step: Step, place: Location) -> None:
        """``RETURN ...``, ``RETURN QUERY ...``, ``RETURN NEXT ...`` and ``PIPE ROW ...``."""
        dialect = self._session.dialect
        cursor = Cursor.of(step.text, dialect)
        cursor.at = 1
        if cursor.take("QUERY") and cursor.peek() == "EXECUTE":
            found = literal(step.text[cursor.tokens[cursor.at].start :], dialect)
            self.unknown = self.unknown or found is None
            if found is not None:
                self._add(found[0], place)
            return
        if cursor.peek() == "ROW":  # PIPE ROW (...)
            self.unknown = True
        if cursor.ended or self.unknown:
            return
        if cursor.take("NEXT"):
            self._next(cursor, step, place)
            return
        value = unwrapped(step.text[cursor.tokens[cursor.at].start :])
        names = names_in(value, dialect)
        if _QUERY.match(value):
            self._add(value, place)
        elif "select" in names:
            self._add(f"SELECT {value}", place)
        else:
            given = frozenset(self._body.names)
            kept = names & (step.names - given) or {name for name in names - given if name.startswith("@")}
            self.unknown = bool(kept - self.kept)
            if kept and not self.unknown:
                self._add(f"SELECT {value}", place)

    def _next(self, cursor: Cursor, step: Step, place: Location) -> None:
        """One row: of a loop, or one that is kept in variables."""
        name = cursor.peek().lower()
        pairs = tuple((record.name, record.source) for record in step.records if record.name == name)
        self.unknown = not pairs
        if pairs:
            self.queries.append(Query(f"SELECT {name}.*", False, (), self._session.copied(), place, pairs))

    def whole(self, text: str, place: Location) -> None:
        """A body that is one expression, or one query."""
        value = unwrapped(text.strip().rstrip(";"))
        if _QUERY.match(value):
            self._add(value, place)
        elif not _BLOCK.match(value) and "select" in names_in(value, self._session.dialect):
            self._add(f"SELECT {value}", place)

    def _add(self, text: str, place: Location) -> None:
        self.queries.append(Query(text, False, (), self._session.copied(), place))


def unwrapped(text: str) -> str:
    """A text without the parentheses around all of it."""
    text = text.strip()
    while text.startswith("(") and text.endswith(")"):
        depth = 0
        for at, sign in enumerate(text):
            depth += {"(": 1, ")": -1}.get(sign, 0)
            if depth == 0 and at < len(text) - 1:
                return text
        text = text[1:-1].strip()
    return text
