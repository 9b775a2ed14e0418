"""Graphs as GraphML, which Gephi, yEd and Cytoscape read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def graphml(nodes: Mapping[str, Mapping[str, Any]], edges: Iterable[tuple[str, str, Mapping[str, Any]]]) -> str:
    """One XML document; lists become texts with commas, and characters that XML cannot hold a question mark."""
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    for node, said in nodes.items():
        graph.add_node(_text(node), **_plain(said))
    for source, target, said in edges:
        graph.add_edge(_text(source), _text(target), **_plain(said))
    return "<?xml version='1.0' encoding='utf-8'?>\n" + "\n".join(nx.generate_graphml(graph)) + "\n"


def _plain(said: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value if isinstance(value, int) else _text(value) for key, value in said.items()}


def _text(value: Any) -> str:
    return _NOT_XML.sub("?", ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value))
