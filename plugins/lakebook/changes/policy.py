"""What a request changes of the rules it is judged by."""

from __future__ import annotations

from lakebook.book import Book
from lakebook.changes.change import Change, PolicyChange
from lakebook.changes.difference import difference

_PROTECTIONS = frozenset(
    {"classification_lowered", "classification_removed", "classification_changed", "personal_data_removed"}
)
_DECISIONS = frozenset({"decision_status_changed", "decision_datasets_changed", "decision_products_changed"})


_OF_GRANTED = frozenset({"product_team_changed", "product_audience_changed", "product_surface_added"})


def policy_changes(before: Book, after: Book) -> list[PolicyChange]:
    """Changes of settings, of files that decide what is checked, of silenced checks, custodians, grants and people.

    They are those of ``difference`` whose kind is one of policy, in its order, and those by which data is less
    protected, a decision comes to allow more, or somebody new decides or reads.
    """
    return [change for change in difference(before, after) if change.kind.policy or _is_leave(change, after)]


def _is_leave(change: Change, after: Book) -> bool:
    """Whether something that was forbidden may be allowed by it."""
    name, subject = change.kind.name, change.subject
    if name == "decision_added":
        return change.note == "accepted"
    if name == "person_added":
        return bool((person := after.catalogue.people.get(subject)) and person.roles)
    if name == "team_added":
        return bool((team := after.catalogue.teams.get(subject)) and team.kind == "platform")
    if name in _OF_GRANTED:
        return bool(after.grants.of_product(subject))
    return name == "team_kind_changed" or name in _PROTECTIONS | _DECISIONS
