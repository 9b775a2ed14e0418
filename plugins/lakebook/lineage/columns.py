"""Lineage of columns in arrays of numbers: a company has hundreds of thousands of such edges."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate

import msgspec

from lakebook.lineage.edges import BY_COLUMNS, ColumnEdge
from lakebook.model.dataset import Dataset

WHOLE = -1
"""Stands for a column where the whole dataset is meant."""


class End(msgspec.Struct, frozen=True, gc=False):
    """One end of a column's edge, seen from the other end."""

    column: int
    """Place of the column from which it is seen; WHOLE for the whole dataset."""
    dataset: str
    other: str
    """Name of the column at the other end; empty for the whole dataset."""
    rule: str
    known: int
    """BY_COLUMNS, OBSERVED, or both."""


class ColumnEdges:
    """All edges between columns, in the order of the datasets that are made. Iterating gives them by name."""

    def __init__(self, datasets: Mapping[str, Dataset]) -> None:
        self._datasets = datasets
        self._ids = list(datasets)
        self._numbers = {key: number for number, key in enumerate(self._ids)}
        self._sources, self._source_columns = array("I"), array("i")
        self._targets, self._target_columns = array("I"), array("i")
        self._known = array("B")
        self._rules: list[str] = []
        self._names = _Names(datasets, self._ids)
        self._up: dict[str, dict[str, list[tuple[str, str]]]] = {}
        self._declared_up: dict[str, dict[str, list[tuple[str, str]]]] = {}
        self._down: dict[str, dict[str, list[tuple[str, str]]]] = {}

    def add(self, source: str, source_column: int, target: str, target_column: int, rule: str, known: int) -> None:
        """One more edge, between places of columns. Those of one target are added one after another."""
        self._sources.append(self._numbers[source])
        self._source_columns.append(source_column)
        self._targets.append(self._numbers[target])
        self._target_columns.append(target_column)
        self._known.append(known)
        self._rules.append(rule)

    def __len__(self) -> int:
        return len(self._targets)

    def __iter__(self) -> Iterator[ColumnEdge]:
        return self._named(range(len(self)))

    def within_datasets(self) -> Iterator[ColumnEdge]:
        """Those that people wrote between columns of one dataset."""
        ends = enumerate(zip(self._sources, self._targets, strict=True))
        inside = [place for place, (source, target) in ends if source == target]
        return self._named(place for place in inside if self._known[place] & BY_COLUMNS)

    def _named(self, places: Iterator[int] | range) -> Iterator[ColumnEdge]:
        names, source_columns, target_columns = self._names, self._source_columns, self._target_columns
        for place in places:
            source, target = self._sources[place], self._targets[place]
            yield (
                self._ids[source],
                names[source][column] if (column := source_columns[place]) != WHOLE else "",
                self._ids[target],
                names[target][column] if (column := target_columns[place]) != WHOLE else "",
            )

    def origins_of(self, dataset_id: str) -> list[End]:
        """What columns of the dataset are made of, in the order of its columns."""
        number = self._numbers[dataset_id]
        places = range(self._target_starts[number], self._target_starts[number + 1])
        return self._seen(places, self._target_columns, self._sources, self._source_columns)

    def uses_of(self, dataset_id: str) -> list[End]:
        """What is made of columns of the dataset, in the order of the datasets that are made."""
        number = self._numbers[dataset_id]
        places = self._by_source[self._source_starts[number] : self._source_starts[number + 1]]
        return self._seen(places, self._source_columns, self._targets, self._target_columns)

    def _seen(
        self, places: Sequence[int], columns: array[int], others: array[int], other_columns: array[int]
    ) -> list[End]:
        names, ids = self._names, self._ids
        return [
            End(
                columns[place],
                ids[other := others[place]],
                names[other][column] if (column := other_columns[place]) != WHOLE else "",
                self._rules[place],
                self._known[place],
            )
            for place in places
        ]

    def sources_by_column(self, dataset_id: str) -> dict[str, list[tuple[str, str]]]:
        """For each column that is made of others: dataset id and column of those."""
        if dataset_id not in self._up:
            self._up[dataset_id] = self._by_column(dataset_id, self.origins_of(dataset_id))
        return self._up[dataset_id]

    def declared_by_column(self, dataset_id: str) -> dict[str, list[tuple[str, str]]]:
        """The same, of what people wrote."""
        if dataset_id not in self._declared_up:
            ends = [end for end in self.origins_of(dataset_id) if end.known & BY_COLUMNS]
            self._declared_up[dataset_id] = self._by_column(dataset_id, ends)
        return self._declared_up[dataset_id]

    def targets_by_column(self, dataset_id: str) -> dict[str, list[tuple[str, str]]]:
        """For each column that feeds others: dataset id and column of those; ``""`` for the whole dataset."""
        if dataset_id not in self._down:
            self._down[dataset_id] = self._by_column(dataset_id, self.uses_of(dataset_id))
        return self._down[dataset_id]

    def _by_column(self, dataset_id: str, ends: Sequence[End]) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        names = list(self._datasets[dataset_id].columns) if ends else []
        for end in ends:
            name = names[end.column] if end.column != WHOLE else ""
            found.setdefault(name, []).append((end.dataset, end.other))
        return found

    @cached_property
    def _target_starts(self) -> array[int]:
        return _starts(self._targets, len(self._ids))

    @cached_property
    def _source_starts(self) -> array[int]:
        return _starts(self._sources, len(self._ids))

    @cached_property
    def _by_source(self) -> array[int]:
        """Places of the edges in the order of their sources."""
        following = array("I", self._source_starts)
        places = array("I", bytes(4 * len(self)))
        for place, source in enumerate(self._sources):
            places[following[source]] = place
            following[source] += 1
        return places


class _Names(dict[int, list[str]]):
    """Names of the columns of each dataset, by its number; listed when first asked for."""

    def __init__(self, datasets: Mapping[str, Dataset], ids: Sequence[str]) -> None:
        self._datasets = datasets
        self._ids = ids

    def __missing__(self, number: int) -> list[str]:
        names = self[number] = list(self._datasets[self._ids[number]].columns)
        return names


def _starts(numbers: Sequence[int], count: int) -> array[int]:
    """Where the entries of each number would start, were they sorted; one more at the end."""
    counts = [0] * (count + 1)
    for number in numbers:
        counts[number + 1] += 1
    return array("I", accumulate(counts))
