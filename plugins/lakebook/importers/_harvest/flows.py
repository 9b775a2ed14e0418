"""What a source says its tables are made of, by the identities of the book."""

from __future__ import annotations

from lakebook.importers._harvest import Address, Found
from lakebook.importers._harvest.places import Places, as_said

EdgesInto = dict[str, dict[str, tuple[str, ...]]]
"""Source -> column of the table -> columns of the source."""


class Flows:
    """Looks up what tables are made of; counts in *unknown* what the book does not have."""

    def __init__(self, places: Places, unknown: dict[str, int]) -> None:
        self._places = places
        self._unknown = unknown

    def into(self, one: Found, identity: str) -> EdgesInto:
        """The edges of one table; a source that the book does not have goes by the name it has there."""
        edges: EdgesInto = {}
        for address, flow in one.flows.items():
            source = self._places.identity(address) or self.miss(address)
            if source == identity:
                continue
            columns = edges.setdefault(source, {})
            for column, from_ in flow.columns.items():
                columns[column] = tuple(sorted({*columns.get(column, ()), *from_}))
        return edges

    def miss(self, address: Address) -> str:
        """Count a table that the book does not have; gives back its name."""
        name = as_said(address)
        self._unknown[name] = self._unknown.get(name, 0) + 1
        return name
