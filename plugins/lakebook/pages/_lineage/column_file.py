"""The columns of a dataset, what each is made of and what is made of it, in one script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter

from lakebook.lineage.columns import ColumnEdges, End
from lakebook.lineage.edges import BY_COLUMNS
from lakebook.model.dataset import Dataset
from lakebook.pages._lineage import as_json
from lakebook.pages._lineage.nodes import Nodes

_ORDER = attrgetter("column", "dataset", "other", "rule", "known")


def column_script(edges: ColumnEdges, nodes: Nodes, dataset: Dataset) -> bytes:
    """The script of one dataset."""
    parts = (
        dataset.id,
        nodes.columns(dataset),
        list(_ends(edges.origins_of(dataset.id))),
        list(_ends(edges.uses_of(dataset.id))),
    )
    return b"__lineage.columns(%s)\n" % b",".join(map(as_json, parts))


def _ends(ends: Iterable[End]) -> Iterator[tuple[int | str, ...]]:
    """Place of the column, the other dataset, the other column; the rule and the bits where they are not the usual.

    A dataset is named once; from then on the place of the entry that names it stands for it.
    """
    places: dict[str, int] = {}
    for place, end in enumerate(sorted(ends, key=_ORDER)):
        named = places.setdefault(end.dataset, place)
        dataset: int | str = end.dataset if named == place else named
        if end.known != BY_COLUMNS:
            yield end.column, dataset, end.other, end.rule, end.known
        elif end.rule:
            yield end.column, dataset, end.other, end.rule
        else:
            yield end.column, dataset, end.other
