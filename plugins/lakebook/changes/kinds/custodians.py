"""Who answers for data, by the record's own word or by inheritance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lakebook.changes.change import Change, Kind, Rank
from lakebook.changes.comparison import Comparison
from lakebook.changes.inherited import said_or_inherited
from lakebook.changes.records import changed, field_changes
from lakebook.model.dataset import Dataset
from lakebook.model.domain import Domain
from lakebook.model.system import System

CHANGED = Kind("custodian_changed", Rank.notable, "custodian changed", policy=True)
NAMED = Kind("custodian_named", Rank.notable, "custodian named", policy=True)
REMOVED = Kind("custodian_removed", Rank.notable, "nobody answers for it any more", policy=True)
SAID_ELSEWHERE = Kind("custodian_said_elsewhere", Rank.editorial, "custodian the same, said elsewhere", policy=True)
DEPUTY = Kind("deputy_changed", Rank.notable, "deputy changed", policy=True)


def custodians(comparison: Comparison) -> Iterable[Change]:
    """Changes of custodians and deputies, and whom new records name."""
    for said in said_or_inherited(comparison, "custodian"):
        kind = NAMED if not said.before else CHANGED if said.after else REMOVED
        kind = SAID_ELSEWHERE if said.before == said.after else kind
        yield said.change(comparison, kind, "custodian")
    before, after = comparison.before.catalogue, comparison.after.catalogue
    for record in _new(comparison):
        if record.custodian:
            yield changed(comparison, NAMED, record, "custodian", after=record.custodian, note="new")
    for domain in after.domains.values():
        if domain.id in before.domains:
            yield from field_changes(comparison, before.domains[domain.id], domain, {"deputy": DEPUTY})
    for system in after.systems.values():
        if system.id in before.systems:
            yield from field_changes(comparison, before.systems[system.id], system, {"deputy": DEPUTY})


def _new(comparison: Comparison) -> Iterator[Domain | System | Dataset]:
    """Domains, systems and datasets of the state after only."""
    before, after = comparison.before.catalogue, comparison.after.catalogue
    yield from (domain for domain in after.domains.values() if domain.id not in before.domains)
    yield from (system for system in after.systems.values() if system.id not in before.systems)
    yield from comparison.datasets.added
