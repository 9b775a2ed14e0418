"""A body -> the statements in it that may fill tables, and the rows that its loops go over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lakebook.importers._sql.bodies.batch_steps import batch_pieces, declared_cursor
from lakebook.importers._sql.dialects import Dialect
from lakebook.importers._sql.tokens import Part, Token, read_tokens

CHANGES = frozenset({"ALTER", "RENAME", "COMMENT"})
"""Words of statements that change a table."""
FILLS = frozenset({"INSERT", "REPLACE", "MERGE", "UPDATE", "WITH"})
"""Words of statements that fill a table."""
HEADS = CHANGES | FILLS | {"SELECT", "CREATE", "DROP", "EXECUTE", "EXEC", "RETURN", "PIPE"}
"""Words of statements that are of interest."""
DYNAMIC = frozenset({"EXECUTE", "EXEC", "PREPARE"})
_OPENERS = frozenset({"BEGIN", "THEN", "ELSE", "LOOP", "DO", "ATOMIC", "REPEAT", "AS", "IS"})
"""Words behind which a statement may begin."""

_NO_NAMES = frozenset(
    {"SET", "IF", "END", "RETURN", "CALL", "ELSE", "OPEN", "FETCH", "CLOSE", "DELETE", "COMMIT", "NULL"}
)


class Record(NamedTuple):
    """A name for one row, with what it is a row of."""

    name: str
    """In lower case."""
    source: str
    """A table, or a query in parentheses."""


class Step(NamedTuple):
    """A statement of a body."""

    text: str
    start: int
    """Where it begins in the body."""
    records: tuple[Record, ...]
    """Of the loops that it is in, the innermost last."""
    names: frozenset[str]
    """Variables declared so far, in lower case."""


def steps_of(text: str, dialect: Dialect) -> Iterator[Step]:
    """Statements of a body in the order in which they stand, whichever way it goes through them."""
    tokens = list(read_tokens(text, dialect))
    if dialect.name == "tsql":
        cursor = ""
        for start, end in batch_pieces(tokens):
            head = tokens[start].upper
            is_of_cursor, cursor = bool(cursor), declared_cursor(tokens[start:end])
            if is_of_cursor and head in ("SELECT", "WITH"):
                continue
            if head in HEADS or head in ("DECLARE", "DELETE"):
                yield Step(text[tokens[start].start : tokens[end - 1].end], tokens[start].start, (), frozenset())
        return
    yield from _Walk(text, tokens, dialect).steps()


class _Walk:
    """Goes over the statements of a dialect that ends each of them with a semicolon."""

    def __init__(self, text: str, tokens: Sequence[Token], dialect: Dialect) -> None:
        self._text, self._tokens = text, tokens
        self._loops: list[Record | None] = []
        self._cursors: dict[str, str] = {}
        self._names: set[str] = set()
        self._declares = dialect.name in ("oracle", "snowflake")
        self._sections = dialect.name not in ("mysql", "bigquery")
        """Whether DECLARE stands once before all that is declared."""

    def steps(self) -> Iterator[Step]:
        depth, start = 0, 0
        for at, token in enumerate(self._tokens):
            depth += {"(": 1, ")": -1}.get(token.upper, 0)
            if token.upper == ";" and depth <= 0:
                yield from self._piece(start, at)
                depth, start = 0, at + 1
        yield from self._piece(start, len(self._tokens))

    def _piece(self, start: int, end: int) -> Iterator[Step]:
        """What stands between two semicolons: words that open blocks, then one statement."""
        tokens = self._tokens
        at = self._behind_label(start, end)
        begins, depth = True, 0
        self._declares = self._declares and self._sections
        if at + 1 < end and tokens[at].upper == "END" and tokens[at + 1].upper in ("LOOP", "FOR"):
            del self._loops[-1:]
        while at < end:
            word = tokens[at].upper
            if depth == 0 and begins and word == "DECLARE":
                self._declares = True
                at += 1
                continue
            if depth == 0 and begins and self._is_head(word, at, end):
                yield self._step(at, end)
                return
            if depth == 0 and word == "FORALL":
                at = next((x for x in range(at, end) if tokens[x].upper in HEADS), end)
                continue
            if depth == 0 and word in ("FOR", "WHILE", "LOOP"):
                at, begins = self._loop(at, end), True
                continue
            if begins and self._declares and word != "BEGIN":
                self._declare(at, end)
            depth += {"(": 1, ")": -1}.get(word, 0)
            begins = word in _OPENERS and depth == 0
            if begins and word == "BEGIN":
                self._declares = False
            at += 1

    def _behind_label(self, at: int, end: int) -> int:
        """``<<name>>`` and ``name:`` stand before a statement."""
        tokens = self._tokens
        if at + 4 < end and tokens[at].upper in ("<", "<<") and any(t.upper == ">" for t in tokens[at:end][:6]):
            while at < end and tokens[at].upper != ">":
                at += 1
            while at < end and tokens[at].upper == ">":
                at += 1
        if at + 1 < end and tokens[at].kind == "word" and tokens[at + 1].upper == ":":
            at += 2
        return at

    def _is_head(self, word: str, at: int, end: int) -> bool:
        follows = self._tokens[at + 1].upper if at + 1 < end else ""
        if word == "SET":
            return follows in ("SEARCH_PATH", "LOCAL", "SCHEMA")
        return (word in HEADS or word == "PREPARE") and (follows != "(" or word in ("EXECUTE", "EXEC", "RETURN"))

    def _step(self, at: int, end: int) -> Step:
        records = tuple(record for record in self._loops if record is not None)
        start = self._tokens[at].start
        return Step(self._text[start : self._tokens[end - 1].end], start, records, frozenset(self._names))

    def _loop(self, at: int, end: int) -> int:
        """``FOR name IN query LOOP``; gives back where what is done in it begins."""
        tokens = self._tokens
        opened = self._until(at, end, ("LOOP", "DO"))
        record = None
        if opened < end and tokens[at].upper == "FOR" and at + 2 < opened and tokens[at + 2].upper == "IN":
            record = self._record(tokens[at + 1].text.lower(), at + 3, opened)
            self._names.add(tokens[at + 1].text.lower())
        if (opened < end and tokens[opened].upper == "LOOP") or record is not None:
            self._loops.append(record)
        return opened + 1

    def _record(self, name: str, start: int, end: int) -> Record | None:
        tokens = self._tokens
        word = tokens[start].upper
        inner = tokens[start + 1].upper if start + 1 < end else ""
        if word in ("SELECT", "WITH"):
            return Record(name, f"({self._text[tokens[start].start : tokens[end - 1].end]})")
        if word == "(" and inner in ("SELECT", "WITH", "("):
            return Record(name, self._text[tokens[start].start : tokens[end - 1].end])
        query = self._cursors.get(tokens[start].text.lower())
        return Record(name, query) if query else None

    def _declare(self, at: int, end: int) -> None:
        """Variables and cursors of a DECLARE section."""
        tokens = self._tokens
        if tokens[at].upper == "CURSOR":
            at += 1
        name = at
        while at < end and tokens[at].kind in ("word", "quoted") and tokens[at].upper not in _NO_NAMES:
            self._names.add(tokens[at].text.lower())
            if at + 1 >= end or tokens[at + 1].upper != ",":
                break
            at += 2
        query = self._until(at, end, ("SELECT", "WITH"))
        if query < end and any(token.upper == "CURSOR" for token in tokens[max(name - 1, 0) : query]):
            self._cursors[tokens[name].text.lower()] = f"({self._text[tokens[query].start : tokens[end - 1].end]})"

    def _until(self, at: int, end: int, words: Sequence[str]) -> int:
        """Where one of *words* stands outside of parentheses; *end* for nowhere."""
        depth = 0
        for here in range(at, end):
            word = self._tokens[here].upper
            depth += {"(": 1, ")": -1}.get(word, 0)
            if depth == 0 and word in words:
                return here
        return end


def literal(text: str, dialect: Dialect) -> tuple[str, int] | None:
    """The statement that ``EXECUTE`` and its like are given as one text, and where it begins; None for any other."""
    tokens = [token for token in read_tokens(text, dialect) if token.upper not in ("(", ")")]
    at = 1
    while at < len(tokens) and tokens[at].upper in ("IMMEDIATE", "SP_EXECUTESQL", "SYS", "DBO", ".", "N"):
        at += 1
    if at >= len(tokens) or tokens[at].kind != "text":
        return None
    follows = tokens[at + 1].upper if at + 1 < len(tokens) else ""
    return (tokens[at].text, tokens[at].start + 1) if follows in ("", "USING", "INTO", ",") else None


def names_in(text: str, dialect: Dialect) -> frozenset[str]:
    """All words of a statement, in lower case."""
    return frozenset(token.text.lower() for token in read_tokens(text, dialect) if token.kind == "word")


def dotted(text: str, dialect: Dialect) -> tuple[Part, ...]:
    """A dotted name."""
    from lakebook.importers._sql.tokens import Cursor

    return Cursor.of(text, dialect).name()
