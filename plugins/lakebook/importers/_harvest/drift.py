"""Where the book and a source that it describes have parted: findings for the checks of the family ``DRF``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from lakebook.diagnostics import Finding, Location
from lakebook.importers import Place
from lakebook.importers._harvest import Found, Harvest
from lakebook.importers._harvest.coverage import ENDED, Unseen, broken, forgotten, unseen
from lakebook.importers._harvest.drifted_columns import DriftedColumns, differing_text
from lakebook.importers._harvest.other_sources import OtherSources
from lakebook.importers._harvest.places import Places, SchemaOfBook, as_said
from lakebook.importers._harvest.renamed import renamed_tables
from lakebook.importers._harvest.schema_files import SchemaFiles
from lakebook.model.dataset import Dataset
from lakebook.writers.file_names import tidy_name

_HELD = {"table", "view"}
"""Kinds that a source is expected to hold whatever it is; of others, those of which it has one."""
_NOT_COMPARED = {"draft", "retired"}
_FIX = "type the command again with --fix to draft it"


class Drift(msgspec.Struct, kw_only=True):
    """What a comparison came to."""

    findings: list[Finding] = []
    """Each names its check."""
    errors: list[Finding] = []
    """Why nothing can be compared."""
    missing: dict[str, Found] = {}
    """Identity that it would have -> table that the book lacks."""
    lacking: dict[str, list[str]] = {}
    """Identity -> columns of the source that the book lacks."""
    deleted: list[str] = []
    """Identities of datasets and columns that the source has and somebody deleted from the book: no finding."""
    not_compared: list[str] = []
    """Spaces of the source that are no schema of the book."""
    found: dict[str, Found] = {}
    """What was compared, by identity in the book."""


def drift_from(harvest: Harvest, place: Place, given: Mapping[str, SchemaOfBook]) -> Drift:
    """Compare the book with what a source says now; writes nothing."""
    return _Comparison(harvest, place, given).drift


class _Comparison:
    def __init__(self, harvest: Harvest, place: Place, given: Mapping[str, SchemaOfBook]) -> None:
        self._book, self._origin = place.book, harvest.origin
        self.drift = Drift(errors=[*harvest.errors])
        self._places = places = self._placed(harvest, place, given)
        self._files = SchemaFiles(place)
        unplaced = forgotten(self._book) if places.errors or places.broken or self.drift.not_compared else []
        self.drift.errors += unplaced or places.errors or self._nothing_to_compare(harvest)
        if self.drift.errors:
            return
        self.drift.not_compared = sorted({*self.drift.not_compared, *places.refused})
        self._not_read = {identity for one in harvest.left_out if (identity := places.identity(one))}
        there = {places.identity(one.address): one for one in places.described}
        kinds = _HELD | {one.dataset.kind for one in places.described}
        gone = [dataset for dataset in self._expected(kinds) if dataset.id not in there]
        self._renamed = self._likely_renamed(gone, there)
        for identity, found in there.items():
            dataset = self._book.catalogue.datasets.get(identity)
            if dataset is None:
                self._missing(identity, found)
            else:
                self._compare(dataset, found)
        for dataset in gone:
            self._gone(dataset)
        for schema in unseen(harvest, self._book):
            self._unseen(schema)

    def _nothing_to_compare(self, harvest: Harvest) -> list[Finding]:
        """Why an end without findings would say nothing."""
        schemas = self._places.schemas()
        if errors := broken(harvest, self._book, schemas, map(self._files.of, schemas)):
            return errors
        if self._places.described:
            return []
        lost = "; ".join(f"it does not show {one.said()}" for one in unseen(harvest, self._book)[:3])
        shows = "it shows no tables that were asked for" if harvest.left_out else f"the {self._source} shows no tables"
        hint = "see whether this is the right source, and whether its user has the right to look into the schemas"
        return [Finding(Location(""), f"nothing was compared: {shows}{f'; {lost}' if lost else ''}", hint)]

    def _placed(self, harvest: Harvest, place: Place, given: Mapping[str, SchemaOfBook]) -> Places:
        """Where tables are in the book; spaces that nobody placed are left out where others are."""
        places = Places(place, harvest, given)
        placed = [one for one in harvest.found if places.is_placed(one.address)]
        if place.system or not placed or len(placed) == len(harvest.found):
            return places
        spaces = {one.address.space for one in harvest.found if one.described and not places.is_placed(one.address)}
        self.drift.not_compared = sorted(spaces)
        return Places(place, msgspec.structs.replace(harvest, found=placed), given)

    def _expected(self, kinds: set[str]) -> Iterator[Dataset]:
        """Datasets of the book that a source of these schemas must have."""
        covered = self._places.schemas().keys()
        for dataset in self._book.catalogue.datasets.values():
            if SchemaOfBook(dataset.system, dataset.schema) in covered and dataset.kind in kinds:
                others = OtherSources(self._book.observations.get(dataset.id), self._origin)
                if dataset.status not in ENDED and dataset.id not in self._not_read and not others.brought_it():
                    yield dataset

    def _was_deleted(self, identity: str) -> bool:
        seen = self._book.observations.get(identity)
        return seen is not None and self._origin in seen.seen

    def _likely_renamed(self, gone: Iterable[Dataset], there: Mapping[str, Found]) -> dict[str, str]:
        """Identity in the book -> identity that the table would have now."""
        datasets = self._book.catalogue.datasets
        new = {name: one.dataset for name, one in there.items() if name not in datasets and not self._was_deleted(name)}
        schemas = {one.rpartition(".")[0] for one in new}
        old = {one.id: one for one in gone if f"{one.system}.{one.schema}" in schemas}
        pairs = renamed_tables(old, new)
        return {name: to for name, to in pairs.items() if name.rpartition(".")[0] == to.rpartition(".")[0]}

    def _missing(self, identity: str, found: Found) -> None:
        if self._was_deleted(identity):
            self.drift.deleted.append(identity)
            return
        self.drift.missing[identity] = found
        path = self._files.of(self._places.of_described(found.address))
        message = f"{found.dataset.kind} '{tidy_name(as_said(found.address))}' is not in the book{_where(found)}"
        hint = f"{_FIX}, or delete the draft later: it stays away then"
        if old := next((old for old, new in self._renamed.items() if new == identity), ""):
            name = self._book.catalogue.datasets[old].name
            hint = f"if it was '{name}', rename that one, and write formerly: [{name}]; else {hint}"
        self._say("table_not_in_book", Location(path), message, hint, identity)

    def _gone(self, dataset: Dataset) -> None:
        message = f"{dataset.kind} '{dataset.id}' is not in the {self._source}"
        hint = "set status: retired, correct its name, or give its name in the source in formerly:"
        if new := self._renamed.get(dataset.id):
            name = self.drift.missing[new].dataset.name
            hint = f"if it is '{name}' now, rename it, and write formerly: [{dataset.name}]; else set status: retired"
        self._say("dataset_not_in_source", self._book.place_of(dataset), message, hint, dataset.id)

    def _unseen(self, lost: Unseen) -> None:
        message = f"not compared: the {self._source} does not show {lost.said()}"
        gone = "see whether it was dropped: then import again with --accept-gone, or set status: retired"
        hint = "give the user of the address the right to look into it" if lost.closed else gone
        self._say("schema_not_compared", Location(lost.datasets[0].file), message, hint, ".".join(lost.schema))

    def _compare(self, dataset: Dataset, found: Found) -> None:
        self.drift.found[dataset.id] = found
        if dataset.status in _NOT_COMPARED:
            return
        said = found.dataset.description
        if differing_text(dataset.description, said):
            message = f"the {self._source} describes '{dataset.id}' in other words{_where(found)}: {_cut(said)}"
            place = self._book.place_of(dataset, "description")
            self._say("comment_differs", place, message, "take these words, or silence it", dataset.id, "description")
        columns = DriftedColumns(self._book, self._places, dataset, found, self._origin)
        self.drift.findings += columns.findings(self._source, _where(found))
        self.drift.deleted += [f"{dataset.id}.{name}" for name in columns.deleted]
        if columns.missing:
            self.drift.lacking[dataset.id] = columns.missing

    @property
    def _source(self) -> str:
        return source_word(self._origin)

    def _say(self, check: str, place: Location, message: str, hint: str, subject: str, field: str = "") -> None:
        self.drift.findings.append(Finding(place, message, hint, subject, field, check=check))


def source_word(origin: str) -> str:
    """What messages call the source."""
    return "database" if origin == "database" else f"source ({origin})"


def _where(found: Found) -> str:
    return f" ({found.location})" if found.location.path else ""


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return repr(line if len(line) <= 80 else f"{line[:77]}...")


def spaces_not_compared(spaces: Iterable[str]) -> str:
    """Says which spaces of the source are no schema of the book, and what to type."""
    listed = list(spaces)
    named = ", ".join(f"'{space}'" for space in listed[:3]) + (f" and {len(listed) - 3} more" if listed[3:] else "")
    return f"{named}: no schema of the book, and not compared (--map {listed[0]}=SYSTEM.SCHEMA, or --system NAME)"
