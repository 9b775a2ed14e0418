"""Datasets, products, surfaces and decisions in one networkx graph: what leads where."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lakebook.lineage.graph import Lineage
from lakebook.model.catalogue import Catalogue
from lakebook.model.log import DecisionLog
from lakebook.model.product import Product

if TYPE_CHECKING:
    from networkx import DiGraph


def product_node(product_id: str) -> str:
    """How a product is called in the graph; datasets are called by their ids."""
    return f"product:{product_id}"


def decision_node(decision_id: str) -> str:
    """How a decision is called in the graph."""
    return f"decision:{decision_id}"


def everything(
    lineage: Lineage, catalogue: Catalogue, products: Iterable[Product], decisions: DecisionLog
) -> DiGraph[str]:
    """The lineage of datasets, and all that it leads to or that is decided about it.

    Each node that is no dataset has ``is`` (product, surface, decision) and ``title``; each edge has ``says``: a
    dataset ``feeds`` another, a product ``reads`` and ``writes`` datasets and ``shows`` surfaces, a decision is
    ``about`` a dataset or a product.
    """
    graph: DiGraph[str] = lineage.datasets.copy()
    for _, _, said in graph.edges(data=True):
        said["says"] = "feeds"
    known = list(products)
    for product in known:
        _add_product(graph, catalogue, decisions, product)
    ids = {product.id for product in known}
    for decision in decisions:
        node = decision_node(decision.id)
        graph.add_node(node, **{"is": "decision", "title": decision.title or decision.id})
        found = (catalogue.resolve(name).dataset for name in decision.datasets)
        graph.add_edges_from((node, dataset.id, {"says": "about"}) for dataset in found if dataset is not None)
        graph.add_edges_from((node, product_node(name), {"says": "about"}) for name in decision.products if name in ids)
    return graph


def _add_product(graph: DiGraph[str], catalogue: Catalogue, decisions: DecisionLog, product: Product) -> None:
    node = product_node(product.id)
    graph.add_node(node, **{"is": "product", "title": product.title or product.id})
    for reference in product.reads:
        if (read := catalogue.resolve(reference.target).dataset) is not None:
            graph.add_edge(read.id, node, says="reads", note=reference.note)
    for write in product.writes:
        if (written := catalogue.resolve(write.dataset).dataset) is not None:
            graph.add_edge(node, written.id, says="writes", note=write.note)
    for number, surface in enumerate(product.surfaces, 1):
        name = f"surface:{product.id}:{number}"
        graph.add_node(name, **{"is": "surface", "title": surface.name, "kind": surface.type})
        graph.add_edge(node, name, says="shows")
    for adr in product.adrs:
        if (decision := decisions.find(adr)) is not None:
            graph.add_edge(decision_node(decision.id), node, says="about")
