"""Decisions: whether they hold, and what they cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lakebook.changes.change import Change, Kind, Rank
from lakebook.changes.comparison import Comparison
from lakebook.changes.records import changed, field_changes, removed, shown
from lakebook.model.decision import Decision

ADDED = Kind("decision_added", Rank.notable, "new decision")
REMOVED = Kind("decision_removed", Rank.breaking, "decision removed")
RENUMBERED = Kind("decision_renamed", Rank.notable, "decision renamed")
WITHDRAWN = Kind("decision_withdrawn", Rank.breaking, "no longer accepted")
STATUS_CHANGED = Kind("decision_status_changed", Rank.notable, "status changed")
RELATIONS = Kind("decision_relations_changed", Rank.notable, "relations changed")
FIELDS = {
    "datasets": Kind("decision_datasets_changed", Rank.notable, "datasets it covers changed"),
    "products": Kind("decision_products_changed", Rank.notable, "products it covers changed"),
    "date": Kind("decision_date_changed", Rank.notable, "date changed"),
    "review": Kind("decision_review_changed", Rank.notable, "review date changed"),
    "deciders": Kind("decision_deciders_changed", Rank.notable, "deciders changed"),
    "consulted": Kind("decision_consulted_changed", Rank.editorial, "consulted people changed"),
    "informed": Kind("decision_informed_changed", Rank.editorial, "informed people changed"),
    "title": Kind("decision_title_edited", Rank.editorial, "title edited"),
    "summary": Kind("decision_summary_edited", Rank.editorial, "summary edited"),
    "tags": Kind("decision_tags_changed", Rank.editorial, "tags changed"),
}
TEXT_EDITED = Kind("decision_text_edited", Rank.editorial, "text edited")


def decisions(comparison: Comparison) -> Iterable[Change]:
    """Changes of decisions."""
    found = comparison.decisions
    for decision in found.added:
        yield changed(comparison, ADDED, decision, note=decision.status)
    for decision in found.removed:
        yield removed(comparison, REMOVED, decision, note=f"was {decision.status}" if decision.status else "")
    for pair in found.renamed:
        said = {"before": pair.before.id, "after": pair.after.id, "note": pair.how}
        yield changed(comparison, RENUMBERED, pair.after, **said)
    for old, new in found.both:
        yield from _edits(comparison, old, new)


def _edits(comparison: Comparison, old: Decision, new: Decision) -> Iterator[Change]:
    held, holds = (one.status == "accepted" and not one.partial for one in (old, new))
    if (old.status, old.partial) != (new.status, new.partial):
        kind = WITHDRAWN if held and not holds else STATUS_CHANGED
        yield changed(comparison, kind, new, "status", before=_status(old), after=_status(new))
    before, after = _relations(old), _relations(new)
    if before != after:
        yield changed(comparison, RELATIONS, new, before=shown(before), after=shown(after))
    yield from field_changes(comparison, old, new, FIELDS)
    if old.body.split() != new.body.split():
        yield changed(comparison, TEXT_EDITED, new)


def _status(decision: Decision) -> str:
    return f"{decision.status}, in part" if decision.partial else decision.status or decision.raw_status


def _relations(decision: Decision) -> list[str]:
    """Each as words; by the decision it leads to, however that is spelt."""
    return sorted(f"{one.kind.replace('_', ' ')} {one.decision or one.target}" for one in decision.relations)
