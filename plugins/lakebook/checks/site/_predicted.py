"""How large the site of a book will be, before it is built.

A page is the theme's shell and an article. The shell is the same for all pages but for its navigation; an article is
made of rows, whose number the book tells, and of text. The figures below are bytes of HTML, taken from built sites with
Material's own templates; ``tests/test_budget.py`` builds two books and compares.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from lakebook.book import Book
from lakebook.model.dataset import Column, Dataset
from lakebook.model.domain import Domain
from lakebook.model.system import System

INACCURACY = 0.15
"""How far a real site may be off, as a share of it; another theme may be further."""
_SAMPLE = 400
"""Datasets that stand for all of them where there are more, taken at equal distances."""
_SCREEN = 10_600
"""The shell without its side navigation."""
_TABS = 1_600
_NAVIGATION_ENTRY = 250
"""A hand-written page: it stands in the navigation of every page."""
_CATALOGUE_ENTRY = 150
"""A domain, or a system of the same domain, in the navigation of domains, systems and datasets."""
_CATALOGUE_OPEN = 1_150
_MARKDOWN = 2.6
"""Bytes of HTML for a letter of a product or decision, whose short paragraphs hold many links."""
_THEME = (57, 2_580_000)
"""Entries and bytes of the theme's scripts and styles, and ours."""
_DIAGRAMS = (1, 2_670_000)
"""The same of Mermaid, which is there as soon as one page draws."""
_CHECKS = 145
"""Pages of checks: there will be some more."""


class Size(msgspec.Struct):
    """Of a site, or a part of it."""

    entries: int = 0
    """Files and directories."""
    bytes: int = 0

    def add(self, entries: int, bytes: float) -> None:
        """Grow by so much."""
        self.entries += entries
        self.bytes += int(bytes)


def predicted(book: Book) -> Size:
    """Size of the whole site, with ``use_directory_urls``: each page is a file in a directory of its own."""
    site = Size()
    site.add(*_THEME)
    shell = _SCREEN + _TABS
    written = [path for path in book.source.paths(book.settings.folders.pages) if not _is_hidden(path)]
    markdown = [path for path in written if path.endswith(".md")]
    shell += _NAVIGATION_ENTRY * max(len(markdown) - 1, 0)
    _add_handwritten(site, book, shell, written)
    _add_catalogue(site, book, shell)
    _add_listed(site, book, shell)
    _add_search(site, book)
    if book.draws_lineage:
        _add_lineage(site, book)
    _add_workbooks(site, book)
    if _draws(book, markdown):
        site.add(*_DIAGRAMS)
    return site


def _add_handwritten(site: Size, book: Book, shell: float, written: list[str]) -> None:
    """Pages of ``docs/``, which are not squeezed, and what lies beside them; 404, sitemap and the like."""
    folders = {path.rpartition("/")[0] for path in written}
    site.add(5 + len(folders), 1.4 * shell + 14_000)
    for path in written:
        size = book.source.size(path)
        if path.endswith(".md"):
            site.add(2, 1.4 * shell + 2.2 * size)
        else:
            site.add(1, size)


def _add_catalogue(site: Size, book: Book, shell: float) -> None:
    """Datasets, systems, domains."""
    catalogue = book.catalogue
    datasets = list(catalogue.datasets.values())
    systems, domains = len(catalogue.systems), len(catalogue.domains)
    shell += _CATALOGUE_OPEN + _CATALOGUE_ENTRY * (domains + systems / max(domains, 1))
    sample = datasets[:: max(len(datasets) // _SAMPLE, 1)]
    article = sum(_article(book, dataset) for dataset in sample) / max(len(sample), 1)
    schemas = len({(dataset.system, dataset.schema) for dataset in datasets})
    site.add(1 + systems + schemas + 2 * len(datasets), len(datasets) * (shell + article))
    site.add(1 + 2 * systems, systems * (shell + 2_100) + 415 * len(datasets))
    site.add(2 + 2 * domains, (1 + domains) * (shell + 2_500) + 800 * (domains + 2 * systems))
    renamed = sum(len(dataset.formerly) for dataset in datasets)
    site.add(2 * renamed, 500 * renamed)


def _article(book: Book, dataset: Dataset) -> float:
    """Bytes of what a dataset's page says."""
    lineage = book.lineage
    near = len(lineage.sources_of(dataset.id)) + len(lineage.targets_of(dataset.id))
    about = len(book.products_of(dataset.id)) + len(book.decisions_about(dataset.id))
    fed = sum(min(len(targets), 3) for targets in lineage.fed_by_columns(dataset.id).values())
    rows = sum(_row(column) for column in dataset.columns.values())
    return 2_700 + 1.2 * len(dataset.description) + 200 * near + 465 * about + 150 * fed + rows


def _row(column: Column) -> float:
    """Bytes of one row of its table."""
    notes = bool(column.values) + bool(column.example) + bool(column.term) + bool(column.references)
    marks = len(column.key) + column.required + len(column.personal) + bool(column.classification)
    text = 2.8 * len(column.name) + 1.2 * len(column.description or column.title)
    return 80 + text + 170 * len(column.from_) + 150 * notes + 50 * marks


def _add_listed(site: Size, book: Book, shell: float) -> None:
    """Products, decisions, people, teams, checks, each kind with its index page; the search page."""
    catalogue = book.catalogue
    people, teams = len(catalogue.people), len(catalogue.teams)
    products, decisions = len(book.products), len(book.decisions)
    site.add(2 + 2 * products, shell + products * (shell + 2_000))
    site.add(2 + 2 * decisions, shell + decisions * (shell + 700))
    site.add(0, _MARKDOWN * sum(map(len, _bodies(book))))
    site.add(2 + 2 * people, 2 * shell + people * (shell + 1_800) + 210 * (len(catalogue.datasets) + 2 * products))
    site.add(1 + 2 * teams, teams * (shell + 3_500))
    site.add(2 + 2 * _CHECKS, _CHECKS * (shell + 2_500) + 20_000)
    site.add(2, shell)


def _add_search(site: Size, book: Book) -> None:
    """Files of the index, and the line of each page in the sitemap."""
    datasets = len(book.catalogue.datasets)
    prose = sum(map(len, _bodies(book)))
    documents = datasets + len(book.products) + len(book.decisions) + len(book.catalogue.people) + _CHECKS
    site.add(13 + documents // 40, 20_000 + 265 * datasets + prose + 140 * documents)


def _add_lineage(site: Size, book: Book) -> None:
    """What the lineage view loads: one file for all, and one for the columns of each dataset."""
    datasets = book.catalogue.datasets.values()
    schemas = {(dataset.system, dataset.schema) for dataset in datasets}
    site.add(4, 75 * len(datasets) + 12 * book.lineage.edge_count)
    site.add(len({system for system, _ in schemas}) + len(schemas) + len(datasets), 75 * len(datasets))
    columns = [column for dataset in datasets for column in dataset.columns.values()]
    site.add(
        0, sum(len(column.name) + len(column.type) + 9 for column in columns) + 60 * len(book.lineage.column_edges)
    )


def _add_workbooks(site: Size, book: Book) -> None:
    """Workbooks that domains and systems offer."""
    catalogue, most = book.catalogue, book.settings.workbooks
    places: list[Domain | System] = [*catalogue.domains.values(), *catalogue.systems.values()]
    for place in places:
        datasets = catalogue.datasets_of(place)
        if 0 < len(datasets) <= most:
            rows = len(datasets) + sum(len(dataset.columns) for dataset in datasets)
            site.add(1, 19_500 + 110 * rows)


def _draws(book: Book, markdown: Iterable[str]) -> bool:
    """Whether some page holds a diagram."""
    if any("```mermaid" in body for body in _bodies(book)):
        return True
    return any(b"```mermaid" in book.source.read(path) for path in markdown)


def _bodies(book: Book) -> list[str]:
    """Markdown of products and decisions."""
    return [one.body for one in book.products.values()] + [one.body for one in book.decisions]


def _is_hidden(path: str) -> bool:
    """Whether MkDocs leaves the file out."""
    return any(part.startswith(".") for part in path.split("/"))
