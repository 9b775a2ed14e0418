"""Teams of the book."""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.changes.change import Change, Kind, Rank
from lakebook.changes.comparison import Comparison
from lakebook.changes.records import changed, field_changes, removed
from lakebook.changes.renames import match_by

ADDED = Kind("team_added", Rank.notable, "new team")
REMOVED = Kind("team_removed", Rank.notable, "team removed")
RENAMED = Kind("team_renamed", Rank.notable, "id changed")
FIELDS = {
    "members": Kind("team_members_changed", Rank.notable, "members changed", policy=True),
    "handle": Kind("team_handle_changed", Rank.notable, "group changed", policy=True),
    "kind": Kind("team_kind_changed", Rank.notable, "kind changed"),
    "channel": Kind("team_channel_changed", Rank.editorial, "channel changed"),
    "email": Kind("team_email_changed", Rank.editorial, "address changed"),
    "title": Kind("team_title_edited", Rank.editorial, "title edited"),
    "description": Kind("team_description_edited", Rank.editorial, "description edited"),
}


def teams(comparison: Comparison) -> Iterable[Change]:
    """Changes of teams."""
    before, after = comparison.before.catalogue.teams, comparison.after.catalogue.teams
    found = match_by(before, after, "it has the same title", lambda team: team.title)
    for team in found.added:
        yield changed(comparison, ADDED, team)
    for team in found.removed:
        yield removed(comparison, REMOVED, team)
    for pair in found.renamed:
        said = {"before": pair.before.id, "after": pair.after.id, "note": pair.how}
        yield changed(comparison, RENAMED, pair.after, **said)
    for old, new in found.both:
        yield from field_changes(comparison, old, new, FIELDS)
