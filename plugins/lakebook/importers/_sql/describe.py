"""Comments that are statements of their own: COMMENT ON, and the extended properties of SQL Server."""

from __future__ import annotations

from lakebook.importers._sql.tables import Session, Tables
from lakebook.importers._sql.tokens import Cursor, Part


def comment_on(cursor: Cursor, session: Session, tables: Tables) -> bool:
    """Apply ``COMMENT ON``; the cursor stands behind it. False where the table is not known (yet)."""
    cursor.take("IF", "EXISTS")
    cursor.take("MATERIALIZED")
    cursor.take("FOREIGN")
    what = cursor.take_any("TABLE", "VIEW", "COLUMN")
    if not what:
        return True
    name = cursor.name()
    cursor.take("IS")
    return _describe(name, cursor.text() or "", session, tables, is_column=what == "COLUMN")


def _describe(name: tuple[Part, ...], text: str, session: Session, tables: Tables, *, is_column: bool) -> bool:
    owner = name[:-1] if is_column else name
    table = tables.known(owner, session)
    if table is None or not table.described:
        return False
    if not is_column:
        table.description = text
        return True
    column = table.columns.get(session.fold(name[-1]))
    if column is not None:
        column.description = text
    else:
        table.described_columns = {**table.described_columns, session.fold(name[-1]): text}
    return True


def extended_property(cursor: Cursor, session: Session, tables: Tables) -> bool:
    """Apply ``EXEC sp_addextendedproperty`` (or ``sp_updateextendedproperty``); the cursor stands behind the name."""
    given = _arguments(cursor)
    names = ("name", "value", "level0type", "level0name", "level1type", "level1name", "level2type", "level2name")
    values = {name: given.get(f"@{name}", given.get(str(at), "")) for at, name in enumerate(names)}
    if values["name"].lower() != "ms_description" or values["level1type"].lower() not in ("table", "view"):
        return True
    name = [Part(values["level0name"], True), Part(values["level1name"], True)]
    is_column = values["level2type"].lower() == "column"
    if is_column:
        name.append(Part(values["level2name"], True))
    return _describe(tuple(name), values["value"], session, tables, is_column=is_column)


def _arguments(cursor: Cursor) -> dict[str, str]:
    """By name such as ``@value``, or by place; empty for a variable."""
    given: dict[str, str] = {}
    for at, argument in enumerate(Cursor(cursor.tokens[cursor.at :]).elements()):
        key = str(at)
        if argument.peek().startswith("@") and argument.peek(1) == "=":
            key = argument.peek().lower()
            argument.at = 2
        token = argument.tokens[argument.at] if not argument.ended else None
        given[key] = token.text if token and (token.kind != "word" or not token.text.startswith("@")) else ""
    return given
