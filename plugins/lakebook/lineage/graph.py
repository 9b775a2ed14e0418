"""Dataset lineage as a networkx graph; column lineage in compact lists, as a graph on demand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import networkx as nx

from lakebook.model.catalogue import Catalogue
from lakebook.model.dataset import Dataset
from lakebook.model.product import Product

ColumnEdge = tuple[str, str, str, str]
"""Source dataset id and column, target dataset id and column. No source column means the whole dataset."""


class Lineage:
    """The two graphs of a book. Nodes are dataset ids; an edge leads from a source to what is made of it.

    Attributes of an edge: ``note`` (str, what people wrote) and ``products`` (list of product ids).
    """

    def __init__(self, datasets: nx.DiGraph[str], column_edges: list[ColumnEdge]) -> None:
        self.datasets = datasets
        self.column_edges = column_edges
        self._columns_up: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self._columns_down: dict[str, dict[str, list[tuple[str, str]]]] = {}
        for source, source_column, target, target_column in column_edges:
            self._columns_up.setdefault((target, target_column), []).append((source, source_column))
            fed = self._columns_down.setdefault(source, {})
            fed.setdefault(source_column, []).append((target, target_column))

    def sources_of(self, dataset_id: str) -> list[str]:
        """Ids of what the dataset is directly made of."""
        return list(self.datasets.predecessors(dataset_id)) if dataset_id in self.datasets else []

    def targets_of(self, dataset_id: str) -> list[str]:
        """Ids of what is directly made of the dataset."""
        return list(self.datasets.successors(dataset_id)) if dataset_id in self.datasets else []

    def upstream(self, dataset_id: str, depth: int | None = None) -> dict[str, int]:
        """Everything the dataset comes from -> how many steps away (1 for a direct source), nearest first."""
        return self._reach(self.datasets.predecessors, dataset_id, depth)

    def downstream(self, dataset_id: str, depth: int | None = None) -> dict[str, int]:
        """Everything that comes from the dataset -> how many steps away, nearest first."""
        return self._reach(self.datasets.successors, dataset_id, depth)

    def _reach(self, step: object, start: str, depth: int | None) -> dict[str, int]:
        if start not in self.datasets:
            return {}
        layers = nx.bfs_layers(
            self.datasets if step == self.datasets.successors else self.datasets.reverse(copy=False), start
        )
        found: dict[str, int] = {}
        for distance, layer in enumerate(layers):
            if depth is not None and distance > depth:
                break
            found.update(dict.fromkeys(layer, distance))
        found.pop(start, None)
        return found

    def cycles(self) -> list[list[str]]:
        """Each set of datasets that come from one another, as one closed walk without its repeated end."""
        found = []
        for component in nx.strongly_connected_components(self.datasets):
            if len(component) > 1 or any(self.datasets.has_edge(node, node) for node in component):
                walk = nx.find_cycle(self.datasets.subgraph(component), min(component))
                found.append([edge[0] for edge in walk])
        return sorted(found)

    def roots(self) -> list[str]:
        """Datasets that come from nothing in the catalogue but feed something."""
        graph = self.datasets
        return [node for node in graph if not graph.in_degree(node) and graph.out_degree(node)]

    def leaves(self) -> list[str]:
        """Datasets that come from something but feed nothing in the catalogue."""
        graph = self.datasets
        return [node for node in graph if graph.in_degree(node) and not graph.out_degree(node)]

    def column_sources(self, dataset_id: str, column: str) -> list[tuple[str, str]]:
        """Dataset id and column of what a column is directly made of."""
        return self._columns_up.get((dataset_id, column), [])

    def column_targets(self, dataset_id: str, column: str) -> list[tuple[str, str]]:
        """Dataset id and column of what is directly made of a column."""
        return self.fed_by_columns(dataset_id).get(column, [])

    def fed_by_columns(self, dataset_id: str) -> dict[str, list[tuple[str, str]]]:
        """For each column of a dataset that feeds others: dataset id and column of those; ``""`` for the whole."""
        return self._columns_down.get(dataset_id, {})

    def column_graph(self) -> nx.DiGraph[tuple[str, str]]:
        """Column lineage as a graph over (dataset id, column)."""
        graph: nx.DiGraph[tuple[str, str]] = nx.DiGraph()
        graph.add_edges_from(((edge[0], edge[1]), (edge[2], edge[3])) for edge in self.column_edges)
        return graph


def build_lineage(catalogue: Catalogue, products: Iterable[Product]) -> Lineage:
    """Lineage from ``sources:``, column ``from:`` and the ``reads`` and ``writes`` of products.

    A product's reads feed what it writes only where the written dataset does not say its sources
    itself: what the dataset says is more exact. References that lead nowhere are left out here and
    reported by the checks.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(catalogue.datasets)
    column_edges: list[ColumnEdge] = []
    for dataset in catalogue.datasets.values():
        for source, note in _dataset_sources(catalogue, dataset):
            graph.add_edge(source, dataset.id, note=note, products=[])
        for column in dataset.columns.values():
            for reference in column.from_:
                found = catalogue.resolve(reference.target, dataset)
                if found.dataset is None:
                    continue
                column_edges.append((found.dataset.id, found.column, dataset.id, column.name))
                if found.dataset is not dataset and not graph.has_edge(found.dataset.id, dataset.id):
                    graph.add_edge(found.dataset.id, dataset.id, note="", products=[])
    declared = {node for node in graph if graph.in_degree(node)}
    for product in products:
        _add_product(graph, catalogue, product, declared)
    return Lineage(graph, column_edges)


def _dataset_sources(catalogue: Catalogue, dataset: Dataset) -> Iterator[tuple[str, str]]:
    for reference in dataset.sources:
        found = catalogue.resolve(reference.target, dataset)
        if found.dataset is not None:
            yield found.dataset.id, reference.note


def _add_product(graph: nx.DiGraph[str], catalogue: Catalogue, product: Product, declared: set[str]) -> None:
    reads = [found.dataset.id for read in product.reads if (found := catalogue.resolve(read.target)).dataset]
    writes = [found.dataset.id for write in product.writes if (found := catalogue.resolve(write.dataset)).dataset]
    for source in reads:
        for target in writes:
            if graph.has_edge(source, target):
                graph.edges[source, target]["products"].append(product.id)
            elif source != target and target not in declared:
                graph.add_edge(source, target, note="", products=[product.id])
