"""What a good book looks like: one check, one file.

A check is a module of this room (in the folder of its family) holding a function of its own name,
decorated with ``@check``. The module's docstring is the check's page on the site, what
``lakebook explain`` prints, and its test: see ``checks/_page.py``.

A check that judges each dataset by what surrounds it alone (``Book.surroundings``) is decorated with
``@dataset_check`` and takes the datasets to look at as well: in the builds of a site these are the ones
that are not known to be sound.

A check of what all others found, such as the one that compares it with the baseline, is decorated with
``@closing_check``.

What a reader could not take travels as findings that name a check; such a check has nothing to do
but hand them on: ``return book.findings_of("key_duplicated")``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from lakebook.book import Book
from lakebook.diagnostics import Finding, Severity
from lakebook.model.dataset import Dataset

if TYPE_CHECKING:
    from lakebook.checks._baseline import Held

FAMILIES = {
    "FIL": "Files",
    "CAT": "Catalogue",
    "OWN": "Ownership",
    "LIN": "Lineage",
    "WID": "Products",
    "ADR": "Decisions",
    "SEC": "Security and privacy",
    "XLS": "Workbooks",
    "SITE": "Site",
    "DRF": "Drift",
}


OF_SOURCES = "DRF"
"""Family of the checks that speak only where a source was asked: ``lakebook drift``."""


class Check(Protocol):
    """A decorated check function."""

    code: str
    """Family and number, such as ``OWN002``."""
    severity: Severity
    """Severity unless the book's settings say otherwise."""
    page: str
    """The module's docstring."""
    __name__: str

    by_dataset: bool
    """Whether it may be told which datasets to look at."""
    closing: bool
    """Whether it runs after the others, and takes what the baseline holds of their findings."""

    def __call__(self, book: Book, given: Any = None) -> Iterable[Finding]:
        """What it finds. *given* are the datasets to look at (all unless it is told otherwise), or what is held."""
        ...


_OfBook: TypeAlias = Callable[[Book], Iterable[Finding]]
_OfHeld: TypeAlias = "Callable[[Book, Held], Iterable[Finding]]"
_OfDatasets: TypeAlias = Callable[[Book, Iterable[Dataset]], Iterable[Finding]]


def check(code: str, severity: Severity = Severity.error) -> Callable[[_OfBook], Check]:
    """Mark a function as the check with this code."""

    def mark(function: _OfBook) -> Check:
        return _marked(function, code, severity)

    return mark


def closing_check(code: str, severity: Severity = Severity.error) -> Callable[[_OfHeld], Check]:
    """Mark a function of the book and what its baseline holds of the others' findings as the check with this code."""

    def mark(function: _OfHeld) -> Check:
        return _marked(function, code, severity, closing=True)

    return mark


def dataset_check(code: str, severity: Severity = Severity.error) -> Callable[[_OfDatasets], Check]:
    """Mark a function of the book and some of its datasets as the check with this code.

    Its findings about a dataset name it as their subject. What it says of one may depend on what
    ``Surroundings.of`` covers, on people, teams, domains, systems and settings, and on nothing else.
    """

    def mark(function: _OfDatasets) -> Check:
        @wraps(function)
        def run(book: Book, datasets: Iterable[Dataset] | None = None) -> Iterable[Finding]:
            return function(book, book.catalogue.datasets.values() if datasets is None else datasets)

        return _marked(run, code, severity, by_dataset=True)

    return mark


def _marked(
    function: Callable[..., Iterable[Finding]],
    code: str,
    severity: Severity,
    *,
    by_dataset: bool = False,
    closing: bool = False,
) -> Check:
    function.code = code  # type: ignore[attr-defined]
    function.severity = severity  # type: ignore[attr-defined]
    function.page = sys.modules[function.__module__].__doc__ or ""  # type: ignore[attr-defined]
    function.by_dataset = by_dataset  # type: ignore[attr-defined]
    function.closing = closing  # type: ignore[attr-defined]
    return function  # type: ignore[return-value]
