"""A connection to a database, and how far a query in M followed it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

import msgspec

from lakebook.importers._harvest import Address


class Handle(msgspec.Struct):
    """A connection, and how far it was followed."""

    steps: tuple[str, ...]
    is_table: bool = False
    dialect: str = ""
    sql: str = ""
    """A query in SQL that is asked there; with it, all else is the connection's."""

    @property
    def address(self) -> Address:
        """Of the table that it leads to."""
        return Address(".".join(self.steps[:-1]), self.steps[-1])

    def gone_to(self, said: Mapping[str, str]) -> Self | None:
        """One step further: to what ``[Schema="dbo", Item="orders"]`` says; none where that is not plain."""
        if self.is_table:
            return None
        if "Item" in said:
            schema = said.get("Schema", "")
            above = self.steps[:-1] if self.steps[-1:] == (schema,) else self.steps
            steps = (*above, *([schema] if schema else []), said["Item"])
            return msgspec.structs.replace(self, steps=steps, is_table=True)
        kind = said.get("Kind", said.get("ItemKind", "")).lower()
        name = next((said[key] for key in ("Name", "Id", "Schema", "lakehouseId") if key in said), "")
        if not name:
            return self if "workspaceId" in said else None
        return msgspec.structs.replace(self, steps=(*self.steps, name), is_table=kind in ("table", "view"))
