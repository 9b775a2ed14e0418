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

    Who is in both is as *target* says; people and teams that only *changed* has are there, too. Records in both have
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
            people=_as_known(records.people, _by_id(before.people)),
            teams=_as_known(records.teams, _by_id(before.teams)),
            domains=[_place(domain, domains.get(domain.id), new=True) for domain in records.domains],
            systems=[
                _place(system, systems.get(system.id), new=system.domain not in domains) for system in records.systems
            ],
            datasets=[_dataset(dataset, target, new=dataset.domain not in domains) for dataset in records.datasets],
            products=[_silent(product, products.get(product.id)) for product in records.products],
            decisions=[_silent(decision, decisions.get(decision.id)) for decision in records.decisions],
            grants=list(_granted(records.grants, before.grants)),
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


def _granted(grants: Iterable[Grant], before: Iterable[Grant]) -> Iterable[Grant]:
    """Grants that were there before, in the words of then, as far as they are still there."""
    known: dict[str, list[Grant]] = {}
    for grant in before:
        known.setdefault(grant.id, []).append(grant)
    for grant in grants:
        if known.get(grant.id):
            old = known[grant.id].pop(0)
            yield msgspec.structs.replace(old, path=grant.path, line=grant.line, index=grant.index)
