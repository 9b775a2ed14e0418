"""ALTER TABLE that moves rows from table to table without a query: partitions that come and go, tables that swap."""

from __future__ import annotations

import msgspec

from lakebook.importers._sql.tables import Query, Session, Table, Tables
from lakebook.importers._sql.tokens import Cursor, Part

_MOVED = "lakebook_moved"
"""What the table that rows come from is called in the query."""


def moved(cursor: Cursor, table: Table, session: Session, tables: Tables) -> bool:
    """Apply one action of ``ALTER TABLE`` on *table*; False where it is no such thing."""
    if cursor.take("ATTACH", "PARTITION"):
        _attach(cursor.name(), table, session, tables)
    elif cursor.take("DETACH", "PARTITION"):
        _detach(cursor.name(), table, session, tables)
    elif cursor.take("SWITCH"):
        other = _named_after("TO", cursor, session, tables)
        if other is not None:
            fill(other, table, session)
    elif cursor.take("EXCHANGE"):
        other = _named_after("WITH", cursor, session, tables)
        if other is not None:
            fill(table, other, session)
    elif cursor.take("SWAP"):
        other = _named_after("WITH", cursor, session, tables)
        if other is not None:
            tables.swaps.append((table, other, session))
    else:
        return False
    return True


def settle_swaps(tables: Tables) -> list[Table]:
    """Of two tables that were swapped, the one that is dropped made the one that stays; gives back all others."""
    unsure = []
    for one, other, session in tables.swaps:
        if one.hidden == other.hidden:
            unsure.append(one)
        else:
            fill(*((other, one) if one.hidden else (one, other)), session)
    return unsure


def _attach(name: tuple[Part, ...], table: Table, session: Session, tables: Tables) -> None:
    """A child is no dataset of its own."""
    if not name:
        return
    key = session.key(name)
    child = tables.find(key)
    if child is not None and child is not table:
        table.queries = [*table.queries, *child.queries]
        tables.replace(child)
    tables.alias(key, table)


def _detach(name: tuple[Part, ...], table: Table, session: Session, tables: Tables) -> None:
    """What was a part is a table from now on."""
    key, spelled = session.key(name), session.spelled(name)
    if name and tables.find(key) is table:
        columns = {folded: msgspec.structs.replace(column) for folded, column in table.columns.items()}
        place = table.location
        tables.add(key, Table(space=spelled[:-1], name=spelled[-1], columns=columns, location=place, described=True))


def _named_after(word: str, cursor: Cursor, session: Session, tables: Tables) -> Table | None:
    while not cursor.ended and not cursor.take(word):
        cursor.skip()
    cursor.take("TABLE")
    name = cursor.name()
    return tables.meant(name, session) if name else None


def fill(target: Table, source: Table, session: Session) -> None:
    """All rows of *source* go to *target*, whose columns are the same in the same order."""
    session = session.copied()
    session.hidden = {**session.hidden, session.fold(Part(_MOVED, False)): source}
    listed = tuple(target.columns) if len(target.columns) == len(source.columns) else ()
    query = Query(f"SELECT * FROM {_MOVED}", False, listed, session, target.location)
    target.queries = [*target.queries, query]
