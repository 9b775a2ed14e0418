"""Lineage for other tools: each form is read by what reads it in earnest."""

from __future__ import annotations

import datetime
import importlib
import io
import json
import subprocess
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from click.testing import CliRunner

from lakebook.book import Book, read_book
from lakebook.cli import lakebook
from lakebook.exporters.lineage import lineage
from lakebook.exporters.openlineage import openlineage
from lakebook.site.diagrams import script
from lakebook.sources.in_memory import InMemory
from lakebook.sources.working_tree import WorkingTree

TODAY = datetime.date(2026, 11, 24)
SCHEMA = """datasets:
  raw:
    title: 'Raw "orders" <b> #1; end'
    columns: {id: int pk, amount: int}
  rates: {columns: {rate: numeric}}
  clean:
    description: Without duplicates.
    sources: {raw: duplicates removed}
    columns:
      id: {type: int, from: raw.id, description: The key.}
      euro: {type: int, from: {raw.amount: times the rate, rates.rate: ''}}
      whole: {type: text, from: raw}
  seen: {}
"""
SEEN = "datasets:\n  seen:\n    edges: {crm.orders.clean: sql}\n"
FILES = {"catalogue/sales/crm/orders.yaml": SCHEMA, "catalogue/sales/crm/orders.observed.yaml": SEEN}


@pytest.fixture(scope="module")
def demo(demo_root: Path) -> Book:
    return read_book(WorkingTree(demo_root), today=TODAY)


@pytest.fixture
def small() -> Book:
    return read_book(InMemory(FILES), today=TODAY)


def node_link(text: str) -> nx.DiGraph:
    return nx.node_link_graph(json.loads(text), edges="edges")


# Parts of it


def test_everything_is_exported_where_nothing_is_asked_for(demo: Book):
    graph = node_link(lineage(demo))
    assert set(graph) == set(demo.catalogue.datasets) and set(graph.edges) == set(demo.lineage.datasets.edges)
    assert graph.nodes["crm.core.accounts"]["downstream"] == len(demo.lineage.downstream("crm.core.accounts"))


@pytest.mark.parametrize("steps", [0, 1, 3])
def test_what_is_near_a_dataset(demo: Book, steps: int):
    key, found = (
        "sales_lake.silver.order_line",
        node_link(lineage(demo, dataset="sales_lake.silver.order_line", steps=steps)),
    )
    assert set(found) == {key, *demo.lineage.upstream(key, steps), *demo.lineage.downstream(key, steps)}
    assert set(found.edges) == set(demo.lineage.datasets.subgraph(found).edges)


def test_what_a_product_reads_writes_and_shows(demo: Book):
    found = node_link(lineage(demo, product="dealer-churn", steps=0, products=True))
    product = "product:dealer-churn"
    assert {found.edges[edge]["says"] for edge in found.out_edges(product)} == {"writes"}
    assert {found.edges[edge]["says"] for edge in found.in_edges(product)} == {"reads"}
    nearer = node_link(lineage(demo, product="dealer-churn", products=True))
    assert {said["is"] for _, said in nearer.nodes(data=True) if "is" in said} >= {"product", "surface", "decision"}


def test_a_domain(demo: Book):
    found = node_link(lineage(demo, domain="quality", steps=0))
    assert set(found) == {key for key, one in demo.catalogue.datasets.items() if one.domain == "quality"}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--dataset", "crm.core.account"], "no dataset 'crm.core.account'; did you mean 'crm.core.accounts'?"),
        (["--product", "x", "--domain", "y"], "--product and --domain exclude each other; give one of them"),
        (["--domain", "qualité"], "no domain 'qualité'; did you mean 'quality'?"),
        (["--product", "nothing-like-it"], "no product 'nothing-like-it'; see 'lakebook stats'"),
    ],
)
def test_what_cannot_be_exported_is_said(demo_root: Path, options: list[str], words: str):
    done = CliRunner().invoke(lakebook, ["-C", str(demo_root), "export", "lineage", *options])
    assert done.exit_code == 2 and words in done.output


# GraphML


def test_graphml_is_read_by_networkx(demo: Book):
    read = nx.read_graphml(io.BytesIO(lineage(demo, form="graphml", products=True).encode()))
    wanted = node_link(lineage(demo, products=True))
    assert set(read) == set(wanted) and set(read.edges) == set(wanted.edges)
    assert read.nodes["crm.core.accounts"] == wanted.nodes["crm.core.accounts"]


def test_graphml_stays_xml_whatever_the_names_are():
    schema = 'datasets:\n  "a\\u0001<&": {title: "\\x1b[0m \\u05e9"}\n'
    found = nx.parse_graphml(lineage(read_book(InMemory({"catalogue/a/b/c.yaml": schema})), form="graphml"))
    assert dict(found.nodes(data="title")) == {"b.c.a?<&": "?[0m \u05e9"}


# Mermaid


def test_mermaid_draws_it(small: Book, page):
    text = lineage(small, form="mermaid")
    page.set_content("<body></body>")
    page.add_script_tag(path=str(script()))
    drawn = page.evaluate("async text => (await mermaid.render('drawn', text)).svg", text)
    page.set_content(drawn)
    labels = [label.strip() for label in page.locator("g.node").all_text_contents()]
    assert sorted(labels) == ['Raw "orders" <b> #1; end', "clean", "rates", "seen"]
    assert page.locator("g.edgePaths path").count() == 3
    assert "-.->" in text and text.count("-->") == 2


# OpenLineage


def events(book: Book, **options: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in openlineage(book, **options).splitlines()]


def test_openlineage_says_what_people_declared(small: Book):
    (event,) = events(small, namespace="lake")
    assert event["job"] == {"namespace": "lake", "name": "crm.orders.clean"}
    assert event["inputs"] == [{"namespace": "lake", "name": f"crm.orders.{name}"} for name in ("rates", "raw")]
    assert event["eventTime"] == "2026-11-24T00:00:00Z" and event["schemaURL"].endswith("#/$defs/JobEvent")
    (output,) = event["outputs"]
    assert output["facets"]["schema"]["fields"][0] == {"name": "id", "type": "int", "description": "The key."}
    assert output["facets"]["documentation"]["description"] == "Without duplicates."
    columns = output["facets"]["columnLineage"]["fields"]
    assert columns.keys() == {"id", "euro"}, "what is made of a whole dataset has no column to name"
    assert columns["id"]["inputFields"] == [
        {
            "namespace": "lake",
            "name": "crm.orders.raw",
            "field": "id",
            "transformations": [{"type": "DIRECT", "subtype": "IDENTITY"}],
        }
    ]
    amount, rate = columns["euro"]["inputFields"]
    assert amount["transformations"] == [
        {"type": "DIRECT", "subtype": "TRANSFORMATION", "description": "times the rate"}
    ]
    assert (rate["name"], rate["field"]) == ("crm.orders.rates", "rate")


def test_openlineage_is_the_same_for_the_same_book(demo: Book, demo_root: Path):
    assert openlineage(demo) == openlineage(read_book(WorkingTree(demo_root), today=TODAY))
    made = {one["job"]["name"] for one in events(demo)}
    assert made == {key for key in demo.catalogue.datasets if demo.lineage.declared_sources_of(key)}


@pytest.fixture(scope="module")
def official(tmp_path_factory: pytest.TempPathFactory) -> Iterator[types.ModuleType]:
    """Classes made from the published schema, out of the package of its authors; skipped where it cannot be had."""
    folder = tmp_path_factory.mktemp("openlineage")
    options = [
        "--quiet",
        "--no-deps",
        "--retries=1",
        "--timeout=20",
        "--only-binary=:all:",
        "--dest",
        str(folder),
        "openlineage-python==1.54.0",
    ]
    done = subprocess.run([sys.executable, "-m", "pip", "download", *options], capture_output=True, timeout=600)
    wheel = next(folder.glob("*.whl"), None)
    if wheel is None:
        pytest.skip(f"openlineage-python could not be loaded: {done.stderr.decode()[-200:]}")
    before = set(sys.modules)
    for name in ("openlineage", "openlineage.client"):  # not its own __init__, which wants a client for HTTP
        sys.modules[name] = types.ModuleType(name)
        sys.modules[name].__path__ = [f"{wheel}/{name.replace('.', '/')}"]
    classes = types.ModuleType("classes")
    for module in ("base", "schema_dataset", "documentation_dataset", "column_lineage_dataset"):
        vars(classes).update(vars(importlib.import_module(f"openlineage.client.generated.{module}")))
    yield classes
    for name in set(sys.modules) - before:
        del sys.modules[name]


def _official_facets(official: Any, said: dict[str, Any]) -> dict[str, Any]:
    """The facets as its authors' classes hold them; a field they do not know is a TypeError."""
    kinds = {
        "schema": (
            official.SchemaDatasetFacet,
            lambda one: [official.SchemaDatasetFacetFields(**field) for field in one],
        ),
        "columnLineage": (
            official.ColumnLineageDatasetFacet,
            lambda one: {name: official.Fields(inputFields=_fields(official, **field)) for name, field in one.items()},
        ),
        "documentation": (official.DocumentationDatasetFacet, None),
    }
    made = {}
    for name, facet in said.items():
        kind, read = kinds[name]
        fields = {key: value for key, value in facet.items() if not key.startswith("_")}
        if read:
            fields = {"fields": read(fields.pop("fields")), **fields}
        made[name] = kind(producer=facet["_producer"], **fields)
        assert made[name]._schemaURL == facet["_schemaURL"]
    return made


def _fields(official: Any, inputFields: list[dict[str, Any]]) -> list[Any]:
    return [
        official.InputField(
            **{**one, "transformations": [official.Transformation(**t) for t in one["transformations"]]}
        )
        for one in inputFields
    ]


def test_openlineage_is_what_the_classes_of_its_authors_hold(demo: Book, official: Any):
    found = events(demo)
    for event in found:
        outputs = [
            official.OutputDataset(one["namespace"], one["name"], facets=_official_facets(official, one["facets"]))
            for one in event["outputs"]
        ]
        inputs = [official.InputDataset(**one) for one in event["inputs"]]
        made = official.JobEvent(
            eventTime=event["eventTime"],
            producer=event["producer"],
            job=official.Job(**event["job"]),
            inputs=inputs,
            outputs=outputs,
        )
        assert made.schemaURL == event["schemaURL"]
        assert event.keys() == {"eventTime", "producer", "schemaURL", "job", "inputs", "outputs"}
    assert sum("columnLineage" in event["outputs"][0]["facets"] for event in found) > 30
