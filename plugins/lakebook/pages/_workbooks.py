"""The workbook that the page of a domain or a system offers: the same that ``lakebook export excel`` writes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cached_property, partial

import msgspec

from lakebook.book import Book
from lakebook.diagnostics import Diagnostic
from lakebook.exporters._workbook_scope import Scope, scope_of
from lakebook.exporters.excel import workbook_of
from lakebook.model.domain import Domain
from lakebook.model.system import System
from lakebook.pages import Context, Download
from lakebook.pages._html import esc, plural
from lakebook.pages._links import Links


class Workbooks:
    """Those of one build."""

    def __init__(self, book: Book, context: Context) -> None:
        self._book = book
        self._context = context

    def offered(self, place: Domain | System, address: str) -> dict[str, Download]:
        """The workbook of the place whose page is at *address*, by its path in the site; none where it has none."""
        if not self._is_offered(place):
            return {}
        chosen = scope_of(self._book, place)
        found = self._found(chosen)
        return {_path(address): Download(self._made_from(chosen, found), partial(_make, self._book, chosen, found))}

    def link(self, links: Links, place: Domain | System) -> str:
        """HTML for the page's facts: the workbook, or how to export one that is too large to be built with the site."""
        count = len(self._book.catalogue.datasets_of(place))
        if self._is_offered(place):
            href = self._context.file_link(links.source, _path(links.source))
            return f'<a href="{href}" download>{plural(count, "dataset")} for Excel</a>'
        if not count or not self._book.settings.workbooks:
            return ""
        kind = "domain" if isinstance(place, Domain) else "system"
        return f"<code>lakebook export excel --{kind} {esc(place.id)} -o {esc(place.id)}.xlsx</code>"

    def _is_offered(self, place: Domain | System) -> bool:
        return 0 < len(self._book.catalogue.datasets_of(place)) <= self._book.settings.workbooks

    def _made_from(self, chosen: Scope, found: Iterable[Diagnostic]) -> bytes:
        """All that the workbook shows: the files, who and what there is today, products, what the checks found."""
        book = self._book
        files = {dataset.file for dataset in chosen.datasets}
        files |= {domain.path for domain in chosen.domains if domain.path}
        blobs = [(path, book.blob_id(path)) for path in sorted(files)]
        said = [(one.severity, one.subject, one.field, one.message, one.hint) for one in found]
        whole = msgspec.msgpack.encode((chosen.kind, chosen.name, blobs, sorted(book.products), said))
        return hashlib.blake2b(book.surroundings.all_records + whole, digest_size=16).digest()

    def _found(self, chosen: Scope) -> list[Diagnostic]:
        """Findings about its datasets and the terms of its domains."""
        subjects = [*(dataset.id for dataset in chosen.datasets), *(domain.id for domain in chosen.domains)]
        return [one for subject in subjects for one in self._by_subject.get(subject, ())]

    @cached_property
    def _by_subject(self) -> dict[str, list[Diagnostic]]:
        found: dict[str, list[Diagnostic]] = {}
        for one in self._context.found:
            found.setdefault(one.subject, []).append(one)
        return found


def _path(address: str) -> str:
    """``domains/sales/sales.xlsx`` for ``domains/sales/``."""
    return f"{address}{address.split('/')[-2]}.xlsx"


def _make(book: Book, chosen: Scope, found: list[Diagnostic]) -> bytes:
    files = workbook_of(book, chosen, found).files
    assert isinstance(files, bytes)
    return files
