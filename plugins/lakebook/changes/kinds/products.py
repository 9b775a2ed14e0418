"""Data products: what they read, write and show, and who answers for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lakebook.changes.change import Change, Kind, Rank
from lakebook.changes.comparison import Comparison
from lakebook.changes.records import changed, field_changes, list_changes, meaning, removed
from lakebook.model.product import Product

ADDED = Kind("product_added", Rank.notable, "new product")
REMOVED = Kind("product_removed", Rank.breaking, "product removed")
RENAMED = Kind("product_renamed", Rank.notable, "product renamed")
RETIRED = Kind("product_retired", Rank.breaking, "retired")
STATUS_CHANGED = Kind("product_status_changed", Rank.notable, "status changed")
READS = Kind("product_read_added", Rank.notable, "reads one dataset more")
READS_NOT = Kind("product_read_removed", Rank.notable, "no longer reads")
WRITES = Kind("product_write_added", Rank.notable, "writes one dataset or directory more")
WRITES_NOT = Kind("product_write_removed", Rank.breaking, "no longer writes")
SURFACE_ADDED = Kind("product_surface_added", Rank.notable, "seen in one place more")
SURFACE_REMOVED = Kind("product_surface_removed", Rank.breaking, "no longer seen in")
AUDIENCE_CHANGED = Kind("product_audience_changed", Rank.notable, "audience changed")
FIELDS = {
    "domain": Kind("product_domain_changed", Rank.notable, "domain changed"),
    "team": Kind("product_team_changed", Rank.notable, "team changed"),
    "business_contact": Kind("product_business_contact_changed", Rank.notable, "business contact changed"),
    "technical_contact": Kind("product_technical_contact_changed", Rank.notable, "technical contact changed"),
    "adrs": Kind("product_decisions_changed", Rank.notable, "decisions it names changed"),
    "integrations": Kind("product_integrations_changed", Rank.notable, "systems it speaks to changed"),
    "replaces": Kind("product_replaces_changed", Rank.notable, "product it follows changed"),
    "created": Kind("product_created_changed", Rank.editorial, "day of its beginning changed"),
    "links": Kind("product_links_changed", Rank.editorial, "links changed"),
    "type": Kind("product_type_changed", Rank.notable, "type changed"),
    "review_by": Kind("product_review_changed", Rank.notable, "review date changed"),
    "title": Kind("product_title_edited", Rank.editorial, "title edited"),
    "summary": Kind("product_summary_edited", Rank.editorial, "summary edited"),
    "tags": Kind("product_tags_changed", Rank.editorial, "tags changed"),
}
TEXT_EDITED = Kind("product_text_edited", Rank.editorial, "text edited")
_LIVE = ("active", "deprecated")


def products(comparison: Comparison) -> Iterable[Change]:
    """Changes of products."""
    found = comparison.products
    for product in found.added:
        yield changed(comparison, ADDED, product, note=product.status)
    for product in found.removed:
        yield removed(comparison, REMOVED, product, note=f"was {product.status}" if product.status else "")
    for pair in found.renamed:
        said = {"before": pair.before.id, "after": pair.after.id, "note": pair.how}
        yield changed(comparison, RENAMED, pair.after, **said)
    for old, new in found.both:
        if old is not new and old != new:
            yield from _status(comparison, old, new)
            yield from _data(comparison, old, new)
            yield from _surfaces(comparison, old, new)
            yield from field_changes(comparison, old, new, FIELDS)
            if old.body.split() != new.body.split():
                yield changed(comparison, TEXT_EDITED, new)


def _status(comparison: Comparison, old: Product, new: Product) -> Iterator[Change]:
    if old.status != new.status:
        kind = RETIRED if new.status == "retired" and old.status in _LIVE else STATUS_CHANGED
        yield changed(comparison, kind, new, "status", before=old.status, after=new.status)


def _data(comparison: Comparison, old: Product, new: Product) -> Iterator[Change]:
    reads = [[read.target for read in product.reads] for product in (old, new)]
    items = meaning(comparison, reads[0], old=True), meaning(comparison, reads[1], old=False)
    yield from list_changes(comparison, old, new, "reads", items, (READS, READS_NOT))
    writes = [[write.dataset or write.path for write in product.writes] for product in (old, new)]
    items = meaning(comparison, writes[0], old=True), meaning(comparison, writes[1], old=False)
    yield from list_changes(comparison, old, new, "writes", items, (WRITES, WRITES_NOT))


def _surfaces(comparison: Comparison, old: Product, new: Product) -> Iterator[Change]:
    before, after = [{f"{one.name}, {one.type}": one for one in product.surfaces} for product in (old, new)]
    items = {key: key for key in before}, {key: key for key in after}
    yield from list_changes(comparison, old, new, "surfaces", items, (SURFACE_ADDED, SURFACE_REMOVED))
    for index, (key, surface) in enumerate(after.items()):
        was = before.get(key, surface).audience
        if was != surface.audience:
            keys = ("surfaces", index, "audience")
            said = {"part": surface.name, "before": was, "after": surface.audience}
            yield changed(comparison, AUDIENCE_CHANGED, new, *keys, **said)
