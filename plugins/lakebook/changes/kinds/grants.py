"""What custodians let products read, and until when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lakebook.changes.change import Change, Kind, Rank
from lakebook.changes.comparison import Comparison
from lakebook.changes.records import changed, field_changes, removed
from lakebook.model.grant import Grant

GIVEN = Kind("grant_given", Rank.notable, "grant given", policy=True)
TAKEN_BACK = Kind("grant_taken_back", Rank.breaking, "grant taken back", policy=True)
PROLONGED = Kind("grant_prolonged", Rank.notable, "grant prolonged", policy=True)
SHORTENED = Kind("grant_shortened", Rank.notable, "grant shortened", policy=True)
ENDED = Kind("grant_ended", Rank.breaking, "grant ended", policy=True)
WIDER = Kind("grant_widened", Rank.notable, "grant covers more columns", policy=True)
NARROWER = Kind("grant_narrowed", Rank.breaking, "grant covers fewer columns", policy=True)
FIELDS = {
    "from_": Kind("grant_start_changed", Rank.notable, "first day changed", policy=True),
    "adr": Kind("grant_decision_changed", Rank.notable, "decision that allows it changed", policy=True),
    "purpose": Kind("grant_purpose_changed", Rank.notable, "purpose changed", policy=True),
}


def grants(comparison: Comparison) -> Iterable[Change]:
    """Grants given, changed, ended, taken back."""
    before, after = _by_meaning(comparison, old=True), _by_meaning(comparison, old=False)
    for key in (*before, *(key for key in after if key not in before)):
        olds, news = list(before.get(key, ())), list(after.get(key, ()))
        for old in list(olds):
            same = next((new for new in news if _said(new) == _said(old)), None)
            if same is not None:
                olds.remove(old)
                news.remove(same)
        for old, new in zip(olds, news, strict=False):
            yield from _edits(comparison, old, new)
        for old in olds[len(news) :]:
            yield removed(comparison, TAKEN_BACK, old, before=_words(old))
        for new in news[len(olds) :]:
            yield changed(comparison, GIVEN, new, after=_words(new))


def _by_meaning(comparison: Comparison, *, old: bool) -> dict[tuple[str, str, str], list[Grant]]:
    """Grants by domain, product and dataset, the dataset by its identity in the state after."""
    book = comparison.before if old else comparison.after
    found: dict[tuple[str, str, str], list[Grant]] = {}
    for grant in book.grants:
        dataset = book.catalogue.resolve(grant.dataset).dataset
        name = dataset.id if dataset is not None else grant.dataset
        name = comparison.new_ids.get(name, name) if old else name
        found.setdefault((grant.domain, grant.product, name), []).append(grant)
    return found


def _said(grant: Grant) -> tuple[object, ...]:
    return grant.columns, grant.until, grant.from_, grant.adr, grant.purpose


def _words(grant: Grant) -> str:
    until = f"until {grant.until}" if grant.until else "without a last day"
    return f"{', '.join(grant.columns)}, {until}" if grant.columns else until


def _edits(comparison: Comparison, old: Grant, new: Grant) -> Iterator[Change]:
    today = comparison.after.today
    if old.until != new.until:
        kind = SHORTENED if new.until is None or (old.until and new.until < old.until) else PROLONGED
        if old.holds(today) and not new.holds(today):
            kind = ENDED
        yield changed(comparison, kind, new, "until", before=_last_day(old), after=_last_day(new))
    if set(old.columns) != set(new.columns):
        wider = not new.columns or (old.columns and set(new.columns) >= set(old.columns))
        said = {"before": ", ".join(old.columns) or "all", "after": ", ".join(new.columns) or "all"}
        yield changed(comparison, WIDER if wider else NARROWER, new, "columns", **said)
    yield from field_changes(comparison, old, new, FIELDS)


def _last_day(grant: Grant) -> str:
    return grant.until.isoformat() if grant.until else "no last day"
