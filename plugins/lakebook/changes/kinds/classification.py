"""How confidential data is said to be, by the record's own word or by inheritance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lakebook.changes.change import Change, Kind, Rank
from lakebook.changes.comparison import Comparison
from lakebook.changes.inherited import said_or_inherited
from lakebook.changes.records import changed
from lakebook.model.dataset import Dataset

LOWERED = Kind("classification_lowered", Rank.breaking, "classification lowered")
RAISED = Kind("classification_raised", Rank.notable, "classification raised")
REMOVED = Kind("classification_removed", Rank.breaking, "no longer classified")
GIVEN = Kind("classification_given", Rank.notable, "classified")
SAID_ELSEWHERE = Kind("classification_said_elsewhere", Rank.editorial, "classification the same, said elsewhere")
CHANGED = Kind("classification_changed", Rank.breaking, "classification changed")


def classification(comparison: Comparison) -> Iterable[Change]:
    """Classifications of datasets, and of columns that have one of their own."""
    for said in said_or_inherited(comparison, "classification"):
        kind = _kind(comparison, said.before, said.after)
        touches = tuple((heir, "") for heir in said.heirs) if kind.rank is Rank.breaking else ()
        yield said.change(comparison, kind, "classification", touches=touches)
    for old, new in comparison.changed_datasets:
        if old.columns != new.columns:
            yield from _of_columns(comparison, old, new)


def _of_columns(comparison: Comparison, old: Dataset, new: Dataset) -> Iterator[Change]:
    for before, after in comparison.columns(old, new).both:
        if before.classification == after.classification:
            continue
        said = comparison.before.catalogue.classification_of(old, before)
        says = comparison.after.catalogue.classification_of(new, after)
        kind = _kind(comparison, said, says)
        touches = ((old.id, before.name),) if kind.rank is Rank.breaking else ()
        keys = ("columns", after.name, "classification")
        rest = {"before": said, "after": says, "touches": touches}
        yield changed(comparison, kind, new, *keys, part=after.name, **rest)


def _kind(comparison: Comparison, before: str, after: str) -> Kind:
    """Lower is earlier in the list of the settings; a word that is in no list is neither."""
    if before == after:
        return SAID_ELSEWHERE
    if not before or not after:
        return REMOVED if before else GIVEN
    order = comparison.after.settings.classifications
    if before not in order or after not in order:
        return CHANGED
    return LOWERED if order.index(after) < order.index(before) else RAISED
