"""A semantic model, however it was written down."""

from __future__ import annotations

import msgspec

from lakebook.diagnostics import Location


class ModelColumn(msgspec.Struct, kw_only=True):
    """A column or a measure of a table."""

    name: str
    type: str = ""
    description: str = ""
    is_measure: bool = False
    is_key: bool = False
    source_column: str = ""
    """Its name in what the table's query gives; empty for what is computed, or not known."""
    extra: dict[str, str] = {}


class Partition(msgspec.Struct, kw_only=True):
    """How a table, or a part of it, is filled."""

    kind: str = ""
    """``m``, ``calculated``, ``entity``, ``query``, ...; empty where that is not known."""
    expression: str = ""
    entity: str = ""
    """Table of the source, where there is no query."""
    schema: str = ""
    source: str = ""
    """Name of the shared expression that connects to it."""


class ModelTable(msgspec.Struct, kw_only=True):
    """A table."""

    name: str
    description: str = ""
    columns: list[ModelColumn] = []
    partitions: list[Partition] = []
    extra: dict[str, str] = {}
    location: Location = Location("")


class Relationship(msgspec.Struct, kw_only=True):
    """A column that leads to a row of another table."""

    table: str
    column: str
    to_table: str
    to_column: str


class Model(msgspec.Struct, kw_only=True):
    """A semantic model: what Power BI used to call a dataset."""

    name: str
    workspace: str = ""
    id: str = ""
    description: str = ""
    tables: list[ModelTable] = []
    relationships: list[Relationship] = []
    expressions: dict[str, str] = {}
    """Shared query -> its M: connections, parameters, functions."""
    location: Location = Location("")

    @property
    def space(self) -> str:
        """Workspace and name; dots in either would part it."""
        return ".".join(part.replace(".", "-") for part in (self.workspace, self.name) if part)


class Report(msgspec.Struct, kw_only=True):
    """A report or a dashboard."""

    kind: str
    name: str
    workspace: str = ""
    id: str = ""
    description: str = ""
    url: str = ""
    models: tuple[str, ...] = ()
    """Ids of models that it shows."""
    reports: tuple[str, ...] = ()
    """Ids of reports that it shows parts of."""
    extra: dict[str, str] = {}
    location: Location = Location("")
