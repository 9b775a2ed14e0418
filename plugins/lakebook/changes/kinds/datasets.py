"""Datasets that are new, gone, renamed or moved, and what is said of each as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lakebook.changes.change import Change, Kind, Rank
from lakebook.changes.comparison import Comparison
from lakebook.changes.records import changed, field_changes, removed
from lakebook.model.dataset import Dataset

ADDED = Kind("dataset_added", Rank.notable, "new dataset")
REMOVED = Kind("dataset_removed", Rank.breaking, "dataset removed")
RENAMED = Kind("dataset_renamed", Rank.breaking, "renamed")
MOVED = Kind("dataset_moved", Rank.notable, "moved to another domain")
FILE_CHANGED = Kind("dataset_file_changed", Rank.editorial, "moved to another file")
RETIRED = Kind("dataset_retired", Rank.breaking, "retired")
STATUS_CHANGED = Kind("dataset_status_changed", Rank.notable, "status changed")
PATH_CHANGED = Kind("dataset_path_changed", Rank.breaking, "path in the lake changed")
PATH_STATED = Kind("dataset_path_stated", Rank.notable, "path in the lake stated")
FIELDS = {
    "kind": Kind("dataset_kind_changed", Rank.notable, "kind changed"),
    "layer": Kind("dataset_layer_changed", Rank.notable, "layer changed"),
    "retention": Kind("dataset_retention_changed", Rank.notable, "retention changed"),
    "refresh": Kind("dataset_refresh_changed", Rank.notable, "refresh changed"),
    "successor": Kind("dataset_successor_changed", Rank.notable, "successor changed"),
    "product": Kind("dataset_product_changed", Rank.notable, "product that writes it changed"),
    "url": Kind("dataset_url_changed", Rank.notable, "address changed"),
    "title": Kind("dataset_title_edited", Rank.editorial, "title edited"),
    "description": Kind("dataset_description_edited", Rank.editorial, "description edited"),
    "terms": Kind("dataset_terms_changed", Rank.editorial, "terms changed"),
    "tags": Kind("dataset_tags_changed", Rank.editorial, "tags changed"),
    "links": Kind("dataset_links_changed", Rank.editorial, "links changed"),
    "extra": Kind("dataset_extra_changed", Rank.editorial, "further details changed"),
}


def datasets(comparison: Comparison) -> Iterable[Change]:
    """Changes of datasets; a removed dataset stands for its columns too."""
    for dataset in comparison.datasets.added:
        yield changed(comparison, ADDED, dataset, note=_size(dataset))
    for dataset in comparison.datasets.removed:
        yield removed(comparison, REMOVED, dataset, note=_size(dataset), touches=((dataset.id, ""),))
    for pair in comparison.datasets.renamed:
        said = {"before": pair.before.id, "after": pair.after.id, "note": pair.how}
        yield changed(comparison, RENAMED, pair.after, touches=((pair.before.id, ""),), **said)
    for old, new in comparison.changed_datasets:
        yield from _places(comparison, old, new)
        yield from _status(comparison, old, new)
        path = PATH_CHANGED if old.location else PATH_STATED
        yield from field_changes(comparison, old, new, {"location": path, **FIELDS}, touches=old.id)


def _size(dataset: Dataset) -> str:
    count = len(dataset.columns)
    return f"{count} column{'' if count == 1 else 's'}"


def _places(comparison: Comparison, old: Dataset, new: Dataset) -> Iterator[Change]:
    if old.domain != new.domain:
        yield changed(comparison, MOVED, new, before=old.domain, after=new.domain)
    elif old.file != new.file:
        yield changed(comparison, FILE_CHANGED, new, before=old.file, after=new.file)


def _status(comparison: Comparison, old: Dataset, new: Dataset) -> Iterator[Change]:
    if old.status != new.status:
        retired = new.status == "retired" and old.status in ("active", "deprecated")
        touches = ((old.id, ""),) if retired else ()
        said = {"before": old.status, "after": new.status, "touches": touches}
        yield changed(comparison, RETIRED if retired else STATUS_CHANGED, new, "status", **said)
