"""What people declare of the lineage of a dataset's columns, held against what importers observed. No HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from lakebook.book import Book
from lakebook.lineage.columns import End
from lakebook.lineage.edges import BY_COLUMNS, OBSERVED, Standing, standing
from lakebook.model.dataset import Dataset

_Ends = dict[int, set[tuple[str, str]]]
"""Place of a column -> dataset and column of what it is made of."""


class Difference(msgspec.Struct, frozen=True):
    """A column and what only people, or only importers, say that it is made of."""

    column: str
    source: str
    """Id of the dataset."""
    other: str
    """Column of the source."""
    standing: Standing


def differences(book: Book, record: Dataset, observed: Mapping[str, tuple[str, ...]]) -> Iterator[Difference]:
    """Columns on which people and importers differ, in the order of the columns.

    *observed*: id of a source -> the columns of *record* that importers saw to be made of columns of it. A column, or a
    source, of which they saw nothing at all is left alone: most of what they read says nothing of columns.
    """
    ends = book.lineage.column_edges.origins_of(record.id)
    declared = _declared(record, ends)
    names = list(record.columns)
    read = {name for columns in observed.values() for name in columns}
    for end in ends:
        name = names[end.column]
        if not end.other or end.dataset == record.id or name not in read:
            continue
        only_observed = end.known == OBSERVED and (end.dataset, end.other) not in declared.get(end.column, ())
        if only_observed or (end.known == BY_COLUMNS and observed.get(end.dataset)):
            yield Difference(name, end.dataset, end.other, standing(end.known))


def _declared(record: Dataset, ends: list[End]) -> _Ends:
    """What people say that each column is made of, directly or by other columns of the same dataset."""
    places = {name: place for place, name in enumerate(record.columns)}
    direct: _Ends = {}
    for end in ends:
        if end.known & BY_COLUMNS:
            direct.setdefault(end.column, set()).add((end.dataset, end.other))
    found: _Ends = {}
    for column in direct:
        reached, edge = {column}, [column]
        for one in edge:
            own = (places[other] for dataset, other in direct.get(one, ()) if dataset == record.id and other in places)
            edge += [place for place in own if place not in reached]
            reached.update(edge)
        found[column] = {end for one in reached for end in direct.get(one, ())}
    return found
