"""Columns of a table: what the database has, and what the project says of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from lakebook.importers._dbt.catalog import CatalogColumn, CatalogTable
from lakebook.importers._dbt.manifest import ManifestColumn
from lakebook.importers._dbt.promises import Promises
from lakebook.importers._harvest.json_words import in_words, words_of
from lakebook.model.dataset import Column


def columns_of(
    described: dict[str, ManifestColumn] | None, built: CatalogTable | None, promises: Promises
) -> dict[str, Column]:
    """By name, those of the database first and in its order; case aside, a name is one column."""
    said = {(column.name or key).lower(): (column.name or key, column) for key, column in (described or {}).items()}
    found: dict[str, Column] = {}
    for real in built.in_order() if built else ():
        _, column = said.pop(real.name.lower(), ("", None))
        found[real.name] = _column(real.name, column, real, promises)
    for name, column in said.values():
        found[name] = _column(name, column, None, promises)
    return found


def unbuilt_columns(described: dict[str, ManifestColumn] | None, built: CatalogTable) -> Iterator[str]:
    """Columns that the project describes and the table does not have."""
    real = {column.name.lower() for column in built.columns.values()}
    for key, column in (described or {}).items():
        if (column.name or key).lower() not in real:
            yield column.name or key


def _column(name: str, said: ManifestColumn | None, real: CatalogColumn | None, promises: Promises) -> Column:
    folded = name.lower()
    keys: list[Literal["pk", "uk", "fk"]] = []
    primary = promises.primary_key()
    if folded in primary:
        keys.append("pk")
    elif folded in promises.unique:
        keys.append("uk")
    if folded in promises.points:
        keys.append("fk")
    meta = _meta(said)
    told = in_words(meta.pop("data_type", ""))  # where projects without contracts write the type
    column = Column(
        name=name,
        type=(real.type if real else None) or (said.data_type if said else None) or told,
        key=tuple(keys),
        required=folded in promises.filled or folded in primary,
        description=((said.description if said else None) or (real.comment if real else None) or "").strip(),
        values=dict.fromkeys(promises.values.get(folded, ()), ""),
    )
    if said:
        config = said.config
        column.tags = tuple(dict.fromkeys([*words_of(said.tags), *words_of(config.tags if config else None)]))
        column.extra = {key: text for key, value in meta.items() if (text := in_words(value))}
    if checks := promises.checks.get(folded):
        column.extra = {**column.extra, "check": "; ".join(checks)}
    return column


def _meta(said: ManifestColumn | None) -> dict[str, Any]:
    """What the project says beside all fields, in either place."""
    config = said.config if said else None
    return {**((config.meta if config else None) or {}), **((said.meta if said else None) or {})}
