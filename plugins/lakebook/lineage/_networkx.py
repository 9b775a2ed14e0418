"""Lineage as networkx graphs; loaded when one is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

import networkx as nx

from lakebook.lineage.columns import ColumnEdges
from lakebook.lineage.edges import Edge


def dataset_graph(sources: Mapping[str, Mapping[str, Edge]]) -> nx.DiGraph[str]:
    """An edge from each source to what is made of it, with ``note``, ``products``, ``known`` and ``origins``."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(sources)
    for target, found in sources.items():
        for source, edge in found.items():
            graph.add_edge(
                source,
                target,
                note=edge.note,
                products=list(edge.products),
                known=edge.standing,
                origins=list(edge.origins),
            )
    return graph


def declared_graph(sources: Mapping[str, Iterable[str]]) -> nx.DiGraph[str]:
    """An edge from each source to what is made of it."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(sources)
    graph.add_edges_from((source, target) for target, found in sources.items() for source in found)
    return graph


def column_graph(edges: ColumnEdges, ids: Collection[str] | None) -> nx.DiGraph[tuple[str, str]]:
    """An edge from each (dataset id, column) to each that is made of it."""
    graph: nx.DiGraph[tuple[str, str]] = nx.DiGraph()
    graph.add_edges_from(
        ((edge[0], edge[1]), (edge[2], edge[3])) for edge in edges if ids is None or (edge[0] in ids and edge[2] in ids)
    )
    return graph


def rolled_up(sources: Mapping[str, Iterable[str]], groups: Mapping[str, Iterable[str]]) -> nx.DiGraph[str]:
    """An edge from group to group, for all edges between datasets of the two."""
    flows = (
        (group, other)
        for target, found in sources.items()
        for source in found
        for group in groups.get(source, ())
        for other in groups.get(target, ())
    )
    return weighted({group for found in groups.values() for group in found}, flows)


def weighted(nodes: Iterable[str], flows: Iterable[tuple[str, str]]) -> nx.DiGraph[str]:
    """An edge for all flows that are alike, with their number as ``weight``; everything in alphabetical order."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(sorted(nodes))
    for (source, target), weight in sorted(Counter(flows).items()):
        graph.add_edge(source, target, weight=weight)
    return graph


def components_in_order(graph: nx.DiGraph[str]) -> list[list[str]]:
    """Sets of nodes that lead to one another, each behind those that lead to it."""
    found = [sorted(component) for component in nx.strongly_connected_components(graph)]
    return found[::-1]


def cycles(graph: nx.DiGraph[str]) -> list[list[str]]:
    """Each set of nodes that lead to one another, as one closed walk without its repeated end."""
    found = []
    for component in nx.strongly_connected_components(graph):
        if len(component) > 1 or any(graph.has_edge(node, node) for node in component):
            walk = nx.find_cycle(graph.subgraph(component), min(component))
            found.append([edge[0] for edge in walk])
    return sorted(found)
