"""What a request changes of the rules it is judged by."""

from __future__ import annotations

from lakebook.book import Book
from lakebook.changes.change import PolicyChange
from lakebook.changes.difference import difference


def policy_changes(before: Book, after: Book) -> list[PolicyChange]:
    """Changes of settings, of files that decide what is checked, of silenced checks, custodians, grants and people.

    They are those of ``difference`` whose kind is one of policy, in its order.
    """
    return [change for change in difference(before, after) if change.kind.policy]
