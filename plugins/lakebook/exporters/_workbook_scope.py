"""Which datasets a workbook holds."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from lakebook.book import Book
from lakebook.exporters import ExportError
from lakebook.model.dataset import Dataset
from lakebook.model.domain import Domain
from lakebook.model.system import System
from lakebook.readers._hints import closest


class Scope(msgspec.Struct, frozen=True):
    """Some of a book's datasets, and the domains they belong to."""

    kind: str
    """``domain``, ``system``, ``schema`` or ``custodian``; empty for the whole book."""
    name: str
    datasets: list[Dataset]
    domains: list[Domain]
    """Those whose terms the workbook explains."""


def scope(book: Book, *, domain: str = "", system: str = "", schema: str = "", custodian: str = "") -> Scope:
    """What is asked for; everything where nothing is.

    Raises:
        ExportError: two of them are given, or nothing in the book answers to the name.
    """
    given = {"domain": domain, "system": system, "schema": schema, "custodian": custodian}
    asked = [(kind, name) for kind, name in given.items() if name]
    if len(asked) > 1:
        raise ExportError(f"--{asked[0][0]} and --{asked[1][0]} exclude each other", "give one of them")
    kind, name = asked[0] if asked else ("", "")
    datasets = [dataset for dataset in book.catalogue.datasets.values() if _is_in(book, dataset, kind, name)]
    if not datasets:
        raise _nothing(book, kind, name)
    ids = dict.fromkeys([name] if kind == "domain" else [dataset.domain for dataset in datasets])
    return Scope(kind, name, datasets, [book.catalogue.domains[key] for key in ids])


def scope_of(book: Book, place: Domain | System) -> Scope:
    """The same for a domain or a system of the book, which may have no datasets."""
    datasets = book.catalogue.datasets_of(place)
    kind = "domain" if isinstance(place, Domain) else "system"
    ids = dict.fromkeys([place.id] if kind == "domain" else [dataset.domain for dataset in datasets])
    return Scope(kind, place.id, datasets, [book.catalogue.domains[key] for key in ids])


def _is_in(book: Book, dataset: Dataset, kind: str, name: str) -> bool:
    match kind:
        case "domain":
            return dataset.domain == name
        case "system":
            return dataset.system == name
        case "schema":
            return f"{dataset.system}.{dataset.schema}" == name
        case "custodian":
            return book.catalogue.custodian_of(dataset) == name
    return True


def _nothing(book: Book, kind: str, name: str) -> ExportError:
    """Why there is nothing: there is no such name, or there is nothing below it."""
    catalogue = book.catalogue
    known: dict[str, Iterable[str]] = {
        "domain": catalogue.domains,
        "system": catalogue.systems,
        "schema": dict.fromkeys(f"{dataset.system}.{dataset.schema}" for dataset in catalogue.datasets.values()),
        "custodian": catalogue.people,
    }
    if not kind:
        return ExportError("the book has no datasets yet", "'lakebook import' brings in what is there")
    names = list(known[kind])
    if name in names:
        words = f"'{name}' is custodian of no dataset" if kind == "custodian" else f"{kind} '{name}' has no datasets"
        return ExportError(words, "see 'lakebook stats'")
    near = closest(name, names)
    some = f"use one of {', '.join(names[:12])}{', ...' if len(names) > 12 else ''}" if names else "there is none yet"
    return ExportError(f"no {kind} '{name}'", f"did you mean '{near}'?" if near else some)
