"""Dataset lineage as node-link JSON, the form that networkx, D3 and Gephi read."""

from __future__ import annotations

import json
from typing import Any

from lakebook.book import Book


def lineage(book: Book) -> str:
    """Dataset lineage as node-link JSON, for networkx, D3 and Gephi."""
    graph = book.lineage.datasets
    nodes = [_node(book, name) for name in sorted(graph)]
    links = [
        {"source": source, "target": target, **{key: value for key, value in said.items() if value}}
        for source, target, said in sorted(graph.edges(data=True), key=lambda edge: edge[:2])
    ]
    whole = {"directed": True, "multigraph": False, "graph": {}, "nodes": nodes, "edges": links}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _node(book: Book, name: str) -> dict[str, Any]:
    dataset = book.catalogue.datasets[name]
    node = {
        "id": name,
        "title": dataset.display_title,
        "domain": dataset.domain,
        "system": dataset.system,
        "kind": dataset.kind,
        "layer": dataset.layer,
        "custodian": book.catalogue.custodian_of(dataset),
    }
    return {key: value for key, value in node.items() if value}
