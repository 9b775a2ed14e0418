"""What a pile of events says together: runs with what they read and wrote, and the newest facts of each dataset."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeVar

import msgspec

from lakebook.diagnostics import Location
from lakebook.importers._harvest.note_list import NoteList
from lakebook.importers._openlineage.event_files import BROKEN
from lakebook.importers._openlineage.events import (
    ColumnLineageFacet,
    DocumentationFacet,
    Event,
    EventDataset,
    LifecycleFacet,
    OwnershipFacet,
    SchemaFacet,
    SchemaField,
    SymlinksFacet,
    facet,
)
from lakebook.importers._openlineage.names import Key, Names

_LOST = ("FAIL", "ABORT")
_LONG_AGO = datetime.datetime.min.replace(tzinfo=datetime.UTC)
_FIRST = (_LONG_AGO, 0)
_Facet = TypeVar("_Facet")
_Value = TypeVar("_Value")


class ColumnEdge(NamedTuple):
    """A column that an event says is made of another."""

    output: Key
    column: str
    origin: Key
    field: str
    is_value: bool
    """Whether the value comes from it; else it filters, joins or groups."""


class Run(msgspec.Struct):
    """One run of a job, or a job that is described without a run. Runs that are alike share their sets."""

    inputs: frozenset[Key] = frozenset()
    outputs: frozenset[Key] = frozenset()
    columns: frozenset[ColumnEdge] = frozenset()
    completed: bool = False
    lost: bool = False


class Facts(msgspec.Struct):
    """The newest that is said of one dataset, each with when it was said."""

    schema: list[SchemaField] = []
    description: str = ""
    owners: list[str] = []
    dropped: bool = False
    location: Location = Location("")
    """Where its schema is; else where it is named first."""
    when: dict[str, tuple[datetime.datetime, int]] = {}
    """Facet -> time of the event, and its number among all."""


class Seen:
    """All events, read one after another."""

    def __init__(self, notes: NoteList, names: Names) -> None:
        self.notes = notes
        self.names = names
        self.runs: dict[tuple[str, str, str], Run] = {}
        """Namespace and name of the job, and id of the run."""
        self.facts: dict[Key, Facts] = {}
        self.events = 0
        self._shared: dict[object, Any] = {}
        """Keys, edges and sets of them, each once: events repeat themselves."""

    def add(self, event: Event, location: Location) -> None:
        """Take in one event."""
        self.events += 1
        order = (self._time(event.eventTime, location), self.events)
        if event.dataset:
            self._look_at(event.dataset, order, location)
        if event.job is None:
            return
        run = self.runs.setdefault((event.job.namespace, event.job.name, event.run.runId if event.run else ""), Run())
        kind = (event.eventType or "").upper()
        run.completed = run.completed or kind == "COMPLETE"
        run.lost = run.lost or kind in _LOST
        read = [self._look_at(dataset, order, location) for dataset in event.inputs or ()]
        written = [self._look_at(dataset, order, location) for dataset in event.outputs or ()]
        edges = [edge for dataset in event.outputs or () for edge in self._columns(dataset, location)]
        run.inputs = self._one(run.inputs.union(read))
        run.outputs = self._one(run.outputs.union(written))
        run.columns = self._one(run.columns.union(edges))

    def kept_runs(self) -> list[Run]:
        """Runs that did not fail, of those that are alike the first."""
        kept = (run for run in self.runs.values() if run.completed or not run.lost)
        return list({(run.inputs, run.outputs, run.columns): run for run in kept}.values())

    @property
    def lost(self) -> int:
        """How many runs failed."""
        return sum(run.lost and not run.completed for run in self.runs.values())

    def _one(self, value: _Value) -> _Value:
        """The same value that was met before."""
        one: _Value = self._shared.setdefault(value, value)
        return one

    def _look_at(self, dataset: EventDataset, order: tuple[datetime.datetime, int], location: Location) -> Key:
        key = self._one((dataset.namespace, dataset.name))
        self.names.add(key)
        facts = self.facts.setdefault(key, Facts(location=location))

        def newest(name: str, shape: type[_Facet], take: Callable[[_Facet], Any]) -> None:
            said = self._facet(dataset, name, shape, location)
            if said is not None and order >= facts.when.get(name, _FIRST):
                facts.when[name] = order
                take(said)

        def take_schema(said: SchemaFacet) -> None:
            facts.schema, facts.location = said.fields or [], location

        newest("schema", SchemaFacet, take_schema)
        newest("documentation", DocumentationFacet, lambda said: setattr(facts, "description", said.description or ""))
        newest("ownership", OwnershipFacet, lambda said: setattr(facts, "owners", [o.name for o in said.owners or ()]))
        newest(
            "lifecycleStateChange",
            LifecycleFacet,
            lambda said: setattr(facts, "dropped", said.lifecycleStateChange == "DROP"),
        )
        if symlinks := self._facet(dataset, "symlinks", SymlinksFacet, location):
            for other in symlinks.identifiers or ():
                table = (other.type or "").upper() == "TABLE"
                self.names.join(key, (other.namespace, other.name), table=table)
        return key

    def _columns(self, dataset: EventDataset, location: Location) -> Iterator[ColumnEdge]:
        said = self._facet(dataset, "columnLineage", ColumnLineageFacet, location)
        output = self._one((dataset.namespace, dataset.name))
        for column, made in ((said.fields if said else None) or {}).items():
            for one in made.inputFields or ():
                key = self._one((one.namespace, one.name))
                self.names.add(key)
                yield self._one(ColumnEdge(output, column, key, one.field, one.is_value))

    def _facet(self, dataset: EventDataset, name: str, shape: type[_Facet], location: Location) -> _Facet | None:
        try:
            return facet(dataset, name, shape)
        except BROKEN as error:
            self.notes.add(location, f"facet '{name}' is left out: {error}", "")
            return None

    def _time(self, said: Any, location: Location) -> datetime.datetime:
        """When the event happened; long ago where that cannot be read, so that events with a time are newer."""
        try:
            time = datetime.datetime.fromisoformat(said)
        except (TypeError, ValueError):
            hint = "write it as 2026-01-31T10:00:00Z; of two events without a time the later one in the file is newer"
            self.notes.add(location, "eventTime is no time", hint)
            return _LONG_AGO
        return time if time.tzinfo else time.replace(tzinfo=datetime.UTC)
