"""What a request changes of the rules it is judged by."""

from __future__ import annotations

from lakebook.book import Book
from lakebook.changes.change import Change, PolicyChange
from lakebook.changes.difference import difference

_PROTECTIONS = frozenset(
    {"classification_lowered", "classification_removed", "classification_changed", "personal_data_removed"}
)
_DECISIONS = frozenset({"decision_status_changed", "decision_datasets_changed", "decision_products_changed"})


def policy_changes(before: Book, after: Book) -> list[PolicyChange]:
    """Changes of settings, of files that decide what is checked, of silenced checks, custodians, grants and people.

    They are those of ``difference`` whose kind is one of policy, in its order, and those by which data is less
    protected or a decision comes to allow more.
    """
    return [change for change in difference(before, after) if change.kind.policy or _is_leave(change)]


def _is_leave(change: Change) -> bool:
    """Whether something that was forbidden may be allowed by it."""
    if change.kind.name == "decision_added":
        return change.note == "accepted"
    return change.kind.name in _PROTECTIONS | _DECISIONS
