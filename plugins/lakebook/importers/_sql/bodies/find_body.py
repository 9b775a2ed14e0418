"""CREATE PROCEDURE, FUNCTION, TRIGGER and anonymous blocks: where the body begins, and what it is given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lakebook.importers._sql.dialects import Dialect
from lakebook.importers._sql.tokens import Cursor, Part, Token, read_tokens

READABLE = frozenset({"", "SQL", "PLPGSQL", "PLSQL"})
"""Languages of bodies that are read."""
_KINDS = {"PROC", "PROCEDURE", "FUNCTION", "TRIGGER", "PACKAGE", "EVENT", "TYPE"}
_FIRST = {"INSERT", "UPDATE", "REPLACE", "DELETE", "MERGE", "SELECT", "SET", "CALL", "IF", "WITH", "RETURN", "CASE"}
"""Words that a body of one statement begins with, where no word stands before it."""
_MODES = {"IN", "OUT", "INOUT", "VARIADIC", "READONLY"}


class Body(NamedTuple):
    """What is kept to be run."""

    text: str
    start: int
    """Where it begins in the statement."""
    language: str = ""
    """In capitals; empty where none is said."""
    names: tuple[str, ...] = ()
    """Parameters."""
    setting: str = ""
    """``SET search_path = ...`` in front of it."""


class Trigger(NamedTuple):
    """When a trigger runs."""

    table: str
    """As it is written."""
    function: tuple[Part, ...]
    """What it calls, where its body stands somewhere else; else empty."""
    news: tuple[str, ...]
    """What the rows before and after the change are called."""
    sets: tuple[str, ...]
    """What tables of such rows are called."""


def find_body(text: str, dialect: Dialect) -> Body | None:
    """The body of a statement that ``routines.is_routine`` knows; None where it has none."""
    tokens = list(read_tokens(text, dialect))
    if not tokens:
        return None
    first = _begin(tokens, dialect)
    if first is None or first >= len(tokens):
        return None
    names = tuple(_parameters(tokens[:first])) if tokens[0].upper in ("CREATE", "ALTER") else ()
    language = _language(tokens, first)
    token = tokens[first]
    setting = _setting(text, tokens[:first])
    if token.kind == "text":
        return Body(token.text, max(text.find(token.text, token.start), token.start), language, names, setting)
    return Body(text[token.start :], token.start, language, names, setting)


def find_trigger(text: str, dialect: Dialect) -> Trigger | None:
    """When the trigger of this statement runs; None where it makes none."""
    tokens = list(read_tokens(text, dialect))
    at = _kind_at(tokens)
    if at is None or tokens[at].upper != "TRIGGER":
        return None
    cursor = Cursor(tokens)
    cursor.at = at + 1
    cursor.take("IF", "NOT", "EXISTS")
    cursor.name()
    while not cursor.ended and cursor.peek() != "ON":
        cursor.skip()
    cursor.at += 1
    start = cursor.at
    if not cursor.name():
        return None
    table = text[tokens[start].start : tokens[cursor.at - 1].end]
    rows, sets = _renamed(tokens[cursor.at :])
    return Trigger(table, _called(tokens, cursor.at), ("new", "old", *rows), ("inserted", "deleted", *sets))


def _kind_at(tokens: Sequence[Token]) -> int | None:
    if not tokens or tokens[0].upper not in ("CREATE", "ALTER"):
        return None
    return next((at for at, token in enumerate(tokens[:12]) if token.upper in _KINDS), None)


def _begin(tokens: Sequence[Token], dialect: Dialect) -> int | None:
    """Number of the token that the body begins with."""
    kind_at = _kind_at(tokens)
    if kind_at is None:
        return _of_block(tokens)
    kind, is_trigger = tokens[kind_at].upper, tokens[kind_at].upper == "TRIGGER"
    bare = dialect.name in ("mysql", "generic")
    returns = kind == "FUNCTION" and dialect.name not in ("oracle", "tsql")
    ready = not (is_trigger or kind == "EVENT")
    depth, closed = 0, False
    for at in range(kind_at + 1, len(tokens)):
        word = tokens[at].upper
        depth += {"(": 1, ")": -1}.get(word, 0)
        closed = closed or (word == ")" and depth == 0)
        if depth:
            continue
        if word in ("BEGIN", "DECLARE"):
            return at
        if word in ("AS", "IS") and _opens(tokens, at, is_trigger and dialect.name != "tsql"):
            return at + 1
        if (word == "ROW" and tokens[at - 1].upper == "EACH") or (word == "DO" and kind == "EVENT"):
            ready, closed = True, True
        one_statement = bare and ready and word in _FIRST and not _is_called(tokens, at)
        if closed and (one_statement or (word == "RETURN" and returns)):
            return at
    return None


def _of_block(tokens: Sequence[Token]) -> int | None:
    """``DO LANGUAGE name 'text'``, or a block that begins with its first word."""
    if tokens[0].upper != "DO":
        return 0
    return next((at for at, token in enumerate(tokens) if token.kind == "text" or token.upper == "BEGIN"), None)


def _opens(tokens: Sequence[Token], at: int, renames: bool) -> bool:
    """Whether AS or IS stands before a body: not in ``@p AS int``, ``EXECUTE AS OWNER``, ``REFERENCING NEW AS n``."""
    before = tokens[at - 1]
    return not renames and before.upper not in ("EXECUTE", "EXEC") and not before.text.startswith("@")


def _is_called(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].upper == "("


def _language(tokens: Sequence[Token], body: int) -> str:
    kind_at = _kind_at(tokens)
    if kind_at is not None and tokens[kind_at].upper in ("TRIGGER", "EVENT"):
        return ""
    for at, token in enumerate(tokens[:-1]):
        if token.upper == "LANGUAGE" and (at < body or tokens[body].kind == "text"):
            return tokens[at + 1].text.upper()
    return ""


def _setting(text: str, head: Sequence[Token]) -> str:
    for at, token in enumerate(head[:-1]):
        if token.upper == "SET" and head[at + 1].upper == "SEARCH_PATH":
            return text[token.start : head[-1].start] if head[-1].upper == "AS" else text[token.start : head[-1].end]
    return ""


def _parameters(head: Sequence[Token]) -> Iterator[str]:
    """Names in the first parentheses; SQL Server marks them, and needs none."""
    yield from (token.text.lower() for token in head if token.text.startswith("@"))
    cursor = Cursor(head)
    while not cursor.ended and cursor.peek() != "(":
        cursor.at += 1
    inside = cursor.parens()
    for element in inside.elements() if inside else ():
        while element.take_any(*_MODES):
            pass
        name = element.part()
        if name is not None and not element.ended:
            yield name.text.lower()


def _renamed(tokens: Sequence[Token]) -> tuple[list[str], list[str]]:
    """``REFERENCING NEW AS n OLD TABLE AS gone``: names of rows, and of tables of rows."""
    rows: list[str] = []
    sets: list[str] = []
    at = next((at for at, token in enumerate(tokens) if token.upper == "REFERENCING"), len(tokens)) + 1
    while at < len(tokens) and tokens[at].upper in ("NEW", "OLD", "PARENT"):
        at += 1
        listed = sets if at < len(tokens) and tokens[at].upper in ("TABLE", "NEW_TABLE") else rows
        while at < len(tokens) and tokens[at].upper in ("TABLE", "ROW", "AS"):
            at += 1
        if at < len(tokens):
            listed.append(tokens[at].text.lower())
        at += 1
    return rows, sets


def _called(tokens: Sequence[Token], start: int) -> tuple[Part, ...]:
    """``EXECUTE FUNCTION name()``."""
    for at in range(start, len(tokens) - 1):
        if tokens[at].upper in ("EXECUTE", "EXEC") and tokens[at + 1].upper in ("FUNCTION", "PROCEDURE"):
            cursor = Cursor(tokens)
            cursor.at = at + 2
            return cursor.name()
    return ()
