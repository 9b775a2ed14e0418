"""What of the book a source should have shown and did not, and files of the book that nothing can be compared with."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from lakebook.book import Book
from lakebook.diagnostics import Finding
from lakebook.importers._harvest import Address, Harvest
from lakebook.importers._harvest.given import is_covered, of_importer
from lakebook.importers._harvest.observed_file import NO_SPACE, observed_path
from lakebook.importers._harvest.places import SchemaOfBook
from lakebook.importers._merge import blocking
from lakebook.model.dataset import Dataset

ENDED = frozenset({"draft", "deprecated", "retired"})
"""Status of what no source has to hold."""
_OBSERVED = (".observed.yaml", ".observed.yml")
_ENDINGS = (".yaml", ".yml", ".xlsx")


class Unseen(NamedTuple):
    """A schema of the book of which the source shows nothing, though earlier imports found it there."""

    schema: SchemaOfBook
    space: str
    """What the source calls it."""
    datasets: tuple[Dataset, ...]
    closed: bool
    """Whether it is there, but may not be looked into."""

    def said(self) -> str:
        """In words, without the source."""
        number = len(self.datasets)
        held = f"{number:,} dataset{'' if number == 1 else 's'} of '{'.'.join(self.schema)}'"
        called = f"'{self.space}'" if self.space else "what has no schema"
        return f"{called}, which holds {held}"


def unseen(harvest: Harvest, book: Book) -> list[Unseen]:
    """Schemas that earlier imports from the same place found, and that it does not show now.

    A schema of which one space is shown counts as shown: what is missing there is missed table by table.
    """
    shown = {one.address.space.lower() for one in harvest.found} | {one.space.lower() for one in harvest.left_out}
    closed = {space.lower() for space in harvest.closed}
    spaces: dict[SchemaOfBook, list[str]] = {}
    datasets: dict[SchemaOfBook, list[Dataset]] = {}
    for identity, space in _asked_for(harvest, book):
        dataset = book.catalogue.datasets.get(identity)
        if dataset is not None and dataset.status not in ENDED:
            schema = SchemaOfBook(dataset.system, dataset.schema)
            spaces.setdefault(schema, []).append(space)
            datasets.setdefault(schema, []).append(dataset)
    return [
        Unseen(
            schema,
            named[0],
            tuple({one.id: one for one in datasets[schema]}.values()),
            any(space.lower() in closed for space in named),
        )
        for schema, named in spaces.items()
        if not any(space.lower() in shown for space in named)
    ]


def broken(harvest: Harvest, book: Book, covered: Iterable[SchemaOfBook], files: Iterable[str]) -> list[Finding]:
    """Errors in the *files*, and in others that describe these schemas, for which nothing can be compared with them."""
    schemas = set(covered)
    observed = {identity for identity, _ in _asked_for(harvest, book)}
    paths = set(files)
    for identity, seen in book.observations.items():
        if identity in observed or SchemaOfBook(seen.system, seen.schema) in schemas:
            stem = f"{posixpath.dirname(seen.file)}/{seen.schema}"
            paths |= {seen.file, *(f"{stem}{ending}" for ending in _ENDINGS)}
    for dataset in book.catalogue.datasets.values():
        if SchemaOfBook(dataset.system, dataset.schema) in schemas:
            paths |= {dataset.file, observed_path(dataset.file, dataset.schema, book.settings)}
    return _errors_in(book, paths.__contains__)


def forgotten(book: Book) -> list[Finding]:
    """Errors in what was observed, for which it is not known where spaces of sources are in the book."""
    return _errors_in(book, lambda path: path.lower().endswith(_OBSERVED))


def _errors_in(book: Book, wanted: Callable[[str], bool]) -> list[Finding]:
    checks = [*book.checks_with_findings()]
    found = [one for check in checks for one in book.findings_of(check) if check in blocking(one.location.path)]
    return sorted({one for one in found if wanted(one.location.path)}, key=lambda one: (one.location, one.message))


def _asked_for(harvest: Harvest, book: Book) -> Iterator[tuple[str, str]]:
    """Identities of what an earlier import found, and this one asked for, each with what the source calls its place."""
    for identity, seen in book.observations.items() if harvest.asked_for or harvest.given else ():
        for space in seen.spaces if harvest.origin in seen.seen else ():
            named = "" if space == NO_SPACE else space
            if harvest.asked_for:
                was_asked = harvest.asked_for(Address(named, seen.name))
            else:
                was_asked = is_covered(of_importer(seen.given, harvest.origin), harvest.given)
            if was_asked:
                yield identity, named
