"""Events of OpenLineage 2-0-2 and older: which dataset and column was made of which, as jobs ran."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from lakebook.diagnostics import Finding, Location
from lakebook.importers import Place
from lakebook.importers._harvest import Address, Harvest, harvester
from lakebook.importers._harvest.note_list import NoteList
from lakebook.importers._harvest.source_files import files_below, read_bytes
from lakebook.importers._openlineage.event_files import events_of
from lakebook.importers._openlineage.harvest import harvest_of
from lakebook.importers._openlineage.names import Names
from lakebook.importers._openlineage.seen import Seen
from lakebook.syntax import Unreadable

_ENDINGS = (".json", ".ndjson", ".jsonl", ".json.gz", ".ndjson.gz", ".jsonl.gz")
_HINT = "give events of OpenLineage: one, a list, or one a line"


@harvester(
    click.Option(
        ["--namespace"],
        default="lakebook",
        metavar="NAME",
        help="Namespace whose names are identities of the book, as the exporter writes them (lakebook).",
    )
)
def openlineage(given: Sequence[Path] | str, place: Place, *, namespace: str = "lakebook", **options: Any) -> Harvest:
    """Events of OpenLineage: files with one event, a list, or one a line, or folders of them; packed too."""
    datasets = place.book.catalogue.datasets.values()
    own = {(namespace, one.id): Address(f"{one.system}.{one.schema}", one.name) for one in datasets}
    seen = Seen(NoteList(), Names(own))
    unread: list[Finding] = []
    for path in files_below([Path(given)] if isinstance(given, str) else given, _ENDINGS):
        unread += _read(path, seen)
    if not seen.events:
        nothing = Finding(Location(""), "no files with events in what is given", _HINT)
        return Harvest(origin="openlineage", errors=unread or [nothing])
    harvest = harvest_of(seen, place.book.settings)
    harvest.is_part = True
    harvest.notes = [*seen.notes.listed(), *unread]
    return harvest


def _read(path: Path, seen: Seen) -> list[Finding]:
    """Take in the events of one file; gives back what is not one."""
    notes = NoteList()
    try:
        for line, event in events_of(read_bytes(path)):
            location = Location(path.as_posix(), line)
            if isinstance(event, str):
                notes.add(location, event, _HINT)
            else:
                seen.add(event, location)
    except Unreadable as error:
        notes.add(Location(path.as_posix()), error.trouble.message, error.trouble.hint)
    return notes.listed()
