"""Lineage as networkx graphs; loaded when one is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import networkx as nx

from lakebook.lineage.edges import ColumnEdge, Edge


def dataset_graph(sources: Mapping[str, Mapping[str, Edge]]) -> nx.DiGraph[str]:
    """An edge from each source to what is made of it, with ``note`` and ``products``."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(sources)
    for target, found in sources.items():
        for source, edge in found.items():
            graph.add_edge(source, target, note=edge.note, products=list(edge.products))
    return graph


def column_graph(edges: Iterable[ColumnEdge]) -> nx.DiGraph[tuple[str, str]]:
    """An edge from each (dataset id, column) to each that is made of it."""
    graph: nx.DiGraph[tuple[str, str]] = nx.DiGraph()
    graph.add_edges_from(((edge[0], edge[1]), (edge[2], edge[3])) for edge in edges)
    return graph


def cycles(graph: nx.DiGraph[str]) -> list[list[str]]:
    """Each set of nodes that lead to one another, as one closed walk without its repeated end."""
    found = []
    for component in nx.strongly_connected_components(graph):
        if len(component) > 1 or any(graph.has_edge(node, node) for node in component):
            walk = nx.find_cycle(graph.subgraph(component), min(component))
            found.append([edge[0] for edge in walk])
    return sorted(found)
