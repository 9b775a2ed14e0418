"""Which comes from which: neighbourhoods, counts, rollups, columns, what was observed, and what all of it leads to."""

from __future__ import annotations

import datetime
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lakebook.book import Book, read_book
from lakebook.changes.impact import impact_of
from lakebook.checks._run import run_checks
from lakebook.lineage.edges import BY_COLUMNS, BY_PRODUCT, DECLARED, OBSERVED
from lakebook.lineage.everything import everything
from lakebook.lineage.rollups import by_domain, by_product
from lakebook.sources.in_memory import InMemory
from lakebook.sources.working_tree import WorkingTree

TODAY = datetime.date(2026, 11, 24)


def woven(edges: set[tuple[int, int]], size: int) -> Book:
    """A book of datasets ``s.t.d0``, ..., with these edges from source to target."""
    lines = []
    for number in range(size):
        sources = sorted(source for source, target in edges if target == number)
        lines.append(f"  d{number}:\n    sources: [{', '.join(f'd{source}' for source in sources)}]\n")
    return read_book(InMemory({"catalogue/a/s/t.yaml": "datasets:\n" + "".join(lines)}), today=TODAY)


EDGES = st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=20)


@settings(max_examples=60, deadline=None)
@given(EDGES)
def test_downstream_counts_are_those_of_networkx_also_with_circles(edges: set[tuple[int, int]]):
    lineage = woven(edges, 9).lineage
    graph = nx.DiGraph(edges)
    graph.add_nodes_from(range(9))
    wanted = {f"s.t.d{number}": len(nx.descendants(graph, number)) for number in range(9)}
    assert lineage.downstream_counts() == wanted
    assert lineage.downstream_counts() == {key: len(lineage.downstream(key)) for key in wanted} or any(lineage.cycles())


@settings(max_examples=60, deadline=None)
@given(EDGES, st.integers(1, 9))
def test_a_neighbourhood_is_the_nearest_and_the_edges_between_them(edges: set[tuple[int, int]], cap: int):
    near = woven(edges, 9).lineage.neighbourhood("s.t.d0", cap=cap)
    graph = nx.DiGraph((f"s.t.d{one}", f"s.t.d{other}") for one, other in edges)
    graph.add_node("s.t.d0")
    below = nx.single_source_shortest_path_length(graph, "s.t.d0", 2)
    above = nx.single_source_shortest_path_length(graph.reverse(), "s.t.d0", 2)
    steps = {one: min(below.get(one, 9), above.get(one, 9)) for one in below.keys() | above.keys()}
    wanted = sorted(steps, key=lambda one: (steps[one], one))
    assert list(near.hops) == wanted[:cap] and near.left_out == len(wanted[cap:])
    assert {one: abs(hops) for one, hops in near.hops.items()} == {one: steps[one] for one in near.hops}
    shown = list(near.hops)
    named = [(shown[one], shown[other]) for one, other, known in near.edges if known == DECLARED]
    assert sorted(named) == sorted(graph.subgraph(shown).edges) and near.edges == sorted(near.edges)


def test_a_neighbourhood_of_a_dataset_that_feeds_hundreds_is_cut():
    near = woven({(0, number) for number in range(1, 500)}, 500).lineage.neighbourhood("s.t.d0")
    assert len(near.hops) == 40 and near.left_out == 460 and len(near.edges) == 39


SCHEMA = """datasets:
  raw:
    columns: {id: int pk, amount: int, note: text}
  rates:
    columns: {rate: numeric}
  net:
    sources: {raw: cleaned}
    columns:
      id: {type: int, from: raw.id}
      euro: {type: int, from: {raw.amount: times the rate, rates.rate: ''}}
      whole: {type: text, from: raw}
  loose:
    columns:
      id: int
      amount: int
"""
SEEN = """datasets:
  net:
    edges:
      s.t.raw:
        origin: [sql, dbt]
        columns:
          euro: amount
          id: {from: [id, note]}
          nobody: amount
      s.t.elsewhere: openlineage
  loose:
    edges:
      s.t.raw: {origin: dbt, columns: {amount: amount}}
"""
FILES = {"catalogue/a/s/t.yaml": SCHEMA, "catalogue/a/s/t.observed.yaml": SEEN}


def observed(**more: str) -> Book:
    return read_book(InMemory({**FILES, **more}), today=TODAY)


def test_an_edge_says_how_it_is_known():
    lineage = observed().lineage
    both, declared, seen = (
        lineage.edge(*ends) for ends in (("s.t.raw", "s.t.net"), ("s.t.rates", "s.t.net"), ("s.t.raw", "s.t.loose"))
    )
    assert both and both.known == DECLARED | BY_COLUMNS | OBSERVED and both.standing == "both"
    assert both.origins == ("sql", "dbt") and both.note == "cleaned"
    assert declared and declared.known == BY_COLUMNS and declared.standing == "declared"
    assert seen and seen.known == OBSERVED and seen.standing == "observed" and seen.origins == ("dbt",)
    assert lineage.declared_sources_of("s.t.loose") == [] and lineage.sources_of("s.t.loose") == ["s.t.raw"]
    assert lineage.loose_names_of("s.t.net") == {"s.t.elsewhere": OBSERVED}


def test_what_was_observed_is_added_to_columns_and_takes_nothing_away():
    edges = observed().lineage.column_edges
    assert [(end.column, end.dataset, end.other, end.rule, end.known) for end in edges.origins_of("s.t.net")] == [
        (0, "s.t.raw", "id", "", BY_COLUMNS | OBSERVED),
        (1, "s.t.raw", "amount", "times the rate", BY_COLUMNS | OBSERVED),
        (1, "s.t.rates", "rate", "", BY_COLUMNS),
        (2, "s.t.raw", "", "", BY_COLUMNS),
        (0, "s.t.raw", "note", "", OBSERVED),
    ]
    assert {(end.column, end.dataset, end.other) for end in edges.uses_of("s.t.raw")} == {
        (0, "s.t.net", "id"),
        (1, "s.t.net", "euro"),
        (-1, "s.t.net", "whole"),
        (2, "s.t.net", "id"),
        (1, "s.t.loose", "amount"),
    }
    assert len(edges) == 6 and not list(edges.within_datasets())


def test_checks_judge_what_people_wrote_and_impact_follows_what_was_observed():
    plain = read_book(InMemory({"catalogue/a/s/t.yaml": SCHEMA}), today=TODAY)
    circle = {"catalogue/a/s/t.observed.yaml": SEEN + "  raw:\n    edges: {s.t.net: sql}\n"}
    assert run_checks(observed(**circle)) == run_checks(plain)
    assert observed(**circle).lineage.cycles() == []
    book = observed()
    (hit,) = [hit for hit in impact_of(book, book.catalogue.datasets["s.t.raw"], "amount").hits if "loose" in hit.id]
    assert hit.columns == ("amount",)


def test_a_product_still_feeds_what_was_only_observed():
    wid = (
        "---\nid: the-loose\ntitle: Loose\nsummary: L.\nstatus: active\ndomain: a\nteam: t\nbusiness_contact: b\n"
        "technical_contact: c\nreads: [s.t.rates]\nwrites: [s.t.loose]\nsurfaces: []\n---\n"
    )
    lineage = observed(**{"wids/the-loose.md": wid}).lineage
    edge = lineage.edge("s.t.rates", "s.t.loose")
    assert edge and edge.known == BY_PRODUCT and edge.products == ("the-loose",)
    assert lineage.edge("s.t.raw", "s.t.loose")


def test_what_is_wrong_in_an_observed_file_is_said_with_its_line():
    text = "datasets:\n  net:\n    edges:\n      s.t.raw: {origins: sql}\nother: 1\n"
    found = [str(one) for one in run_checks(observed(**{"catalogue/a/s/t.observed.yaml": text}))]
    mine = [one for one in found if "observed" in one]
    assert len(mine) == 2 and "t.observed.yaml:4:17: error FIL" in mine[0] + mine[1]
    assert any("unknown field 'origins'" in one for one in mine) and any("unknown field 'other'" in one for one in mine)


@pytest.mark.parametrize(
    "text", ["- a\n", "datasets: [a]\n", "datasets: a\n", "datasets:\n", "", "datasets: {net: }\n"]
)
def test_an_observed_file_of_another_shape_observes_nothing(text: str):
    lineage = observed(**{"catalogue/a/s/t.observed.yaml": text}).lineage
    assert lineage.edge_count == 2


def test_flows_between_domains_are_counted():
    other = "datasets:\n  sum:\n    sources: [s.t.net, s.t.raw]\n"
    book = observed(**{"catalogue/b/u/v.yaml": other})
    flows = by_domain(book.lineage, book.catalogue)
    assert list(flows.edges(data="weight")) == [("a", "a", 3), ("a", "b", 2)]


def test_products_hand_datasets_to_products(demo_root: Path):
    book = read_book(WorkingTree(demo_root), today=TODAY)
    flows = by_product(book.catalogue, book.products.values())
    assert list(flows) == sorted(book.products) and flows.number_of_edges() > 1
    for giver, taker, count in flows.edges(data="weight"):
        handed = 0
        for key, dataset in book.catalogue.datasets.items():
            uses = book.products_of(key)
            writes = (book.products[giver], True) in uses or dataset.product == giver
            handed += writes and taker in {product.id for product, writing in uses if not writing}
        assert handed == count, (giver, taker)
    assert flows.has_edge("demand-forecast", "stock-cover")


def test_columns_are_a_graph_where_somebody_asks_for_one():
    lineage = observed().lineage
    graph = lineage.column_graph()
    assert graph.has_edge(("s.t.raw", "amount"), ("s.t.net", "euro")) and graph.number_of_edges() == len(
        lineage.column_edges
    )
    assert set(lineage.column_graph(["s.t.rates", "s.t.net"]).edges) == {(("s.t.rates", "rate"), ("s.t.net", "euro"))}


def test_products_surfaces_and_decisions_are_reached(demo_root: Path):
    book = read_book(WorkingTree(demo_root), today=TODAY)
    graph = everything(book.lineage, book.catalogue, book.products.values(), book.decisions)
    below = nx.descendants(graph, "crm.core.contacts")
    told = {hit.id for hit in impact_of(book, book.catalogue.datasets["crm.core.contacts"]).hits}
    assert {name.removeprefix("product:") for name in below if not name.startswith("surface:")} == told
    titles = {graph.nodes[name]["title"] for name in below if name.startswith("surface:")}
    assert "dealer-churn in MLflow" in titles
    above = nx.ancestors(graph, "product:dealer-churn")
    assert {f"decision:{book.decisions.find(adr).id}" for adr in book.products["dealer-churn"].adrs} <= above
