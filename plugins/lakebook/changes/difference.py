"""All that changed between two states of a book."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from lakebook import discovery
from lakebook.book import Book
from lakebook.changes.change import Change, Rank
from lakebook.changes.comparison import Comparison

ROOM = "lakebook.changes.kinds"
_RANKS = list(Rank)
_ORDER = ("setting", "file", "domain", "system", "dataset", "product", "decision", "grant", "person", "team")


def difference(before: Book, after: Book) -> list[Change]:
    """Every change: breaking ones first, then by what changed and its identity."""
    comparison = Comparison(before, after)
    kinds: Mapping[str, Callable[[Comparison], Iterable[Change]]] = discovery.load_all(ROOM)
    found = [change for find in kinds.values() for change in find(comparison)]
    return sorted(found, key=_place)


def _place(change: Change) -> tuple[int, int, str, str]:
    return _RANKS.index(change.kind.rank), _ORDER.index(change.of), change.subject, change.part
