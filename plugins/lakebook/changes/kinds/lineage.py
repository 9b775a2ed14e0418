"""What datasets and columns are made of. What comes and goes with a whole dataset or column is not said again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lakebook.book import Book
from lakebook.changes.change import Change, Kind, Rank
from lakebook.changes.comparison import Comparison
from lakebook.changes.records import changed, removed
from lakebook.model.dataset import Column, Dataset

ADDED = Kind("lineage_added", Rank.notable, "made of one dataset more")
CUT = Kind("lineage_cut", Rank.notable, "lineage cut, no longer made of")
COLUMN_ADDED = Kind("column_lineage_added", Rank.notable, "made of one column more")
COLUMN_CUT = Kind("column_lineage_cut", Rank.notable, "lineage cut, no longer made of")


def lineage(comparison: Comparison) -> Iterable[Change]:
    """Sources that are new or cut, though both ends are in both states."""
    before, after = comparison.before, comparison.after
    kept = {old.id for old, _ in comparison.datasets.both}
    known = {new.id for _, new in comparison.datasets.both}
    new_ids = comparison.new_ids
    for old, new in comparison.datasets.both:
        was = {
            new_ids.get(source, source): source
            for source in before.lineage.declared_sources_of(old.id)
            if source in kept
        }
        now = dict.fromkeys(source for source in after.lineage.declared_sources_of(new.id) if source in known)
        if was.keys() == now.keys():
            continue
        for source in now:
            if source not in was:
                yield changed(comparison, ADDED, new, "sources", after=source, note=_through(after, source, new))
        for source, name in was.items():
            if source not in now:
                note = _through(before, name, old)
                yield removed(comparison, CUT, old, "sources", before=name, note=note)
    for old, new in comparison.changed_datasets:
        if old.columns != new.columns:
            yield from _of_columns(comparison, old, new)


def _through(book: Book, source: str, dataset: Dataset) -> str:
    """Where nobody but products says it: which."""
    edge = book.lineage.edge(source, dataset.id)
    return f"through {', '.join(edge.products)}" if edge is not None and edge.products else ""


def _of_columns(comparison: Comparison, old: Dataset, new: Dataset) -> Iterator[Change]:
    for before, after in comparison.columns(old, new).both:
        if before.from_ == after.from_:
            continue
        was, now = _sources(comparison, old, before, old=True), _sources(comparison, new, after, old=False)
        keys = ("columns", after.name, "from")
        for source in now:
            if source not in was:
                yield changed(comparison, COLUMN_ADDED, new, *keys, part=after.name, after=source)
        keys = ("columns", before.name, "from")
        for source, name in was.items():
            if source not in now:
                yield removed(comparison, COLUMN_CUT, old, *keys, part=before.name, before=name)


def _sources(comparison: Comparison, dataset: Dataset, column: Column, *, old: bool) -> dict[str, str]:
    """What a column is made of, by its name of the state after -> by its name of its own state."""
    book = comparison.before if old else comparison.after
    found = {}
    for source, name in book.lineage.declared_column_sources(dataset.id, column.name):
        today = comparison.new_ids.get(source, source) if old else source
        found[f"{today}.{name}" if name else today] = f"{source}.{name}" if name else source
    return found
