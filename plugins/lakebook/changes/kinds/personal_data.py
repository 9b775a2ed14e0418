"""Categories of personal data that datasets and columns are said to hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lakebook.changes.change import Change, Kind, Rank
from lakebook.changes.comparison import Comparison
from lakebook.changes.records import changed
from lakebook.model.dataset import Dataset

ADDED = Kind("personal_data_added", Rank.notable, "personal data added")
REMOVED = Kind("personal_data_removed", Rank.breaking, "no longer said to be personal data")


def personal_data(comparison: Comparison) -> Iterable[Change]:
    """Categories that were added or taken away; those of new columns too."""
    for old, new in comparison.changed_datasets:
        for field, before, after, touches in _both(comparison, old, new):
            keys = ("columns", field, "personal") if field else ("personal",)
            if added := [word for word in after if word not in before]:
                yield changed(comparison, ADDED, new, *keys, part=field, after=", ".join(added))
            if gone := [word for word in before if word not in after]:
                said = {"part": field, "before": ", ".join(gone), "touches": touches}
                yield changed(comparison, REMOVED, new, *keys, **said)


_Said = tuple[str, Iterable[str], Iterable[str], tuple[tuple[str, str], ...]]


def _both(comparison: Comparison, old: Dataset, new: Dataset) -> Iterator[_Said]:
    """Column (empty for the dataset), its categories before and after, and what those downstream relied on."""
    yield "", old.personal, new.personal, ((old.id, ""),)
    if old.columns == new.columns:
        return
    found = comparison.columns(old, new)
    for column in found.added:
        yield column.name, (), column.personal, ()
    for before, after in found.both:
        yield after.name, before.personal, after.personal, ((old.id, before.name),)
