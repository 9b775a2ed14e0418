"""What a reviewer is told of a change of the book, as data; ``report_formats`` puts it into words."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from lakebook.changes.change import Change, Rank
from lakebook.changes.difference import difference
from lakebook.changes.impact import Hit, hits
from lakebook.changes.states import States, Unread
from lakebook.settings import Repository


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """A state, by name."""

    name: str
    """As it was asked for; empty for the working tree."""
    commit: str
    """Hash of the commit; for the working tree that of the one it started from."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """All that is told."""

    title: str
    """Of the book."""
    before: Named
    after: Named
    policy: tuple[Change, ...]
    """Changes of the rules the book is judged by; said first, and not again among *changes*."""
    changes: tuple[Change, ...]
    """All other changes, breaking ones first."""
    hits: tuple[Hit, ...]
    """What relied, in the state before, on what a breaking change takes away; products first, nearest first."""
    unread: tuple[Unread, ...]
    """Files that could not be read, and so were not compared."""
    repository: Repository
    folder: str = ""
    """The book's folder in the repository, with a slash at the end; empty where they are one."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.policy or self.changes or self.unread)

    def of_rank(self, rank: Rank) -> list[Change]:
        """Changes of one rank, policy left out."""
        return [change for change in self.changes if change.kind.rank is rank]

    def count(self, rank: Rank) -> int:
        """How many changes have this rank, those of policy counted too."""
        return sum(change.kind.rank is rank for change in (*self.policy, *self.changes))

    def worst(self) -> Rank | None:
        """The highest rank of any change; None where there is none."""
        return next((rank for rank in Rank if self.count(rank)), None)


def report_on(states: States) -> Report:
    """The report on two states."""
    before, after = states.before.book, states.after.book
    found = difference(before, after)
    touched = dict.fromkeys(start for change in found for start in change.touches)
    return Report(
        title=after.settings.title or before.settings.title,
        before=Named(name=states.before.name, commit=states.before.commit),
        after=Named(name=states.after.name, commit=states.after.commit),
        policy=tuple(change for change in found if change.kind.policy),
        changes=tuple(change for change in found if not change.kind.policy),
        hits=hits(before, touched),
        unread=states.unread,
        repository=after.settings.repository,
        folder=states.folder,
    )


def by_subject(changes: Iterable[Change]) -> list[tuple[Change, list[Change]]]:
    """Changes of one subject side by side, with the first of them for its name."""
    found: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        found.setdefault((change.of, change.subject), []).append(change)
    return [(same[0], same) for same in found.values()]
