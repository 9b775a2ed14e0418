"""Words, as the domains mean them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lakebook.changes.change import Change, Kind, Rank
from lakebook.changes.comparison import Comparison
from lakebook.changes.records import changed, removed, shown
from lakebook.changes.renames import match_by
from lakebook.model.domain import Domain

ADDED = Kind("term_added", Rank.notable, "new term")
REMOVED = Kind("term_removed", Rank.notable, "term removed")
RENAMED = Kind("term_renamed", Rank.notable, "term renamed")
FIELDS = {
    "definition": Kind("term_definition_changed", Rank.notable, "definition changed"),
    "owner": Kind("term_owner_changed", Rank.notable, "owner of the term changed"),
    "synonyms": Kind("term_synonyms_changed", Rank.editorial, "synonyms changed"),
    "note": Kind("term_note_edited", Rank.editorial, "note edited"),
}


def terms(comparison: Comparison) -> Iterable[Change]:
    """Terms of domains that are in both states."""
    before, after = comparison.before.catalogue.domains, comparison.after.catalogue.domains
    for name, domain in after.items():
        if name in before and before[name].terms != domain.terms:
            yield from _of_domain(comparison, before[name], domain)


def _of_domain(comparison: Comparison, old: Domain, new: Domain) -> Iterator[Change]:
    found = match_by(old.terms, new.terms, "it has the same definition", lambda term: term.definition)
    for term in found.added:
        yield changed(comparison, ADDED, new, "terms", term.name, part=term.name, after=term.definition)
    for term in found.removed:
        yield removed(comparison, REMOVED, old, "terms", term.name, part=term.name, before=term.definition)
    for pair in found.renamed:
        said = {"part": pair.after.name, "before": pair.before.name, "after": pair.after.name, "note": pair.how}
        yield changed(comparison, RENAMED, new, "terms", pair.after.name, **said)
    for before, after in found.both:
        for field, kind in FIELDS.items():
            was, now = getattr(before, field), getattr(after, field)
            if was != now:
                said = {"part": after.name, "before": shown(was), "after": shown(now)}
                yield changed(comparison, kind, new, "terms", after.name, field, **said)
