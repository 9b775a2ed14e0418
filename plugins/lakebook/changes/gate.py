"""A changed book under the rules of the book it is to be merged into.

Whoever edits a book may also edit its rules: name himself custodian, grant himself data, silence a check. Under the
rules of the target branch none of that counts yet. What a request adds besides, new people and new records, does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec

from lakebook.book import Book
from lakebook.model.dataset import Column, Dataset
from lakebook.model.decision import Decision
from lakebook.model.domain import Domain
from lakebook.model.grant import Grant
from lakebook.model.person import Person
from lakebook.model.product import Product
from lakebook.model.system import System
from lakebook.model.team import Team

_Record = TypeVar("_Record", Person, Team, Domain, System, Product, Decision)
_Place = TypeVar("_Place", Domain, System)
_Silencing = TypeVar("_Silencing", Domain, System, Dataset, Column, Product, Decision, Grant)


def under_rules_of(target: Book, changed: Book) -> Book:
    """*changed*, with what decides taken from *target*: settings, people, teams, custodians, grants, silenced checks.

    People and teams of *target* are as it says; those that only *changed* has are there, too. Datasets are no less
    protected than in *target*. Records in both have
    the custodian, deputy and silenced checks of *target*; new ones silence nothing, and inherit their custodian where
    their domain is not new. Grants count as far as both have them, as *target* says. Folders are those of *changed*,
    where its files lie.
    """
    records, before = changed.records, target.records
    domains, systems = _by_id(before.domains), _by_id(before.systems)
    products, decisions = _by_id(before.products), _by_id(before.decisions)
    return Book(
        changed.source,
        msgspec.structs.replace(target.settings, folders=changed.settings.folders),
        msgspec.structs.replace(
            records,
            people=_everybody(records.people, _by_id(before.people)),
            teams=_as_known(records.teams, _by_id(before.teams)),
            domains=[_place(domain, domains.get(domain.id), new=True) for domain in records.domains],
            systems=[
                _place(system, systems.get(system.id), new=system.domain not in domains) for system in records.systems
            ],
            datasets=[
                _protected(_dataset(dataset, target, new=dataset.domain not in domains), target, changed)
                for dataset in records.datasets
            ],
            products=[_silent(product, products.get(product.id)) for product in records.products],
            decisions=[_silent(decision, decisions.get(decision.id)) for decision in records.decisions],
            grants=list(_granted(target, changed)),
        ),
        changed.today,
    )


def _by_id(records: Iterable[_Record]) -> dict[str, _Record]:
    found: dict[str, _Record] = {}
    for record in records:
        found.setdefault(record.id, record)
    return found


def _as_known(records: Iterable[_Record], before: Mapping[str, _Record]) -> list[_Record]:
    return [before.get(record.id, record) for record in records]


def _everybody(records: Iterable[Person], before: Mapping[str, Person]) -> list[Person]:
    """People as they were known; whoever is taken out is still there, as nobody has agreed to it yet."""
    now = _as_known(records, before)
    return [*now, *(person for key, person in before.items() if key not in {one.id for one in now})]


def _place(record: _Place, before: _Place | None, *, new: bool) -> _Place:
    """A domain or system; *new* is one whose own word on custodians counts, as nobody answered for it before."""
    if before is None:
        kept = {} if new else {"custodian": "", "deputy": ""}
    else:
        kept = {"custodian": before.custodian, "deputy": before.deputy}
    return msgspec.structs.replace(_silent(record, before), **kept)


def _dataset(record: Dataset, target: Book, *, new: bool) -> Dataset:
    before = _before(record, target)
    custodian = before.custodian if before is not None else record.custodian if new else ""
    columns = record.columns
    if any(column.ignore for column in columns.values()):
        known = before.columns if before is not None else {}
        columns = {name: _silent(column, known.get(name)) for name, column in columns.items()}
    return msgspec.structs.replace(_silent(record, before), custodian=custodian, columns=columns)


def _before(record: Dataset, target: Book) -> Dataset | None:
    """The dataset as *target* has it, under its name of today or an old one."""
    datasets = target.catalogue.datasets
    if record.id in datasets:
        return datasets[record.id]
    names = (known for name in record.formerly for known in target.catalogue.former_identities(record, name))
    return next((datasets[identity.id] for identity in names if identity.id in datasets), None)


def _silent(record: _Silencing, before: _Silencing | None) -> _Silencing:
    """The record, silencing only what it silenced before."""
    if not record.ignore:
        return record
    known = before.ignore if before is not None else {}
    return msgspec.structs.replace(record, ignore={key: why for key, why in record.ignore.items() if key in known})


def _granted(target: Book, changed: Book) -> Iterable[Grant]:
    """Grants that were there before, in the words of then, as far as they are still there under any name."""
    known: dict[tuple[str, str], list[Grant]] = {}
    for grant in target.records.grants:
        known.setdefault(_of(grant, changed), []).append(grant)
    for grant in changed.records.grants:
        if held := known.get(_of(grant, changed)):
            place = {"domain": grant.domain, "dataset": grant.dataset, "path": grant.path}
            yield msgspec.structs.replace(held.pop(0), **place, line=grant.line, index=grant.index)


def _of(grant: Grant, book: Book) -> tuple[str, str]:
    """Who may read what; the dataset by its identity of today."""
    dataset = book.catalogue.resolve(grant.dataset).dataset
    return grant.product, dataset.id if dataset is not None else grant.dataset


def _protected(record: Dataset, target: Book, changed: Book) -> Dataset:
    """The dataset, no less classified and with no fewer categories of personal data than before."""
    before = _before(record, target)
    if before is None:
        return record
    columns = dict(record.columns)
    for name, old in before.columns.items():
        if name in columns and (old.personal or old.classification):
            now = columns[name]
            columns[name] = msgspec.structs.replace(
                now,
                personal=tuple(dict.fromkeys((*now.personal, *old.personal))),
                classification=_higher(target, old.classification, now.classification),
            )
    was, now_is = target.catalogue.classification_of(before), changed.catalogue.classification_of(record)
    higher = _higher(target, was, now_is)
    return msgspec.structs.replace(
        record,
        columns=columns,
        personal=list(dict.fromkeys((*record.personal, *before.personal))),
        classification=higher if higher != now_is else record.classification,
    )


def _higher(target: Book, was: str, now: str) -> str:
    """The more closed of two classifications in the order of *target*; one it does not know is the lowest."""
    listed = target.settings.classifications
    return max((now, was), key=lambda word: listed.index(word) if word in listed else -1)
