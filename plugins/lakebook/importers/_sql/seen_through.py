"""Temporary tables, and those that a script drops again, are seen through: what they were made of takes their place."""

from __future__ import annotations

from lakebook.importers._sql.flows import Flows
from lakebook.importers._sql.tables import Table


def seen_through(flows: Flows) -> Flows:
    """Flows between tables that stay, in the order of the ones given."""
    known: Flows = {}
    return {table: _expanded(table, flows, known, ()) for table in flows if not table.hidden}


def _expanded(table: Table, flows: Flows, known: Flows, above: tuple[Table, ...]) -> dict[Table, dict[str, set[str]]]:
    """What a table is made of, with no hidden table in it."""
    if table in known:
        return known[table]
    found: dict[Table, dict[str, set[str]]] = {}
    for source, columns in flows.get(table, {}).items():
        if not source.hidden:
            _join(found, source, columns)
        elif source not in above:
            for origin, theirs in _expanded(source, flows, known, (*above, table)).items():
                _join(found, origin, _through(columns, theirs))
    found.pop(table, None)
    if not above:
        known[table] = found
    return found


def _through(columns: dict[str, set[str]], theirs: dict[str, set[str]]) -> dict[str, set[str]]:
    """Columns of a table by way of those of a hidden one."""
    found = {name: set().union(*(theirs.get(column, ()) for column in via)) for name, via in columns.items()}
    return {name: origins for name, origins in found.items() if origins}


def _join(found: dict[Table, dict[str, set[str]]], source: Table, columns: dict[str, set[str]]) -> None:
    joined = found.setdefault(source, {})
    for name, origins in columns.items():
        joined.setdefault(name, set()).update(origins)
