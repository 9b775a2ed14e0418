"""Domains and systems: what they are called, where they belong, who runs them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lakebook.changes.change import Change, Kind, Rank
from lakebook.changes.comparison import Comparison
from lakebook.changes.records import changed, field_changes, removed
from lakebook.model.domain import Domain
from lakebook.model.system import System

DOMAIN_ADDED = Kind("domain_added", Rank.notable, "new domain")
DOMAIN_REMOVED = Kind("domain_removed", Rank.notable, "domain removed")
SYSTEM_ADDED = Kind("system_added", Rank.notable, "new system")
SYSTEM_REMOVED = Kind("system_removed", Rank.notable, "system removed")
OF_DOMAIN = {
    "title": Kind("domain_title_edited", Rank.editorial, "title edited"),
    "description": Kind("domain_description_edited", Rank.editorial, "description edited"),
    "tags": Kind("domain_tags_changed", Rank.editorial, "tags changed"),
    "links": Kind("domain_links_changed", Rank.editorial, "links changed"),
}
OF_SYSTEM = {
    "domain": Kind("system_domain_changed", Rank.notable, "moved to another domain"),
    "team": Kind("system_team_changed", Rank.notable, "team that runs it changed"),
    "external": Kind("system_external_changed", Rank.notable, "outside the company"),
    "kind": Kind("system_kind_changed", Rank.notable, "kind changed"),
    "technology": Kind("system_technology_changed", Rank.notable, "technology changed"),
    "url": Kind("system_url_changed", Rank.notable, "address changed"),
    "title": Kind("system_title_edited", Rank.editorial, "title edited"),
    "description": Kind("system_description_edited", Rank.editorial, "description edited"),
    "tags": Kind("system_tags_changed", Rank.editorial, "tags changed"),
    "links": Kind("system_links_changed", Rank.editorial, "links changed"),
}


def places(comparison: Comparison) -> Iterable[Change]:
    """Changes of domains, then of systems; custodians and classifications have modules of their own."""
    before, after = comparison.before.catalogue, comparison.after.catalogue
    yield from _kinds(comparison, before.domains, after.domains, (DOMAIN_ADDED, DOMAIN_REMOVED), OF_DOMAIN)
    yield from _kinds(comparison, before.systems, after.systems, (SYSTEM_ADDED, SYSTEM_REMOVED), OF_SYSTEM)


def _kinds(
    comparison: Comparison,
    before: Mapping[str, Domain] | Mapping[str, System],
    after: Mapping[str, Domain] | Mapping[str, System],
    ends: tuple[Kind, Kind],
    fields: Mapping[str, Kind],
) -> Iterator[Change]:
    for name, new in after.items():
        old = before.get(name)
        if old is None:
            yield changed(comparison, ends[0], new)
        elif old is not new:
            yield from field_changes(comparison, old, new, fields)
    for name, old in before.items():
        if name not in after:
            yield removed(comparison, ends[1], old)
