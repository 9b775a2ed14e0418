"""Lineage of datasets and columns in plain dictionaries; as networkx graphs where somebody asks for one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from lakebook.lineage.edges import ColumnEdge, Edge
from lakebook.model.catalogue import Catalogue
from lakebook.model.dataset import Column, Dataset
from lakebook.model.product import Product

if TYPE_CHECKING:  # loading networkx takes longer than reading a small book
    from networkx import DiGraph


class Lineage:
    """Which comes from which. Datasets are their ids; an edge leads from a source to what is made of it."""

    def __init__(
        self,
        sources: Mapping[str, dict[str, Edge]],
        column_edges: list[ColumnEdge],
        loose_names: Mapping[str, list[str]],
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

    def sources_of(self, dataset_id: str) -> list[str]:
        """Ids of what the dataset is directly made of."""
        return list(self._sources.get(dataset_id, ()))

    def targets_of(self, dataset_id: str) -> list[str]:
        """Ids of what is directly made of the dataset."""
        return self._targets.get(dataset_id, [])

    def loose_names_of(self, dataset_id: str) -> list[str]:
        """Names in its ``sources:`` and ``from:`` that lead to no dataset."""
        return self._loose_names.get(dataset_id, [])

    def upstream(self, dataset_id: str, depth: int | None = None) -> dict[str, int]:
        """Everything the dataset comes from -> how many steps away (1 for a direct source), nearest first."""
        return _reach(self._sources, dataset_id, depth)

    def downstream(self, dataset_id: str, depth: int | None = None) -> dict[str, int]:
        """Everything that comes from the dataset -> how many steps away, nearest first."""
        return _reach(self._targets, dataset_id, depth)

    def cycles(self) -> list[list[str]]:
        """Each set of datasets that come from one another, as one closed walk without its repeated end."""
        if self._has_order():
            return []
        from lakebook.lineage import _networkx

        return _networkx.cycles(self.datasets)

    def _has_order(self) -> bool:
        """Whether every dataset can stand behind all its sources, so that there is no cycle."""
        waits_for = {dataset: len(sources) for dataset, sources in self._sources.items()}
        ready = [dataset for dataset, count in waits_for.items() if not count]
        for dataset in ready:
            for target in self._targets[dataset]:
                waits_for[target] -= 1
                if not waits_for[target]:
                    ready.append(target)
        return len(ready) == len(waits_for)

    def roots(self) -> list[str]:
        """Datasets that come from nothing in the catalogue but feed something."""
        return [dataset for dataset, sources in self._sources.items() if not sources and self._targets[dataset]]

    def leaves(self) -> list[str]:
        """Datasets that come from something but feed nothing in the catalogue."""
        return [dataset for dataset, sources in self._sources.items() if sources and not self._targets[dataset]]

    @cached_property
    def _columns_up(self) -> dict[tuple[str, str], list[tuple[str, str]]]:
        found: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for source, source_column, target, target_column in self.column_edges:
            found.setdefault((target, target_column), []).append((source, source_column))
        return found

    @cached_property
    def _columns_down(self) -> dict[str, dict[str, list[tuple[str, str]]]]:
        found: dict[str, dict[str, list[tuple[str, str]]]] = {}
        for source, source_column, target, target_column in self.column_edges:
            found.setdefault(source, {}).setdefault(source_column, []).append((target, target_column))
        return found

    def column_sources(self, dataset_id: str, column: str) -> list[tuple[str, str]]:
        """Dataset id and column of what a column is directly made of."""
        return self._columns_up.get((dataset_id, column), [])

    def column_feeders(self, dataset_id: str) -> frozenset[str]:
        """Ids of the datasets of which columns of this one are said to be made."""
        return self._column_feeders.get(dataset_id, frozenset())

    @cached_property
    def _column_feeders(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for source, _, target, _ in self.column_edges:
            found.setdefault(target, set()).add(source)
        return {target: frozenset(sources) for target, sources in found.items()}

    def column_targets(self, dataset_id: str, column: str) -> list[tuple[str, str]]:
        """Dataset id and column of what is directly made of a column."""
        return self.fed_by_columns(dataset_id).get(column, [])

    def fed_by_columns(self, dataset_id: str) -> dict[str, list[tuple[str, str]]]:
        """For each column of a dataset that feeds others: dataset id and column of those; ``""`` for the whole."""
        return self._columns_down.get(dataset_id, {})

    @cached_property
    def datasets(self) -> DiGraph[str]:
        """Datasets as a networkx graph; edges have ``note`` (str) and ``products`` (list of product ids)."""
        from lakebook.lineage import _networkx

        return _networkx.dataset_graph(self._sources)

    def column_graph(self) -> DiGraph[tuple[str, str]]:
        """Column lineage as a networkx graph over (dataset id, column)."""
        from lakebook.lineage import _networkx

        return _networkx.column_graph(self.column_edges)


def _reach(steps: Mapping[str, Iterable[str]], start: str, depth: int | None) -> dict[str, int]:
    """What can be reached from *start* -> distance, nearest first; *start* itself left out."""
    found = {start: 0}
    edge = [start]
    while edge and (depth is None or found[edge[0]] < depth):
        further = dict.fromkeys(after for one in edge for after in steps.get(one, ()) if after not in found)
        found.update(dict.fromkeys(further, found[edge[0]] + 1))
        edge = list(further)
    del found[start]
    return found


def build_lineage(catalogue: Catalogue, products: Iterable[Product]) -> Lineage:
    """Lineage from ``sources:``, column ``from:`` and the ``reads`` and ``writes`` of products.

    A product's reads feed what it writes only where the written dataset does not say its sources
    itself: what the dataset says is more exact. References that lead nowhere are left out here and
    reported by the checks.
    """
    column_edges: list[ColumnEdge] = []
    loose: dict[str, list[str]] = {}
    sources: dict[str, dict[str, Edge]] = {}
    for key, dataset in catalogue.datasets.items():
        found = sources[key] = {}
        for reference in dataset.sources:
            meant = catalogue.resolve(reference.target, dataset).dataset
            if meant is not None:
                found[meant.id] = Edge(reference.note)
            else:
                loose.setdefault(key, []).append(reference.target)
        for column in dataset.columns.values():
            if column.from_:
                column_edges += _column_edges(catalogue, dataset, column, loose)
    for source, _, target, _ in column_edges:
        if source != target:
            sources[target].setdefault(source, Edge())
    declared = {key for key, found in sources.items() if found}
    for product in products:
        _add_product(sources, catalogue, product, declared)
    return Lineage(sources, column_edges, loose)


def _column_edges(
    catalogue: Catalogue, dataset: Dataset, column: Column, loose: dict[str, list[str]]
) -> Iterator[ColumnEdge]:
    for reference in column.from_:
        found = catalogue.resolve(reference.target, dataset)
        if found.dataset is not None:
            yield found.dataset.id, found.column, dataset.id, column.name
        else:
            loose.setdefault(dataset.id, []).append(reference.target)


def _add_product(edges: dict[str, dict[str, Edge]], catalogue: Catalogue, product: Product, declared: set[str]) -> None:
    reads = [found.dataset.id for read in product.reads if (found := catalogue.resolve(read.target)).dataset]
    writes = [found.dataset.id for write in product.writes if (found := catalogue.resolve(write.dataset)).dataset]
    for source in reads:
        for target in writes:
            if known := edges[target].get(source):
                known.products += (product.id,)
            elif source != target and target not in declared:
                edges[target][source] = Edge(products=(product.id,))
