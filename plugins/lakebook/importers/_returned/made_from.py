"""What an exported workbook was made from: each file as it was then, from the book or from Git."""

from __future__ import annotations

from typing import Any

import msgspec

from lakebook.book import Book
from lakebook.importers._fit import is_of_catalogue
from lakebook.importers._merge import is_workbook
from lakebook.model.dataset import Dataset
from lakebook.model.domain import Term
from lakebook.readers import Reader, Records
from lakebook.readers.excel_workbook import excel_workbook
from lakebook.readers.yaml_files import yaml_files
from lakebook.sources.git_blobs import GitBlobs
from lakebook.syntax import Unreadable
from lakebook.syntax.workbook_state import State, blob_id, row_id


class Base(msgspec.Struct):
    """The records of the workbook as they were when it was made."""

    datasets: dict[str, Dataset] = {}
    """``_id`` -> dataset."""
    terms: dict[str, Term] = {}
    """``_id`` -> term."""
    files: dict[str, str] = {}
    """``_id`` of a dataset -> the file it stood in then."""
    lost: list[str] = []
    """Files whose bytes of then are not here: a rebased or shallow clone, or another book."""
    missing: list[str] = []
    """Of those, files that are not in the book now either."""


def read_base(book: Book, state: State) -> Base:
    """Read the files that *state* names, as they were then."""
    base = Base()
    blobs = GitBlobs(getattr(book.source, "root", None))
    by_file: dict[str, list[Dataset]] = {}
    for dataset in book.catalogue.datasets.values():
        by_file.setdefault(dataset.file, []).append(dataset)
    for path, blob in state.blobs.items():
        try:
            now: bytes | None = book.source.read(path)
        except OSError:
            now = None
        if now is not None and blob_id(now) == blob:
            _add(base, path, by_file.get(path, []), _terms_now(book, path))
            continue
        then = blobs.read(blob) if is_of_catalogue(path, book.settings) else None
        if then is None:
            base.lost.append(path)
            if now is None:
                base.missing.append(path)
        else:
            records = _parse(book, path, then)
            _add(base, path, records.datasets, _terms_of(records.domains))
    return base


def _add(base: Base, path: str, datasets: list[Dataset], terms: dict[str, Term]) -> None:
    for dataset in datasets:
        mark = row_id((dataset.system, dataset.schema, dataset.name))
        base.datasets[mark] = dataset
        base.files[mark] = path
    base.terms.update(terms)


def _parse(book: Book, path: str, content: bytes) -> Records:
    reader: Reader = excel_workbook if is_workbook(path) else yaml_files
    try:
        return reader(path, content, book.settings)
    except Unreadable:
        return Records()


def _terms_now(book: Book, path: str) -> dict[str, Term]:
    return _terms_of([domain for domain in book.catalogue.domains.values() if domain.path == path])


def _terms_of(domains: Any) -> dict[str, Term]:
    return {row_id((domain.id, name)): term for domain in domains for name, term in domain.terms.items()}
