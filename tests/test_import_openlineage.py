"""Events of OpenLineage: which runs say what, names and symlinks, columns; real events; what we export; broken ones."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from lakebook.book import Book, read_book
from lakebook.exporters.openlineage import openlineage as exported
from lakebook.importers import Place
from lakebook.importers._harvest import Address, Found, Harvest
from lakebook.importers._openlineage.naming import address_of
from lakebook.importers.openlineage import openlineage
from lakebook.sources.in_memory import InMemory
from lakebook.sources.working_tree import WorkingTree

Json = dict[str, Any]
DB = "postgres://db:5432"


def harvest(*given: Path, book: Book | None = None) -> Harvest:
    return openlineage(list(given), Place(book or read_book(InMemory({})), "sales", "lake"))


def dataset(name: str, namespace: str = DB, **facets: Any) -> Json:
    return {"namespace": namespace, "name": name, "facets": facets}


def event(job: str, inputs: Iterable[Json] = (), outputs: Iterable[Json] = (), **fields: Any) -> Json:
    about = {"eventTime": "2026-03-01T10:00:00Z", "eventType": "COMPLETE", "run": {"runId": f"run of {job}"}}
    whole = {**about, "job": {"namespace": "jobs", "name": job}, "inputs": list(inputs), "outputs": list(outputs)}
    return {key: value for key, value in {**whole, **fields}.items() if value is not None}


def schema(*names: str) -> Json:
    return {"fields": [{"name": name, "type": "text"} for name in names]}


def made_of(**columns: list[tuple[str, str, str]]) -> Json:
    """Column -> (dataset, column, type of transformation) of each that it is made of."""
    return {
        "fields": {
            column: {
                "inputFields": [
                    {"namespace": DB, "name": name, "field": field, "transformations": [{"type": kind}] if kind else []}
                    for name, field, kind in inputs
                ]
            }
            for column, inputs in columns.items()
        }
    }


def write(folder: Path, *events: Json, name: str = "events.ndjson") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(one) + "\n" for one in events))
    return path


def edges(found: Harvest) -> set[tuple[str, str]]:
    return {(origin.name, one.address.name) for one in found.found for origin in one.flows}


def of(found: Harvest) -> dict[str, Found]:
    return {one.address.name: one for one in found.found}


ORDERS, CUSTOMERS, REVENUE = dataset("sales.public.orders"), dataset("sales.public.customers"), "sales.public.revenue"


def test_events_of_one_run_are_joined(tmp_path: Path):
    found = harvest(
        write(
            tmp_path,
            event("load", inputs=[ORDERS], eventType="START"),
            event("load", inputs=[CUSTOMERS], eventType="RUNNING"),
            event("load", outputs=[dataset(REVENUE, schema=schema("amount"))]),
        )
    )
    assert edges(found) == {("orders", "revenue"), ("customers", "revenue")}
    assert found.told[:2] == ["3 events of 1 job and 3 datasets", "2 edges, 0 edges of columns"]
    assert (of(found)["revenue"].described, of(found)["orders"].described) == (True, False)


def test_two_runs_of_one_job_are_not_mixed(tmp_path: Path):
    one = event("copy", [ORDERS], [dataset("a")], run={"runId": "1"})
    two = event("copy", [CUSTOMERS], [dataset("b")], run={"runId": "2"})
    assert edges(harvest(write(tmp_path, one, two))) == {("orders", "a"), ("customers", "b")}


@pytest.mark.parametrize(
    ("kinds", "number"),
    [(["START", "FAIL"], 0), (["START", "ABORT"], 0), (["START"], 1), (["START", "COMPLETE"], 1), ([None], 1)],
)
def test_a_run_that_failed_says_nothing(tmp_path: Path, kinds: list[str | None], number: int):
    said = [event("load", [ORDERS], [dataset(REVENUE)], eventType=kind) for kind in kinds]
    found = harvest(write(tmp_path, *said))
    assert len(edges(found)) == number
    assert ("1 run failed: what they read and wrote says nothing" in found.told) == (number == 0)


def test_a_job_event_needs_no_run(tmp_path: Path):
    assert edges(harvest(write(tmp_path, event("load", [ORDERS], [dataset(REVENUE)], run=None, eventType=None)))) == {
        ("orders", "revenue")
    }


def test_columns_are_made_of_values_only(tmp_path: Path):
    fields = made_of(
        amount=[("sales.public.orders", "net", "DIRECT"), ("sales.public.orders", "state", "INDIRECT")],
        name=[("sales.public.customers", "name", "")],
    )
    found = harvest(write(tmp_path, event("load", [ORDERS, CUSTOMERS], [dataset(REVENUE, columnLineage=fields)])))
    flows = {origin.name: flow.columns for origin, flow in of(found)["revenue"].flows.items()}
    assert flows == {"orders": {"amount": ("net",)}, "customers": {"name": ("name",)}}
    assert "1 edge of columns left out: a filter, a join or a group, and no value" in found.told


def test_the_newest_schema_counts_whatever_the_order_of_the_files(tmp_path: Path):
    new = dataset(REVENUE, schema=schema("id", "amount"), documentation={"description": "Net."})
    old = dataset(REVENUE, schema=schema("id"), documentation={"description": "Gross."})
    found = harvest(
        write(tmp_path, event("a", outputs=[new], eventTime="2026-03-02T00:30:00+02:00"), name="1.ndjson"),
        write(tmp_path, event("b", outputs=[old], eventTime="2026-03-01T22:00:00Z"), name="2.ndjson"),
    )
    revenue = of(found)["revenue"]
    assert list(revenue.dataset.columns) == ["id", "amount"]
    assert revenue.dataset.description == "Net."
    assert revenue.location.path.endswith("1.ndjson")


def test_fields_inside_of_fields_have_dotted_names(tmp_path: Path):
    inside = {"name": "street", "type": "string", "description": "Where it is."}
    fields = [{"name": "address", "type": "struct", "fields": [inside]}, {"name": "id"}]
    found = harvest(write(tmp_path, event("a", outputs=[dataset(REVENUE, schema={"fields": fields})])))
    columns = of(found)["revenue"].dataset.columns
    assert [(one.name, one.type, one.description) for one in columns.values()] == [
        ("address", "struct", ""),
        ("address.street", "string", "Where it is."),
        ("id", "", ""),
    ]


def test_lists_and_maps_have_brackets_as_in_other_formats(tmp_path: Path):
    line = {"name": "_element", "type": "struct", "fields": [{"name": "sku", "type": "string"}]}
    fields = [
        {"name": "lines", "type": "array", "fields": [line]},
        {"name": "tags", "type": "array", "fields": [{"name": "_element", "type": "string"}]},
        {
            "name": "prices",
            "type": "map",
            "fields": [{"name": "key", "type": "string"}, {"name": "value", "type": "int"}],
        },
        {
            "name": "pair",
            "type": "struct",
            "fields": [{"name": "key", "type": "string"}, {"name": "value", "type": "int"}],
        },
        {"name": "ID", "type": "int"},
        {"name": "id", "type": "int"},
    ]
    made = {
        "fields": {"lines._element.sku": {"inputFields": [{"namespace": "db", "name": "o", "field": "l._element.s"}]}}
    }
    events = event("a", [dataset("o", "db")], [dataset(REVENUE, schema={"fields": fields}, columnLineage=made)])
    found = harvest(write(tmp_path, events))
    one = of(found)["revenue"]
    assert [(name, column.type) for name, column in one.dataset.columns.items()] == [
        ("lines", "array<struct>"),
        ("lines[].sku", "string"),
        ("tags", "array<string>"),
        ("prices", "map<string,int>"),
        ("pair", "struct"),
        ("pair.key", "string"),
        ("pair.value", "int"),
        ("ID", "int"),
        ("id_2", "int"),
    ]
    assert [flow.columns for flow in one.flows.values()] == [{"lines[].sku": ("l[].s",)}]
    assert "twice (case aside)" in found.notes[0].message


def test_a_symlink_names_the_same_dataset(tmp_path: Path):
    links = {"identifiers": [{"namespace": "hive://meta:9083", "name": "shop.orders", "type": "TABLE"}]}
    path = dataset("lake/orders", "s3://bucket", symlinks=links, schema=schema("id"))
    by_name = dataset("shop.orders", "hive://meta:9083")
    found = harvest(write(tmp_path, event("a", outputs=[path]), event("b", [by_name], [dataset(REVENUE)])))
    orders = Address("hive://meta:9083/shop", "orders")
    assert [one.address for one in found.found] == [orders, Address(f"{DB}/sales.public", "revenue")]
    assert list(found.found[1].flows) == [orders]
    assert (found.found[0].dataset.kind, found.found[0].dataset.location) == ("table", "lake/orders")


def test_dataset_events_owners_and_drops(tmp_path: Path):
    said = {"eventTime": "2026-03-01T10:00:00Z"}
    owned = dataset(REVENUE, ownership={"owners": [{"name": "team:shop"}, {"name": "team:shop"}]})
    dropped = dataset("sales.public.old", lifecycleStateChange={"lifecycleStateChange": "DROP"})
    found = harvest(write(tmp_path, {**said, "dataset": owned}, {**said, "dataset": dropped}))
    assert {name: one.dataset.extra for name, one in of(found).items()} == {"revenue": {"owner": "team:shop"}}
    assert "1 dataset dropped since, and left out" in found.told


@pytest.mark.parametrize(
    ("namespace", "name", "address"),
    [
        ("postgres://host:5432", "db.schema.table", ("postgres://host:5432/db.schema", "table")),
        ("bigquery", "project.dataset.table", ("bigquery/project.dataset", "table")),
        ("snowflake://org-account", "DB.PUBLIC.T", ("snowflake://org-account/DB.PUBLIC", "T")),
        ("mysql://host:3306", "table", ("mysql://host:3306", "table")),
        ("s3://bucket", "path/x.csv", ("s3://bucket", "path/x.csv")),
        ("gs://bucket", "copied.csv", ("gs://bucket", "copied.csv")),
        ("file", "/tmp/a.b/c", ("file", "/tmp/a.b/c")),
        ("kafka://host:9092", "shop.orders.v1", ("kafka://host:9092", "shop.orders.v1")),
        ("arn:aws:glue:eu-west-1:1", "table/shop/orders", ("arn:aws:glue:eu-west-1:1/shop", "orders")),
        ("postgres://me:secret@host:5432", "db.s.t", ("postgres://me@host:5432/db.s", "t")),
        ("sqlserver://host?user=me&password=secret", "db.s.t", ("sqlserver://host/db.s", "t")),
        ("abfss://container@account.dfs.example.org", "a/b.parquet", ("abfss://container@account.dfs.example.org", "a/b.parquet")),
    ],
)  # fmt: skip
def test_names_become_addresses(namespace: str, name: str, address: tuple[str, str]):
    assert address_of(namespace, name) == Address(*address)


def test_kinds_follow_the_namespace(tmp_path: Path):
    outputs = [dataset("t.v1", "kafka://h:9092"), dataset("a.csv", "s3://b"), dataset("db.s.t")]
    found = of(harvest(write(tmp_path, event("a", outputs=outputs))))
    assert {name: one.dataset.kind for name, one in found.items()} == {"t.v1": "topic", "a.csv": "file", "t": "table"}


# What we export ------------------------------------------------------------------------------------------------------


def test_what_the_demo_exports_comes_back_as_the_same_edges(demo_root: Path, tmp_path: Path):
    book = read_book(WorkingTree(demo_root))
    path = tmp_path / "events.ndjson"
    path.write_text(exported(book), encoding="utf-8")
    found = harvest(path, book=book)
    back = {
        (f"{origin.space}.{origin.name}", f"{one.address.space}.{one.address.name}")
        for one in found.found
        for origin in one.flows
    }
    declared = {(source, key) for key in book.catalogue.datasets for source in book.lineage.declared_sources_of(key)}
    assert len(declared) > 20
    assert back == declared
    assert not any(one.described for one in found.found)
    assert sum(len(flow.columns) for one in found.found for flow in one.flows.values()) > 20


def test_dots_in_names_come_back(tmp_path: Path):
    text = "datasets:\n  a.b.csv: {}\n  c.d: {sources: [a.b.csv]}\n"
    book = read_book(InMemory({"catalogue/sales/files/drop.yaml": text}))
    path = tmp_path / "events.ndjson"
    path.write_text(exported(book), encoding="utf-8")
    assert edges(harvest(path, book=book)) == {("a.b.csv", "c.d")}


# How events lie in files, and what is broken -------------------------------------------------------------------------

ONE = event("load", [ORDERS], [dataset(REVENUE)])


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(ONE),
        json.dumps(ONE, indent=2),
        json.dumps([ONE, ONE]),
        json.dumps(ONE) + "\n\n" + json.dumps(ONE) + "\r\n",
        "\ufeff" + json.dumps(ONE),
        json.dumps({"events": [ONE], "totalCount": 1}),
    ],
)
def test_events_come_alone_in_lists_and_in_lines(tmp_path: Path, content: str):
    (tmp_path / "e.json").write_text(content, encoding="utf-8")
    (tmp_path / "packed.json.gz").write_bytes(gzip.compress(content.encode(), mtime=0))
    for given in (tmp_path / "e.json", tmp_path / "packed.json.gz", tmp_path):
        found = harvest(given)
        assert (edges(found), found.notes) == ({("orders", "revenue")}, [])


def test_a_line_that_is_cut_costs_itself_alone(tmp_path: Path):
    path = write(tmp_path, event("a", [CUSTOMERS], [dataset("x")]), ONE)
    path.write_text(path.read_text()[20:] + json.dumps(ONE)[:-30])
    found = harvest(path)
    assert edges(found) == {("orders", "revenue")}
    (note,) = found.notes
    assert (note.message, note.location.line) == ("a line that is no whole JSON is left out (2 times)", 1)


def test_an_odd_facet_costs_itself_alone(tmp_path: Path):
    odd = dataset(REVENUE, schema={"fields": "all"}, documentation={"description": "Net."}, symlinks=None)
    found = harvest(write(tmp_path, event("b"), event("a", [ORDERS], [odd])))
    assert (edges(found), of(found)["revenue"].dataset.description) == ({("orders", "revenue")}, "Net.")
    (note,) = found.notes
    assert note.message.startswith("facet 'schema' is left out: Expected `array | null`, got `str`")
    assert note.location.line == 2


def test_an_odd_event_costs_itself_alone(tmp_path: Path):
    found = harvest(write(tmp_path, {**ONE, "inputs": [{"name": 3}]}, ONE))
    assert edges(found) == {("orders", "revenue")}
    (note,) = found.notes
    assert note.message.startswith("an event is left out: ")


def test_a_time_that_cannot_be_read_is_noted_once(tmp_path: Path):
    said = [{**ONE, "eventTime": "{{START}}"}, {**ONE, "eventTime": 3}]
    found = harvest(write(tmp_path, *said))
    assert edges(found) == {("orders", "revenue")}
    (note,) = found.notes
    assert note.message == "eventTime is no time (2 times)"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"name": "left-pad", "version": "1.3.0"}', "not an event of OpenLineage"),
        (json.dumps([ONE], indent=2).encode()[:-40], "not whole JSON: Input data was truncated"),
        (b"eventType: START\n", "not whole JSON"),
        (b"", "not whole JSON"),
        (b"[" * 100_000, "not whole JSON"),
        (b"\xff\xfe{", "not whole JSON"),
        (gzip.compress(json.dumps(ONE).encode(), mtime=0)[:50], "cannot be read"),
    ],
)
def test_what_holds_no_events_is_said(tmp_path: Path, content: bytes, said: str):
    path = tmp_path / "events.json"
    path.write_bytes(content)
    found = harvest(path)
    (error,) = found.errors
    assert said in error.message
    assert error.hint
    assert error.location.path == path.as_posix()


def test_an_empty_folder_is_said(tmp_path: Path):
    (error,) = harvest(tmp_path).errors
    assert error.message == "no files with events in what is given"


# Real events ---------------------------------------------------------------------------------------------------------


def raw_events(folder: Path) -> Iterable[Json]:
    for path in sorted(folder.rglob("*.json")):
        said = json.loads(path.read_text())
        yield from (one for one in (said if isinstance(said, list) else [said]) if "eventTime" in one)


@pytest.mark.parametrize("name", ["CLL", "airflow"])
def test_real_events_of_spark_and_airflow(corpus: Path, name: str):
    folder = corpus / "openlineage__compat_cll_airflow"
    expected = json.loads((corpus / "expected.json").read_text())[folder.name]["counts"][name]
    found = harvest(folder / name)
    assert (
        found.told[0] == f"{expected['events']} events of {expected['jobs']} jobs and {expected['datasets']} datasets"
    )
    assert len(edges(found)) == expected["dataset_to_dataset_edges_by_job"]
    values = {
        (one.address, column, origin, other)
        for one in found.found
        for origin, flow in one.flows.items()
        for column, others in flow.columns.items()
        for other in others
    }
    indirect = {"CLL": 7, "airflow": 0}[name]
    assert len(values) + indirect == expected["column_lineage_edges"]
    assert sum(len(one.dataset.columns) for one in found.found) == expected["dataset_fields_in_schema_facets"]


def test_real_tables_of_spark_are_named_by_their_symlinks(corpus: Path):
    found = harvest(corpus / "openlineage__compat_cll_airflow" / "CLL")
    assert [one.address.name for one in found.found] == ["cll_source1", "cll_source2", "tbl1"]
    assert found.found[2].flows[found.found[0].address].columns == {"ident": ("a",), "trans": ("b",)}
    assert found.found[2].flows[found.found[1].address].columns == {"agg": ("c",)}


def test_real_events_of_marquez(corpus: Path):
    folder = corpus / "openlineage__marquez_edge_events"
    expected = json.loads((corpus / "expected.json").read_text())[folder.name]["counts"]
    found = harvest(folder)
    assert (
        found.told[0] == f"{expected['events']} events of {expected['jobs']} jobs and {expected['datasets']} datasets"
    )
    by_run: dict[str, tuple[set[str], set[str]]] = {}
    by_job: dict[str, tuple[set[str], set[str]]] = {}
    for one in raw_events(folder):
        job = str(one.get("job"))
        for pile, key in ((by_job, job), (by_run, f"{job} {one.get('run', {}).get('runId')}")):
            inputs, outputs = pile.setdefault(key, (set(), set()))
            inputs |= {f"{x['namespace']} {x['name']}" for x in one.get("inputs", ())}
            outputs |= {f"{x['namespace']} {x['name']}" for x in one.get("outputs", ())}
    jobs, runs = (
        {(a, b) for inputs, outputs in pile.values() for a in inputs for b in outputs if a != b}
        for pile in (by_job, by_run)
    )
    assert len(jobs) == expected["dataset_to_dataset_edges_by_job"]
    assert runs < jobs
    assert len(edges(found)) == len(runs)


def test_real_events_of_the_food_delivery(corpus: Path):
    folder = corpus / "openlineage__marquez_food_delivery"
    expected = json.loads((corpus / "expected.json").read_text())[folder.name]["counts"]
    found = harvest(folder)
    columns = [taken for one in found.found for flow in one.flows.values() for taken in flow.columns.values()]
    assert sum(map(len, columns)) == expected["column_lineage_edges"]
    assert sum(len(one.dataset.columns) for one in found.found) == expected["dataset_fields_in_schema_facets"]
    only_by_columns = {("menu_item_id", "delivery_7_days")}
    assert len(edges(found) - only_by_columns) == expected["dataset_to_dataset_edges_by_job"]
    assert len(found.found) - 1 == expected["datasets"]
