"""Hidden tables that hold the values of variables, one column each."""

from __future__ import annotations

from collections.abc import Sequence

from lakebook.diagnostics import Location
from lakebook.importers._sql.bodies.kept import Kept
from lakebook.importers._sql.tables import Query, Session, Table, Tables
from lakebook.importers._sql.tokens import Part
from lakebook.model.dataset import Column


def make_tables(kept: Kept, texts: Sequence[str], session: Session, tables: Tables, place: Location) -> None:
    """Make those of variables that *texts* name, now that *session* has all that the body makes on the way."""
    named = [text.lower() for text in texts]
    named += [value.query.lower() for value in kept.values.values()] if named else []
    for name, value in kept.values.items():
        if not any(name in text for text in named):
            continue
        folded = session.fold(Part(name, False))
        table = Table(space=(), name=name, hidden=True, described=True, columns={folded: Column(name=name)})
        listed = (*[""] * value.place, folded)
        table.queries = [Query(value.query, False, listed, session.copied(), place)]
        tables.add((f"kept {id(table)}", folded), table)
        session.kept[folded] = table
