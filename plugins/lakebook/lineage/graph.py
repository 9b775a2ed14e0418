"""Lineage of datasets and columns in plain dictionaries; as networkx graphs where somebody asks for one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from lakebook.lineage.columns import ColumnEdges
from lakebook.lineage.counting import counts_below
from lakebook.lineage.edges import OBSERVED, Edge
from lakebook.lineage.walks import Neighbourhood, neighbourhood, reach, sorted_by_sources

if TYPE_CHECKING:  # loading networkx takes longer than reading a small book
    from networkx import DiGraph


class Lineage:
    """Which comes from which. Datasets are their ids; an edge leads from a source to what is made of it.

    What people declare and what importers observed stand beside each other, unless a method says otherwise.
    """

    def __init__(
        self,
        sources: Mapping[str, dict[str, Edge]],
        column_edges: ColumnEdges,
        loose_names: Mapping[str, dict[str, int]],
    ) -> None:
        """*sources* has a key for every dataset: its direct sources. *loose_names* as ``loose_names_of`` gives them."""
        self.column_edges = column_edges
        self._loose_names = loose_names
        self._sources = sources
        self._targets: dict[str, list[str]] = {dataset: [] for dataset in sources}
        for target, found in sources.items():
            for source in found:
                self._targets[source].append(target)

    @property
    def edge_count(self) -> int:
        """Pairs of datasets of which one is directly made of the other."""
        return sum(map(len, self._sources.values()))

    def edge(self, source: str, target: str) -> Edge | None:
        """What is known of the edge; None where there is none."""
        return self._sources.get(target, {}).get(source)

    def edges_into(self, dataset_id: str) -> Mapping[str, Edge]:
        """Ids of what the dataset is directly made of, each with what is known of the edge."""
        return self._sources.get(dataset_id, {})

    def sources_of(self, dataset_id: str) -> list[str]:
        """Ids of what the dataset is directly made of."""
        return list(self._sources.get(dataset_id, ()))

    def declared_sources_of(self, dataset_id: str) -> list[str]:
        """Ids of what people say that the dataset is directly made of."""
        return [source for source, edge in self.edges_into(dataset_id).items() if edge.is_declared]

    def targets_of(self, dataset_id: str) -> list[str]:
        """Ids of what is directly made of the dataset."""
        return self._targets.get(dataset_id, [])

    def loose_names_of(self, dataset_id: str) -> Mapping[str, int]:
        """Names of sources, its own or its columns', that lead to no dataset, each with the bits of who gives it."""
        return self._loose_names.get(dataset_id, {})

    def upstream(self, dataset_id: str, depth: int | None = None) -> dict[str, int]:
        """Everything the dataset comes from -> how many steps away (1 for a direct source), nearest first."""
        return reach(self._sources, dataset_id, depth)

    def downstream(self, dataset_id: str, depth: int | None = None) -> dict[str, int]:
        """Everything that comes from the dataset -> how many steps away, nearest first."""
        return reach(self._targets, dataset_id, depth)

    def neighbourhood(self, dataset_id: str, up: int = 2, down: int = 2, cap: int = 40) -> Neighbourhood:
        """The dataset, what is so many steps above and below it, at most *cap* of them, and the edges between these.

        The nearest come first, then by id.
        """
        return neighbourhood(self.known, self._targets, dataset_id, up, down, cap)

    @cached_property
    def known(self) -> dict[str, dict[str, int]]:
        """Of each dataset, its direct sources, each with the bits of what makes the edge known."""
        return {key: {source: edge.known for source, edge in found.items()} for key, found in self._sources.items()}

    def downstream_counts(self) -> dict[str, int]:
        """For each dataset, how many others come from it; in a circle, the others of the circle do."""
        order = sorted_by_sources(self._sources, self._targets)
        groups = [[dataset] for dataset in order] if order is not None else self._circles_in_order()
        return counts_below(groups, self._targets)

    def _circles_in_order(self) -> list[list[str]]:
        from lakebook.lineage import _networkx

        return _networkx.components_in_order(self.datasets)

    def cycles(self) -> list[list[str]]:
        """Each set of datasets that come from one another, as one closed walk without its repeated end.

        An edge that was observed only is no part of one: nobody can correct it here.
        """
        declared = {
            dataset: [source for source, known in found.items() if known & ~OBSERVED]
            for dataset, found in self.known.items()
        }
        if sorted_by_sources(declared, self._targets) is not None:
            return []
        from lakebook.lineage import _networkx

        return _networkx.cycles(_networkx.declared_graph(declared))

    def roots(self) -> list[str]:
        """Datasets that come from nothing in the catalogue but feed something."""
        return [dataset for dataset, sources in self._sources.items() if not sources and self._targets[dataset]]

    def leaves(self) -> list[str]:
        """Datasets that come from something but feed nothing in the catalogue."""
        return [dataset for dataset, sources in self._sources.items() if sources and not self._targets[dataset]]

    def column_sources(self, dataset_id: str, column: str) -> list[tuple[str, str]]:
        """Dataset id and column of what a column is directly made of."""
        return self.column_edges.sources_by_column(dataset_id).get(column, [])

    def declared_column_sources(self, dataset_id: str, column: str) -> list[tuple[str, str]]:
        """Dataset id and column of what people say that a column is directly made of."""
        return self.column_edges.declared_by_column(dataset_id).get(column, [])

    def column_feeders(self, dataset_id: str) -> frozenset[str]:
        """Ids of the datasets of which columns of this one are known to be made."""
        columns = self.column_edges.sources_by_column(dataset_id).values()
        return frozenset(source for ends in columns for source, _ in ends)

    def column_targets(self, dataset_id: str, column: str) -> list[tuple[str, str]]:
        """Dataset id and column of what is directly made of a column."""
        return self.fed_by_columns(dataset_id).get(column, [])

    def fed_by_columns(self, dataset_id: str) -> dict[str, list[tuple[str, str]]]:
        """For each column of a dataset that feeds others: dataset id and column of those; ``""`` for the whole."""
        return self.column_edges.targets_by_column(dataset_id)

    def rollup(self, groups: Mapping[str, Iterable[str]]) -> DiGraph[str]:
        """Flows between groups of datasets, such as domains; *groups* are those of each dataset.

        ``weight`` of an edge is the number of flows between datasets; those within one group are an edge to itself.
        """
        from lakebook.lineage import _networkx

        return _networkx.rolled_up(self._sources, groups)

    @cached_property
    def datasets(self) -> DiGraph[str]:
        """Datasets as a networkx graph; edges have what ``Edge`` says."""
        from lakebook.lineage import _networkx

        return _networkx.dataset_graph(self._sources)

    def column_graph(self, ids: Iterable[str] | None = None) -> DiGraph[tuple[str, str]]:
        """Column lineage as a networkx graph over (dataset id, column); with *ids*, between columns of these only."""
        from lakebook.lineage import _networkx

        return _networkx.column_graph(self.column_edges, None if ids is None else frozenset(ids))
