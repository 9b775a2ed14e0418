"""Run, job and dataset events of OpenLineage 2-0-2 and older, as far as a catalogue asks.

Facets are decoded one by one when they are asked for: one that is not what we know costs itself alone.
Source: https://openlineage.io/spec/2-0-2/OpenLineage.json.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec


class SchemaField(msgspec.Struct, kw_only=True):
    """A column, with those inside of it."""

    name: str
    type: str | None = None
    description: str | None = None
    fields: list[SchemaField] | None = None


class SchemaFacet(msgspec.Struct, kw_only=True):
    """``schema``: columns of a dataset."""

    fields: list[SchemaField] | None = None


class Transformation(msgspec.Struct, kw_only=True):
    """How a column is made of another: DIRECT for its value, INDIRECT for a filter, a join, a group."""

    type: str | None = None


class InputField(msgspec.Struct, kw_only=True):
    """A column that another one is made of."""

    namespace: str
    name: str
    field: str
    transformations: list[Transformation] | None = None

    @property
    def is_value(self) -> bool:
        """Whether the value itself comes from it; so it is where the event does not say."""
        said = [one.type for one in self.transformations or () if one.type]
        return not said or any(kind.upper() != "INDIRECT" for kind in said)


class ColumnLineageField(msgspec.Struct, kw_only=True):
    """What one column is made of."""

    inputFields: list[InputField] | None = None  # noqa: N815 - the standard's spelling


class ColumnLineageFacet(msgspec.Struct, kw_only=True):
    """``columnLineage``: column -> what it is made of."""

    fields: dict[str, ColumnLineageField] | None = None
    dataset: list[InputField] | None = None
    """What decides about the rows as a whole."""


class DocumentationFacet(msgspec.Struct, kw_only=True):
    """``documentation``: what a dataset is."""

    description: str | None = None


class OwnershipOwner(msgspec.Struct, kw_only=True):
    """Who answers for it."""

    name: str = ""
    type: str | None = None


class OwnershipFacet(msgspec.Struct, kw_only=True):
    """``ownership``: owners of a dataset."""

    owners: list[OwnershipOwner] | None = None


class Identifier(msgspec.Struct, kw_only=True):
    """Another name of a dataset."""

    namespace: str
    name: str
    type: str | None = None
    """``TABLE`` or ``LOCATION``."""


class SymlinksFacet(msgspec.Struct, kw_only=True):
    """``symlinks``: other names of a dataset."""

    identifiers: list[Identifier] | None = None


class LifecycleFacet(msgspec.Struct, kw_only=True):
    """``lifecycleStateChange``: what became of a dataset as a whole."""

    lifecycleStateChange: str | None = None  # noqa: N815 - the standard's spelling


class EventDataset(msgspec.Struct, kw_only=True):
    """A dataset that was read or written."""

    namespace: str
    name: str
    facets: dict[str, msgspec.Raw] | None = None


class EventRun(msgspec.Struct, kw_only=True):
    """One run of a job."""

    runId: str = ""  # noqa: N815 - the standard's spelling


class EventJob(msgspec.Struct, kw_only=True):
    """What runs."""

    namespace: str = ""
    name: str = ""


class Event(msgspec.Struct, kw_only=True):
    """A run, job or dataset event."""

    eventTime: Any = None  # noqa: N815 - the standard's spelling
    eventType: str | None = None  # noqa: N815 - the standard's spelling
    run: EventRun | None = None
    job: EventJob | None = None
    inputs: list[EventDataset] | None = None
    outputs: list[EventDataset] | None = None
    dataset: EventDataset | None = None

    @property
    def is_one(self) -> bool:
        """Whether it is an event at all."""
        about_job = self.job is not None and bool(self.job.name)
        return self.eventTime is not None and (about_job or self.dataset is not None)


Shape = TypeVar("Shape")


def facet(dataset: EventDataset, name: str, shape: type[Shape]) -> Shape | None:
    """A facet of the dataset; None where it has none, or has deleted it.

    Raises:
        msgspec.DecodeError: it is of another shape.
    """
    raw = (dataset.facets or {}).get(name)
    return None if raw is None else msgspec.json.decode(raw, type=shape | None)
