"""What a pile of events says together: runs with what they read and wrote, and the newest facts of each dataset."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

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


class Run(msgspec.Struct):
    """One run of a job, or a job that is described without a run."""

    inputs: dict[Key, None] = {}
    outputs: dict[Key, None] = {}
    columns: dict[tuple[Key, str, Key, str], bool] = {}
    """Output and its column, input and its column -> whether the value comes from it."""
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
        for dataset in event.inputs or ():
            run.inputs[self._look_at(dataset, order, location)] = None
        for dataset in event.outputs or ():
            output = self._look_at(dataset, order, location)
            run.outputs[output] = None
            self._columns(dataset, output, run, location)

    def kept_runs(self) -> Iterator[Run]:
        """Runs that did not fail."""
        return (run for run in self.runs.values() if run.completed or not run.lost)

    def _look_at(self, dataset: EventDataset, order: tuple[datetime.datetime, int], location: Location) -> Key:
        key = (dataset.namespace, dataset.name)
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

    def _columns(self, dataset: EventDataset, output: Key, run: Run, location: Location) -> None:
        said = self._facet(dataset, "columnLineage", ColumnLineageFacet, location)
        for column, made in ((said.fields if said else None) or {}).items():
            for one in made.inputFields or ():
                key = (one.namespace, one.name)
                self.names.add(key)
                edge = (output, column, key, one.field)
                run.columns[edge] = run.columns.get(edge, False) or one.is_value

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
