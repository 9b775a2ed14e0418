"""People of the book."""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.changes.change import Change, Kind, Rank
from lakebook.changes.comparison import Comparison
from lakebook.changes.records import changed, field_changes, removed
from lakebook.changes.renames import match_by

ADDED = Kind("person_added", Rank.notable, "new person")
REMOVED = Kind("person_removed", Rank.notable, "person removed")
RENAMED = Kind("person_renamed", Rank.notable, "id changed")
FIELDS = {
    "until": Kind("person_last_day_changed", Rank.notable, "last day changed", policy=True),
    "from_": Kind("person_first_day_changed", Rank.notable, "first day changed", policy=True),
    "deputy": Kind("person_deputy_changed", Rank.notable, "deputy changed", policy=True),
    "roles": Kind("person_roles_changed", Rank.notable, "roles changed", policy=True),
    "handle": Kind("person_handle_changed", Rank.notable, "account changed", policy=True),
    "manager": Kind("person_manager_changed", Rank.notable, "manager changed"),
    "email": Kind("person_email_changed", Rank.editorial, "address changed"),
    "name": Kind("person_name_edited", Rank.editorial, "name edited"),
    "title": Kind("person_title_edited", Rank.editorial, "title edited"),
}


def people(comparison: Comparison) -> Iterable[Change]:
    """Changes of people."""
    before, after = comparison.before.catalogue.people, comparison.after.catalogue.people
    found = match_by(before, after, "the address is the same", lambda person: person.email)
    for person in found.added:
        yield changed(comparison, ADDED, person)
    for person in found.removed:
        yield removed(comparison, REMOVED, person)
    for pair in found.renamed:
        said = {"before": pair.before.id, "after": pair.after.id, "note": pair.how}
        yield changed(comparison, RENAMED, pair.after, **said)
    for old, new in found.both:
        yield from field_changes(comparison, old, new, FIELDS)
