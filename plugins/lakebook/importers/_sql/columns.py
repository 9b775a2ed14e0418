"""The body of CREATE TABLE: columns with types as they are spelled, and keys."""

from __future__ import annotations

from lakebook.importers._sql.tables import ForeignKey, Session, Table
from lakebook.importers._sql.tokens import Cursor, Depth, Part, Token
from lakebook.model.dataset import Column

_AFTER_TYPE = frozenset(
    (  # noqa: SIM905 - a list of them would be as long as the module
        "NOT NULL DEFAULT PRIMARY UNIQUE REFERENCES CHECK CONSTRAINT COLLATE COMMENT GENERATED IDENTITY "
        "AUTO_INCREMENT AUTOINCREMENT AS ON KEY OPTIONS CHARSET ENCODE DISTKEY SORTKEY STORED VIRTUAL INVISIBLE "
        "VISIBLE SPARSE ROWGUIDCOL MASKING MASKED TAG STORAGE COMPRESSION ENABLE DISABLE CODEC TTL MATERIALIZED "
        "ALIAS EPHEMERAL POLICY ENCRYPT COMPRESS FORMAT TITLE FIRST AFTER PERSISTED USING DEFERRABLE INITIALLY "
        "SET ENCRYPTED HIDDEN"
    ).split()
)
"""Words that no type holds."""
_INDEXES = {"KEY", "INDEX", "FULLTEXT", "SPATIAL", "PROJECTION"}
_NO_KEY_RULE = {"sqlite", "bigquery", "clickhouse", "databricks"}
"""Dialects in which a primary key may hold nothing."""


def read_body(body: Cursor, table: Table, session: Session) -> list[str]:
    """Read columns and constraints into *table*; gives back what was not understood."""
    missed = []
    for element in body.elements():
        if read_constraint(element, table, session):
            continue
        if not read_column(element, table, session):
            missed.append(" ".join(token.text for token in element.tokens[:6]))
    return missed


def read_constraint(element: Cursor, table: Table, session: Session) -> bool:
    """Read one element of the body, where it is not a column; gives back whether it is none."""
    if element.peek() == "CONSTRAINT":
        element.at += 1
        if element.peek() not in ("PRIMARY", "UNIQUE", "FOREIGN", "CHECK"):
            element.part()
    first, second = element.peek(), element.peek(1)
    if first == "PRIMARY" and second == "KEY":
        mark(table, _key_columns(element, session), "pk", session)
    elif first == "UNIQUE" and len(element.tokens) > element.at + 1:
        columns = _key_columns(element, session)
        if len(columns) == 1:
            mark(table, columns, "uk", session)
    elif first == "FOREIGN" and second == "KEY":
        _foreign_key(element, table, session)
    elif first in ("CHECK", "EXCLUDE") and second in ("(", "USING"):
        return True
    else:
        return _is_no_column(element, first, second, session)
    return True


def _is_no_column(element: Cursor, first: str, second: str, session: Session) -> bool:
    if element.at or (first, second) in (("PERIOD", "FOR"), ("SUPPLEMENTAL", "LOG")):
        return True  # the words after CONSTRAINT are of no kind we know
    if first not in _INDEXES or session.dialect.name not in ("mysql", "generic", "tsql", "clickhouse"):
        return False
    if first in ("FULLTEXT", "SPATIAL") or session.dialect.name == "clickhouse":
        return True
    after = next((at for at, token in enumerate(element.tokens) if token.upper == "("), 0)
    return bool(after) and after <= 3 and element.tokens[after + 1].kind in ("word", "quoted", "symbol")


def _key_columns(element: Cursor, session: Session) -> list[str]:
    while not element.ended and element.peek() != "(":
        element.at += 1
    return [session.fold(part) for part in element.names()]


def _foreign_key(element: Cursor, table: Table, session: Session) -> None:
    columns = _key_columns(element, session)
    if element.take("REFERENCES"):
        _point(table, columns, element, session)


def _point(table: Table, columns: list[str], at_target: Cursor, session: Session) -> None:
    target = at_target.name()
    if target:
        theirs = tuple(session.fold(part) for part in at_target.names())
        table.foreign_keys.append(ForeignKey(tuple(columns), session.spelled(target), session.key(target), theirs))
        mark(table, columns, "fk", session)


def mark(table: Table, columns: list[str], key: str, session: Session) -> None:
    """Say of columns that they are part of a key."""
    for name in columns:
        column = table.columns.get(name)
        if column is None:
            continue
        if key not in column.key:
            ordered = [word for word in ("pk", "uk", "fk") if word == key or word in column.key]
            column.key = tuple(ordered)
        if key == "pk" and session.dialect.name not in _NO_KEY_RULE:
            column.required = True


def read_column(element: Cursor, table: Table, session: Session) -> Column | None:
    """Read one column into *table*; None where it is none."""
    part = element.part()
    if part is None:
        return None
    column = Column(name=part.text, type=_type(element))
    name = session.fold(part)
    if column.type.lower() in ("serial", "bigserial", "smallserial"):
        column.required = True
    table.columns[name] = column
    _attributes(element, name, column, table, session)
    return column


def _type(element: Cursor) -> str:
    """The type as it is spelled; comments go, and white space becomes one space."""
    found: list[Token] = []
    depth = Depth()
    while not element.ended:
        token = element.tokens[element.at]
        if depth.outside and (_ends_type(element) if found else token.upper in _AFTER_TYPE):
            break
        depth.see(element.tokens, element.at)
        found.append(token)
        element.at += 1
    return _as_spelled(found)


def _ends_type(element: Cursor) -> bool:
    word, following = element.peek(), element.peek(1)
    if word == "WITH":
        return following not in ("TIME", "LOCAL")
    if word == "CHARACTER":
        return following == "SET"
    return word in _AFTER_TYPE


def _as_spelled(tokens: list[Token]) -> str:
    words: list[str] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        gap = " " if before and before.end < token.start else ""
        text = f"'{token.text}'" if token.kind == "text" else token.text
        words.append(gap + (f'"{text}"' if token.kind == "quoted" and not text.isidentifier() else text))
    return "".join(words)


def _attributes(element: Cursor, name: str, column: Column, table: Table, session: Session) -> None:
    """What stands behind the type."""
    while not element.ended:
        if element.take("NOT", "NULL"):
            column.required = True
        elif element.take("PRIMARY", "KEY"):
            mark(table, [name], "pk", session)
        elif element.take("UNIQUE"):
            mark(table, [name], "uk", session)
        elif element.take("REFERENCES"):
            _point(table, [name], element, session)
        elif element.take("DEFAULT"):
            element.skip()
        elif element.take("COMMENT"):
            column.description = element.text() or column.description
        elif element.take("OPTIONS"):
            column.description = option_text(element.parens(), "DESCRIPTION") or column.description
        else:
            element.skip()


def option_text(options: Cursor | None, wanted: str) -> str:
    """The text of one option out of ``(name = 'text', ...)``."""
    for option in options.elements() if options else ():
        if option.take(wanted) and option.take("="):
            return option.text() or ""
    return ""


def column_of(table: Table, part: Part, session: Session) -> Column | None:
    """A column by its name."""
    return table.columns.get(session.fold(part))
