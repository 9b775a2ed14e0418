"""Variables of a body that hold what one query gives, and nothing else but constants: FETCH INTO, SELECT INTO."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lakebook.importers._sql.bodies.steps import Record
from lakebook.importers._sql.tokens import Token

_HEADS = {"SELECT", "FETCH", "INSERT", "REPLACE", "MERGE", "EXECUTE", "IMMEDIATE", "RETURNING", "COLLECT", "RETURN"}
_OPENERS = {"BEGIN", "THEN", "ELSE", "LOOP", "DO", "DECLARE", "IS", "AS", "REPEAT"}
_CONSTANTS = frozenset(
    (  # noqa: SIM905 - a list of them would be as long as the module
        "NULL TRUE FALSE NOW SYSDATE SYSTIMESTAMP GETDATE GETUTCDATE SYSDATETIME CURRENT_TIMESTAMP CURRENT_DATE "
        "CURRENT_USER DATE TIMESTAMP INTERVAL DAY MONTH YEAR HOUR MINUTE SECOND N NOT AND OR"
    ).split()
)
"""Words of values that come from no table."""
_LOCKS = re.compile(r"\s+FOR\s+(?:UPDATE|SHARE|READ\s+ONLY)\b[^()']*\Z", re.IGNORECASE)
"""What a cursor says of rows that others may change meanwhile."""
_NO_CALLS = _HEADS | {
    "IF",
    "ELSIF",
    "ELSEIF",
    "WHILE",
    "WHEN",
    "UPDATE",
    "WITH",
    "VALUES",
    "EXIT",
    "CASE",
    "RAISE",
    "FOR",
}


class Value(NamedTuple):
    """What a variable holds."""

    query: str
    place: int
    """Of its column, from 0."""


class Kept(NamedTuple):
    """Of one body."""

    values: dict[str, Value] = {}
    """By the variable's name in lower case."""
    records: tuple[Record, ...] = ()
    """Variables that hold a whole row."""


class Assigned:
    """What is assigned to each variable, wherever the body goes; None for what is no query."""

    def __init__(self) -> None:
        self._values: dict[str, set[Value | None]] = {}
        self._cursors: dict[str, set[str | None]] = {}
        self._fetched: list[tuple[str, list[str]]] = []

    def value(self, name: str, value: Value | None) -> None:
        """A variable is set to a column of a query, or to something else."""
        self._values.setdefault(name.lower(), set()).add(value)

    def values(self, names: Sequence[str], query: str | None) -> None:
        """Variables are set to the columns of a query, in order."""
        for place, name in enumerate(names):
            self.value(name, None if query is None else Value(query, place))

    def cursor(self, name: str, query: str | None) -> None:
        """A cursor goes over the rows of a query."""
        self._cursors.setdefault(name.lower(), set()).add(query and _LOCKS.sub("", query))

    def fetch(self, cursor: str, names: list[str]) -> None:
        """Variables are set to a row of a cursor."""
        self._fetched.append((cursor.lower(), names))

    def kept(self, with_fields: frozenset[str], given: frozenset[str]) -> Kept:
        """Variables that one query alone sets, and no caller; those of *with_fields* hold a row of it."""
        for cursor, names in self._fetched:
            queries = self._cursors.get(cursor, {None})
            self.values(names, next(iter(queries)) if len(queries) == 1 else None)
        single = {name: next(iter(values)) for name, values in self._values.items() if len(values) == 1}
        found = {name: value for name, value in single.items() if value is not None and name not in given}
        records = tuple(Record(name, f"({value.query})") for name, value in found.items() if name in with_fields)
        return Kept({name: value for name, value in found.items() if name not in with_fields}, records)


def kept_in(text: str, tokens: Sequence[Token], given: frozenset[str]) -> Kept:
    """Of a body whose statements end with semicolons, and that is *given* these parameters."""
    if not any(token.upper == "INTO" for token in tokens):
        return Kept()
    walk = _Walk(text, tokens)
    depth, start = 0, 0
    for at, token in enumerate(tokens):
        depth += {"(": 1, ")": -1}.get(token.upper, 0)
        if token.upper == ";" and depth <= 0:
            walk.piece(start, at)
            depth, start = 0, at + 1
    walk.piece(start, len(tokens))
    dotted = {tokens[at - 1].text.lower() for at, token in enumerate(tokens) if token.upper == "." and at}
    return walk.assigned.kept(frozenset(dotted), given)


class _Walk:
    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self._text, self._tokens = text, tokens
        self.assigned = Assigned()

    def piece(self, start: int, end: int) -> None:
        """One statement, and what opens blocks before it."""
        starts = [start, *(at + 1 for at, upper in self._outside(start, end) if upper in _OPENERS)]
        self._cursor(start, end)
        for at in starts:
            self._call(at, end)
            self._set(at, end)
        for at in range(start, end - 1):
            if self._tokens[at].upper == ":=" or (self._tokens[at].upper, self._tokens[at + 1].upper) == (":", "="):
                self._assign(at, end, starts)
        for at, upper in self._outside(start, end):
            if upper == "INTO":
                self._into(start, at, end)
            elif upper in ("DEFAULT", "=") and not self._is_constant(at + 1, end, ""):
                self._declared(at, starts)

    def _outside(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        depth = 0
        for at in range(start, end):
            upper = self._tokens[at].upper
            depth += {"(": 1, ")": -1}.get(upper, 0)
            if depth == 0:
                yield at, upper

    def _cursor(self, start: int, end: int) -> None:
        """``CURSOR c IS query``, ``c CURSOR FOR query``, ``OPEN c FOR query``."""
        tokens, seen = self._tokens, [(at, upper) for at, upper in self._outside(start, end)]
        opened = next((at for at, upper in seen if upper in ("CURSOR", "OPEN")), end)
        query = next((at for at, upper in seen if at > opened and upper in ("SELECT", "WITH")), end)
        is_plain = not any(upper in ("EXECUTE", "INTO") for at, upper in seen if at > opened)
        if opened + 1 >= end or (tokens[opened].upper == "OPEN" and query == end and is_plain):
            return
        at = (
            opened + 1 if tokens[opened].upper == "OPEN" or tokens[opened + 1].upper not in ("FOR", "(") else opened - 1
        )
        if tokens[at].upper in ("FOR", "NO", "SCROLL") and opened > start:
            at = opened - 1
        text = self._text[tokens[query].start : tokens[end - 1].end] if query < end and is_plain else None
        self.assigned.cursor(tokens[at].text, text)

    def _call(self, at: int, end: int) -> None:
        """A procedure may set what it is given."""
        tokens = self._tokens
        if at >= end or tokens[at].kind not in ("word", "quoted") or tokens[at].upper in _NO_CALLS:
            return
        at += tokens[at].upper == "CALL"
        while at + 2 < end and tokens[at + 1].upper == ".":
            at += 2
        if at + 1 < end and tokens[at + 1].upper == "(":
            for token in tokens[at + 2 : end]:
                self.assigned.value(token.text, None)

    def _set(self, at: int, end: int) -> None:
        """``SET name = value, name = value`` and ``name = value``."""
        tokens = self._tokens
        is_set = at < end and tokens[at].upper == "SET"
        at += is_set
        while at + 1 < end and tokens[at + 1].upper == "=":
            stop = next((here for here, upper in self._outside(at, end) if upper == ","), end) if is_set else end
            self._value(tokens[at].text, at + 2, stop)
            at = stop + 1

    def _assign(self, at: int, end: int, starts: Sequence[int]) -> None:
        """``name := value``, also where the name is declared."""
        first = at + (1 if self._tokens[at].upper == ":=" else 2)
        before = self._tokens[at - 1].text
        self._value(before, first, end)
        if not self._is_constant(first, end, before):
            self._declared(at - 1, starts)

    def _declared(self, at: int, starts: Sequence[int]) -> None:
        """What may be declared with a value that begins at *at* may be something else than a query gives."""
        for start in starts:
            if start < at and (start == starts[0] or self._tokens[start - 1].upper in ("DECLARE", "IS", "AS")):
                self.assigned.value(self._tokens[start].text, None)

    def _value(self, name: str, at: int, end: int) -> None:
        inner = self._tokens[at + 1].upper if at + 1 < end else ""
        closes = (
            at < end and self._tokens[at].upper == "(" and [here for here, _ in self._outside(at, end)] == [end - 1]
        )
        if closes and inner in ("SELECT", "WITH"):
            self.assigned.value(name, Value(self._text[self._tokens[at + 1].start : self._tokens[end - 1].start], 0))
        elif not self._is_constant(at, end, name):
            self.assigned.value(name, None)

    def _is_constant(self, at: int, end: int, itself: str) -> bool:
        """Whether a value is made of nothing but constants, and of what the variable held before."""
        words = (token for token in self._tokens[at:end] if token.kind in ("word", "quoted"))
        return all(word.upper in _CONSTANTS or word.text.lower() == itself.lower() for word in words)

    def _into(self, start: int, into: int, end: int) -> None:
        tokens = self._tokens
        before = [(at, upper) for at, upper in self._outside(start, into) if upper in _HEADS or upper == "WITH"]
        names, behind = self._names(into + 1, end)
        head = next((upper for _, upper in reversed(before) if upper != "WITH"), "")
        writes = any(upper in ("INSERT", "REPLACE", "MERGE") for _, upper in before)
        if writes and head != "RETURNING":  # INSERT INTO, and LOG ERRORS INTO behind it
            return
        if head == "FETCH":
            self.assigned.fetch(tokens[into - 1].text, names)
            return
        selects = [at for at, upper in before if upper == "SELECT"]
        with_ = next((at for at, upper in before if upper == "WITH"), end)
        query = None
        if head == "SELECT" and len(selects) == 1:
            first = min(selects[0], with_)
            rest = self._text[tokens[behind].start : tokens[end - 1].end] if behind < end else ""
            query = f"{self._text[tokens[first].start : tokens[into].start]} {rest}"
        self.assigned.values(names, query)

    def _names(self, at: int, end: int) -> tuple[list[str], int]:
        """Variables behind INTO, and where they end."""
        tokens, found = self._tokens, []
        at += at < end and tokens[at].upper == "STRICT"
        while at < end and tokens[at].kind in ("word", "quoted"):
            found.append(tokens[at].text)
            at += 1
            while at + 1 < end and tokens[at].upper == ".":  # a field of a row: the row is not one query's any more
                self.assigned.value(found[-1], None)
                at += 2
            if at >= end or tokens[at].upper != ",":
                break
            at += 1
        return found, at
