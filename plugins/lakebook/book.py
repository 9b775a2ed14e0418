"""A repository, read: settings, catalogue, products, decisions, lineage, and what could not be read."""

from __future__ import annotations

import datetime
import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import TypeAlias

from lakebook import discovery
from lakebook.diagnostics import Finding, Location
from lakebook.lineage.building import build_lineage
from lakebook.lineage.graph import Lineage
from lakebook.model.catalogue import Catalogue
from lakebook.model.dataset import Dataset
from lakebook.model.decision import Decision
from lakebook.model.domain import Domain
from lakebook.model.grant import Grant
from lakebook.model.log import DecisionLog
from lakebook.model.observation import Observation
from lakebook.model.person import Person
from lakebook.model.product import Product
from lakebook.model.register import Register
from lakebook.model.system import System
from lakebook.model.team import Team
from lakebook.readers import Reader, Records
from lakebook.readers._cache import Cache
from lakebook.readers._locate import Locator
from lakebook.readers._unclaimed import unclaimed
from lakebook.settings import Settings, read_settings
from lakebook.sources import Source
from lakebook.surroundings import Surroundings
from lakebook.syntax.workbook_state import blob_id

Placed: TypeAlias = Dataset | Decision | Domain | Grant | Person | Product | System | Team
"""Records that have a place of their own."""


class Book:
    """Everything a repository says, resolved. Built by ``read_book`` and not changed afterwards."""

    def __init__(self, source: Source, settings: Settings, records: Records, today: datetime.date) -> None:
        self.source = source
        self.settings = settings
        self.today = today
        self.target: Book | None = None
        """The book this one is to be merged into, where that is known."""
        self.drift: tuple[Finding, ...] | None = None
        """What a source says otherwise, each with the name of its check; None where no source was asked."""
        self.records = records
        self.catalogue = Catalogue(
            records.people, records.teams, records.domains, records.systems, records.datasets, settings
        )
        self.products: dict[str, Product] = {}
        for product in records.products:
            self.products.setdefault(product.id, product)
        self.observations = self._by_dataset(records.observations)
        """What importers saw, by the id that the dataset has today."""
        self.decisions: DecisionLog = DecisionLog(records.decisions)
        self.grants: Register = Register(records.grants, self.catalogue)
        self._locator = Locator(source)
        self._blob_ids: dict[str, str] = {}
        self._findings: dict[str, list[Finding]] = {}
        for finding in records.findings:
            self._findings.setdefault(finding.check, []).append(finding)

    def _by_dataset(self, observations: Iterable[Observation]) -> dict[str, Observation]:
        found: dict[str, Observation] = {}
        for one in observations:
            today = None if one.id in self.catalogue.datasets else self.catalogue.resolve(one.id).dataset
            found.setdefault(today.id if today else one.id, one)
        return found

    def blob_id(self, path: str) -> str:
        """Git's hash of the bytes of one of its files; empty where it has gone since the book was read."""
        if path not in self._blob_ids:
            try:
                self._blob_ids[path] = blob_id(self.source.read(path))
            except OSError:
                self._blob_ids[path] = ""
        return self._blob_ids[path]

    @cached_property
    def lineage(self) -> Lineage:
        """Which dataset and column comes from which."""
        return build_lineage(self.catalogue, self.products.values(), self.observations)

    @property
    def draws_lineage(self) -> bool:
        """Whether the pages of datasets draw the lineage."""
        return len(self.catalogue.datasets) <= self.settings.drawn_lineage

    def findings_of(self, check: str) -> list[Finding]:
        """What the readers left for the check of this name."""
        return self._findings.get(check, [])

    def checks_with_findings(self) -> Iterable[str]:
        """Names of the checks the readers left something for."""
        return self._findings.keys()

    def locate(self, path: str, *keys: str | int, line: int = 0) -> Location:
        """Place of a key in a YAML file, front matter or workbook of the book; *line* where it cannot be told."""
        return self._locator.locate(path, keys, line)

    def place_of(self, record: Placed, *keys: str | int) -> Location:
        """Place of the record, or of the field that *keys* lead to below it."""
        if isinstance(record, Dataset):
            found = self.locate(record.file, "datasets", record.name, *keys, line=record.line)
            if record.sheet and not found.cell:
                return Location(record.file, sheet=record.sheet, cell=record.cell)
            return found
        above: tuple[str | int, ...] = ()
        if isinstance(record, Grant):
            above = ("grants", record.index)
        elif isinstance(record, Person | Team):
            above = ("people" if isinstance(record, Person) else "teams", record.id)
        return self.locate(record.path, *above, *keys, line=record.line)

    def silenced_by(self, subject: str, path: str) -> dict[str, str]:
        """Checks that the record of this identity silences (name or code) -> reason.

        A domain, a system and a product may have one id: the file at *path*, where a finding stands, tells them apart.
        """
        return self._silenced.get((subject, "")) or self._silenced.get((subject, path), {})

    @cached_property
    def _silenced(self) -> dict[tuple[str, str], dict[str, str]]:
        """By identity and file; datasets and columns, which no other record is called like, by identity alone."""
        records = self.records
        listed = (records.domains, records.systems, records.products, records.decisions, records.grants)
        found = {(record.id, record.path): record.ignore for kind in listed for record in kind if record.ignore}
        for dataset in records.datasets:
            if dataset.ignore:
                found[dataset.id, ""] = dataset.ignore
            found.update({(f"{dataset.id}.{c.name}", ""): c.ignore for c in dataset.columns.values() if c.ignore})
        return found

    def decisions_about(self, dataset_id: str) -> list[Decision]:
        """Decisions that name this dataset, in the order of the log."""
        return self._decisions_by_dataset.get(dataset_id, [])

    def products_of(self, dataset_id: str) -> list[tuple[Product, bool]]:
        """Products that read or write this dataset, and whether they write it."""
        return self._products_by_dataset.get(dataset_id, [])

    @cached_property
    def surroundings(self) -> Surroundings:
        """What tells whether a dataset's page and checks can differ from those of another state of the book."""
        return Surroundings(
            self.catalogue,
            self.lineage,
            self.products,
            self._products_by_dataset,
            self._decisions_by_dataset,
            self.grants,
            self.decisions,
            self.observations,
            self.today,
        )

    @cached_property
    def _products_by_dataset(self) -> dict[str, list[tuple[Product, bool]]]:
        found: dict[str, dict[str, tuple[Product, bool]]] = {}
        for product in self.products.values():
            named = [(reference.target, False) for reference in product.reads]
            named += [(write.dataset, True) for write in product.writes if write.dataset]
            for name, writes in named:
                dataset = self.catalogue.resolve(name).dataset
                if dataset is not None:
                    found.setdefault(dataset.id, {})[product.id] = (product, writes)
        return {dataset_id: list(products.values()) for dataset_id, products in found.items()}

    @cached_property
    def _decisions_by_dataset(self) -> dict[str, list[Decision]]:
        found: dict[str, list[Decision]] = {}
        for decision in self.decisions:
            for name in decision.datasets:
                resolution = self.catalogue.resolve(name)
                if resolution.dataset is not None:
                    found.setdefault(resolution.dataset.id, []).append(decision)
        return found


def read_book(
    source: Source,
    *,
    today: datetime.date | None = None,
    cache: Cache | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Book:
    """Read every file of *source* that a reader claims. Never raises for what a file says.

    *today* stands for the clock (see ``current_date``); *progress* is told files done and files in all.
    """
    settings, findings = read_settings(source)
    records = Records(findings=list(findings))
    readers: Mapping[str, Reader] = discovery.load_all("lakebook.readers")  # type: ignore[assignment]
    folders = (settings.folders.catalogue, settings.folders.products, settings.folders.decisions)
    paths = [path for folder in folders for path in source.paths(folder)]
    with _without_collector(), cache or Cache(None) as parsed:
        for done, path in enumerate(paths, 1):
            reader = next((plug for plug in readers.values() if plug.claims(path, settings)), None)
            if reader is None:
                records.findings += unclaimed(path, settings)
                continue
            _add(records, _read(parsed, path, source, reader, settings))
            if progress is not None:
                progress(done, len(paths))
    return Book(source, settings, records, today or current_date())


@contextmanager
def _without_collector() -> Iterator[None]:
    """The collector finds no garbage among records, and costs a third of the time to say so: it never looks at them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


def current_date() -> datetime.date:
    """``SOURCE_DATE_EPOCH`` in UTC where it is set, else the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.date.today()


def _read(parsed: Cache, path: str, source: Source, reader: Reader, settings: Settings) -> Records:
    try:
        return parsed.read(path, source, reader, settings)
    except OSError as error:
        message = f"the file cannot be read: {error.strerror or error}"
        hint = "see whether it may be read, and whether it is a link that leads nowhere"
        return Records(findings=[Finding(Location(path), message, hint, check="file_unreadable")])


def _add(records: Records, more: Records) -> None:
    for field in Records.__struct_fields__:
        getattr(records, field).extend(getattr(more, field))
