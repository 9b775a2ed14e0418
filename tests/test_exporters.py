"""The book for other tools."""

from __future__ import annotations

import json

from lakebook.book import read_book
from lakebook.exporters.lineage import lineage
from lakebook.sources.in_memory import InMemory

SCHEMA = "datasets:\n  raw:\n    title: Raw orders\n  clean:\n    sources: {raw: duplicates removed}\n"


def test_lineage_is_node_link_json_that_networkx_reads():
    import networkx as nx

    made = json.loads(lineage(read_book(InMemory({"catalogue/sales/crm/orders.yaml": SCHEMA}))))
    graph = nx.node_link_graph(made, edges="edges")
    assert list(graph.edges(data="note")) == [("crm.orders.raw", "crm.orders.clean", "duplicates removed")]
    assert graph.nodes["crm.orders.raw"]["title"] == "Raw orders"


def test_lineage_is_the_same_for_the_same_book():
    files = {"catalogue/sales/crm/orders.yaml": SCHEMA}
    assert lineage(read_book(InMemory(files))) == lineage(read_book(InMemory(files)))
