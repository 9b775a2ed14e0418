"""What a query in M reads: tables of databases that it names plainly, and other queries of the model.

The query is not run. From its result backwards, names are followed to where they are bound; a connection is followed
through ``{[Schema="dbo", Item="orders"]}[Data]`` as long as each step is a text or a parameter. All else is not known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from lakebook.importers._harvest import Address
from lakebook.importers._powerbi.m_connectors import CONNECTORS, DIALECTS
from lakebook.importers._powerbi.m_handle import Handle
from lakebook.importers._powerbi.m_scopes import Bound, chain_end, is_field, opened_let, parameters, without
from lakebook.importers._powerbi.m_tokens import Token, end_of, parts_of, tokens_of

_READS = re.compile(r"\w+\.(Contents|Workbook|NativeQuery|Database|Databases|Files|Tables|Feed|Document|Query|Lists)")
_WHOLE = "a whole database"
_NATIVE = "Value.NativeQuery"
_DEEPEST = 30
_MOST = 20_000
"""Steps for one query: what is bound may be named again and again."""


class NativeSql(NamedTuple):
    """A query in SQL."""

    text: str
    dialect: str
    database: tuple[str, ...]
    """What its names lie below; empty where that is not known."""


class Reads(msgspec.Struct):
    """What a query reads."""

    tables: set[Address] = set()
    queries: set[str] = set()
    """Names of other queries."""
    unknown: set[str] = set()
    """Functions that read something which is not said plainly."""
    is_table: bool = False
    """Whether it gives just one table, as it is."""
    sql: list[NativeSql] = []
    """Queries in SQL that it hands to a database."""
    is_sql: bool = False
    """Whether it gives just the rows of one such query, as they are."""


def reads_of(text: str, queries: Mapping[str, str], tables: set[str]) -> Reads:
    """What a query reads, in a model with these shared *queries* and *tables*."""
    tokens = tokens_of(text)
    follower = _Follower(queries, tables)
    handle = follower.handle(tokens, {}, 0)
    if handle is None:
        follower.follow(tokens, {}, 0)
    elif handle.sql or handle.is_table:
        follower.take(handle)
        follower.reads.is_table, follower.reads.is_sql = not handle.sql, bool(handle.sql)
    else:
        follower.reads.unknown.add(_WHOLE)
    return follower.reads


def connection_of(text: str, queries: Mapping[str, str]) -> str | None:
    """The database that a shared query connects to; empty where it does not name one, None where that is not plain."""
    handle = _Follower(queries, set()).handle(tokens_of(text), {}, 0)
    return None if handle is None or handle.is_table or handle.sql else ".".join(handle.steps)


class _Follower:
    def __init__(self, queries: Mapping[str, str], tables: set[str]) -> None:
        self._queries, self._tables = queries, tables
        self._followed: set[str] = set()
        self._left = _MOST
        self.reads = Reads()

    def handle(self, tokens: list[Token], bound: Bound, depth: int) -> Handle | None:
        """The connection or table that *tokens* as a whole are; None for anything else."""
        if not tokens or self._is_over(depth):
            return None
        if tokens[0] == Token("word", "let"):
            inner, result = opened_let(tokens, bound)
            return self.handle(result, inner, depth + 1)
        if tokens[0].kind != "name":
            return None
        name, at = tokens[0].value, 1
        if name in CONNECTORS and tokens[1:2] == [Token("sign", "(")]:
            end = end_of(tokens, 1)
            handle = self._connected(name, parts_of(tokens[2:end]), bound, depth)
            at = end + 1
        elif name == _NATIVE and tokens[1:2] == [Token("sign", "(")]:
            end = end_of(tokens, 1)
            handle = self._asked(parts_of(tokens[2:end]), bound, depth)
            at = end + 1
        elif name in bound:
            handle = self.handle(bound[name], without(bound, name), depth + 1)
        elif name in self._queries and name not in self._tables:
            handle = self.handle(tokens_of(self._queries[name]), {}, depth + 1)
        else:
            return None
        while handle is not None and at < len(tokens):
            handle, at = self._navigated(handle, tokens, at, bound, depth)
        return handle

    def follow(self, tokens: list[Token], bound: Bound, depth: int) -> None:
        """Take down all that *tokens* read."""
        if self._is_over(depth):
            return
        if tokens[:1] == [Token("word", "let")]:
            bound, tokens = opened_let(tokens, bound)
        bound = {**bound, **{name: [] for name in parameters(tokens)}}
        at = 0
        while at < len(tokens):
            at = self._step(tokens, at, bound, depth)

    def take(self, handle: Handle) -> None:
        """Take down what a table or a query in SQL is."""
        if handle.sql:
            self.reads.sql.append(NativeSql(handle.sql, handle.dialect, handle.steps))
        else:
            self.reads.tables.add(handle.address)

    def _is_over(self, depth: int) -> bool:
        self._left -= 1
        if self._left == 0:
            self.reads.unknown.add("a query that is too long")
        return depth > _DEEPEST or self._left < 0

    def _step(self, tokens: list[Token], at: int, bound: Bound, depth: int) -> int:
        """Take down what the token at *at* reads; gives back where to go on."""
        token = tokens[at]
        if token == Token("word", "let"):
            self.follow(tokens[at:], bound, depth + 1)
            return len(tokens)
        if token.kind != "name" or is_field(tokens, at):
            return at + 1
        end = chain_end(tokens, at)
        handle = self.handle(tokens[at:end], bound, depth)
        if handle is not None and (handle.is_table or handle.sql):
            self.take(handle)
            return end
        name = token.value
        if handle is not None or (name in CONNECTORS and tokens[at + 1 : at + 2] == [Token("sign", "(")]):
            self.reads.unknown.add(name if name in CONNECTORS else _WHOLE)
            return at + 1
        if name in bound:
            self.follow(bound[name], without(bound, name), depth + 1)
        elif name in self._tables:
            self.reads.queries.add(name)
        elif name in self._queries and name not in self._followed:
            self._followed.add(name)
            self.follow(tokens_of(self._queries[name]), {}, depth + 1)
        elif _READS.fullmatch(name):
            self.reads.unknown.add(name)
        return at + 1

    def _connected(self, name: str, arguments: list[list[Token]], bound: Bound, depth: int) -> Handle | None:
        position = CONNECTORS[name]
        asks = [query for part in arguments if (query := _option(part, "Query"))]
        sql = self._constant(asks[0], bound, depth) if asks else ""
        if sql is None:
            return None
        dialect = DIALECTS.get(name, "")
        if position is None:
            return Handle((), dialect=dialect, sql=sql)
        database = self._constant(arguments[position], bound, depth) if len(arguments) > position else None
        return Handle((database,), dialect=dialect, sql=sql) if database else None

    def _asked(self, arguments: list[list[Token]], bound: Bound, depth: int) -> Handle | None:
        """``Value.NativeQuery(connection, "select ...")``."""
        connection = self.handle(arguments[0], bound, depth + 1) if len(arguments) > 1 else None
        sql = self._constant(arguments[1], bound, depth) if connection is not None else None
        if connection is None or not sql or connection.is_table or connection.sql:
            return None
        return msgspec.structs.replace(connection, sql=sql)

    def _navigated(
        self, handle: Handle, tokens: list[Token], at: int, bound: Bound, depth: int
    ) -> tuple[Handle | None, int]:
        """One step further: ``{[Schema="dbo", Item="orders"]}``, and ``[Data]`` behind it."""
        if handle.sql:
            return None, at
        if tokens[at : at + 2] != [Token("sign", "{"), Token("sign", "[")]:
            return None, at
        end = end_of(tokens, at)
        said: dict[str, str] = {}
        for part in parts_of(tokens[at + 2 : end - 1]):
            value = self._constant(part[2:], bound, depth) if len(part) > 2 else None
            if value is None:
                return None, at
            said[part[0].value] = value
        at = end + 1
        if tokens[at : at + 3] == [Token("sign", "["), Token("name", "Data"), Token("sign", "]")]:
            at += 3
        return handle.gone_to(said), at

    def _constant(self, tokens: list[Token], bound: Bound, depth: int) -> str | None:
        """The text that *tokens* are: written out, a parameter, or joined of such."""
        meta = next((at for at, token in enumerate(tokens) if token == Token("word", "meta")), len(tokens))
        tokens = tokens[:meta]
        if not tokens or self._is_over(depth):
            return None
        found = []
        for at, token in enumerate(tokens):
            if at % 2:
                if token != Token("sign", "&"):
                    return None
            elif token.kind == "text":
                found.append(token.value)
            elif token.kind == "name" and (token.value in bound or token.value in self._queries):
                inner = bound[token.value] if token.value in bound else tokens_of(self._queries[token.value])
                value = self._constant(inner, bound if token.value in bound else {}, depth + 1)
                if value is None:
                    return None
                found.append(value)
            else:
                return None
        return "".join(found) if len(tokens) % 2 else None


def _option(tokens: list[Token], name: str) -> list[Token]:
    """What an option in a record such as ``[Query="select 1", Timeout=5]`` is set to; empty where it is not set."""
    if tokens[:1] != [Token("sign", "[")]:
        return []
    parts = parts_of(tokens[1 : end_of(tokens, 0)])
    return next((part[2:] for part in parts if part[:2] == [Token("name", name), Token("sign", "=")]), [])
