"""``catalog.json`` of dbt: tables that exist, with the types and comments of their columns."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from lakebook.importers._dbt.manifest import decoded


class CatalogColumn(msgspec.Struct, kw_only=True):
    """A column as the database has it."""

    name: str = ""
    type: str | None = None
    index: int | float = 0
    """Its place among the columns, from 1."""
    comment: str | None = None


class CatalogAbout(msgspec.Struct, kw_only=True):
    """What the database says of the table."""

    type: str | None = None
    """Such as ``BASE TABLE`` or ``VIEW``."""
    comment: str | None = None


class CatalogTable(msgspec.Struct, kw_only=True):
    """A table or view as the database has it."""

    metadata: CatalogAbout = msgspec.field(default_factory=CatalogAbout)
    columns: dict[str, CatalogColumn] = {}

    def in_order(self) -> list[CatalogColumn]:
        """Its columns from left to right."""
        return sorted(self.columns.values(), key=lambda column: column.index)


class _Catalog(msgspec.Struct, kw_only=True):
    nodes: dict[str, CatalogTable] | None = None
    sources: dict[str, CatalogTable] | None = None


def read_catalog(content: bytes) -> Mapping[str, CatalogTable]:
    """Unique id -> table.

    Raises:
        Unreadable: it is no JSON, or not a catalog of dbt.
    """
    catalog = decoded(content, _Catalog)
    return {**(catalog.nodes or {}), **(catalog.sources or {})}
