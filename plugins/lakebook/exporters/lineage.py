"""Lineage of datasets in one file: node-link JSON, GraphML or Mermaid; all of it, or what is near something."""

from __future__ import annotations

import json

import click

from lakebook.book import Book
from lakebook.exporters import exporter
from lakebook.exporters._lineage_mermaid import mermaid
from lakebook.exporters._lineage_part import Part, part
from lakebook.lineage.graphml import graphml


@exporter(
    click.Option(
        ["--form"],
        type=click.Choice(["json", "graphml", "mermaid"]),
        default="json",
        help="json (node-link), graphml or mermaid.",
    ),
    click.Option(["--dataset"], default="", metavar="NAME", help="This dataset, and what is near."),
    click.Option(["--product"], default="", metavar="ID", help="What this product reads and writes, and what is near."),
    click.Option(["--domain"], default="", metavar="NAME", help="Datasets of this domain, and what is near."),
    click.Option(["--steps"], type=click.IntRange(0), default=1, help="How many steps above and below are near (1)."),
    click.Option(["--products"], is_flag=True, help="Products, surfaces and decisions, too."),
)
def lineage(
    book: Book,
    *,
    form: str = "json",
    dataset: str = "",
    product: str = "",
    domain: str = "",
    steps: int = 1,
    products: bool = False,
) -> str:
    """Lineage of datasets as node-link JSON for networkx, D3 and Gephi, as GraphML or as Mermaid."""
    found = part(book, dataset=dataset, product=product, domain=domain, steps=steps, products=products)
    match form:
        case "graphml":
            return graphml(found.nodes, found.edges)
        case "mermaid":
            return mermaid(found)
    return _node_link(found)


def _node_link(found: Part) -> str:
    nodes = [{"id": name, **said} for name, said in found.nodes.items()]
    edges = [{"source": source, "target": target, **said} for source, target, said in found.edges]
    whole = {"directed": True, "multigraph": False, "graph": {}, "nodes": nodes, "edges": edges}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
