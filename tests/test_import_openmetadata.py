"""Exports of OpenMetadata -> datasets, with edges between tables and columns."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from harvesting import ask, errors, flows, import_twice, notes, only, short, write

SCHEMA = {"id": "s", "type": "databaseSchema", "name": "shop", "fullyQualifiedName": "pg.sales.shop"}


def column(name: str, kind: str = "INT", **more: Any) -> dict[str, Any]:
    return {"name": name, "dataType": kind, **more}


def table(name: str, *columns: dict[str, Any], **more: Any) -> dict[str, Any]:
    quoted = f'"{name}"' if "." in name else name
    full = f"pg.sales.shop.{quoted}"
    named = {"id": f"id-{name}", "name": name, "fullyQualifiedName": full, "databaseSchema": SCHEMA}
    return {**named, "tableType": "Regular", "columns": list(columns), **more}


def test_the_sample_of_the_corpus_has_the_figures_expected(corpus: Path):
    folder = corpus / "openmetadata__sample_data"
    figures = json.loads((corpus / "expected.json").read_text())["openmetadata__sample_data"]["counts"]
    harvest = ask("openmetadata", folder)
    kinds = [found.dataset.kind for found in harvest.found]
    assert {kind: kinds.count(f"{kind}") for kind in ("table", "topic", "dashboard")} == {
        "table": figures["tables"], "topic": figures["topics"], "dashboard": figures["dashboards"],
    }  # fmt: skip
    tables = [found for found in harvest.found if found.dataset.kind == "table"]
    columns = {
        name: one
        for found in tables
        for name, one in ((f"{found.address.name}/{key}", column) for key, column in found.dataset.columns.items())
    }
    top = {name: one for name, one in columns.items() if "." not in one.name}
    assert (len(columns), len(top)) == (figures["columns_all_levels"], figures["columns_top_level"])
    assert sum(bool(one.description) for one in top.values()) == figures["columns_described_top"]
    assert sum(bool(found.dataset.description) for found in tables) == figures["tables_described"]
    assert len(flows(harvest)) == figures["lineage_edges"]
    shop = "sample_data.ecommerce_db.shopify"
    given = json.loads((folder / "lineage/lineage.json").read_text())
    assert flows(harvest) == {
        f"{edge['from']['fqn']} -> {edge['to']['fqn'].removeprefix(shop + '.').strip(chr(34))}" for edge in given
    }


def test_a_data_product_of_the_corpus_is_none_of_ours(corpus: Path):
    harvest = ask("openmetadata", corpus / "openmetadata__data_product_small/dataProduct.json")
    assert errors(harvest) == ["dataProduct.json nothing of OpenMetadata that a book holds"]


def test_a_page_of_tables(tmp_path: Path):
    street = column("street", "VARCHAR", dataLength=40)
    orders = table(
        "orders",
        column("id", "BIGINT", constraint="PRIMARY_KEY", description="Number.", tags=[{"tagFQN": "PII.None"}]),
        column("code", "CHAR", dataLength=3, constraint="UNIQUE"),
        column("address", "STRUCT", dataTypeDisplay="struct<street:varchar>", children=[street]),
        column("lines", "ARRAY", arrayDataType="STRUCT", children=[column("sku", "STRING", constraint="NOT_NULL")]),
        column("customer"),
        displayName="Orders placed", description="One row an order.", tags=[{"tagFQN": "Tier.Tier1"}],
        owners=[{"name": "ada", "displayName": "Ada"}, {"name": "team"}], retentionPeriod="P1Y",
        tableConstraints=[{"constraintType": "FOREIGN_KEY", "columns": ["customer"],
                           "referredColumns": ['pg.sales.shop."the.customers".id']}],
    )  # fmt: skip
    view = table("the.customers", column("id"), tableType="View", schemaDefinition="select 1")
    harvest = ask("openmetadata", write(tmp_path, {"tables.json": {"data": [orders, view], "paging": {"total": 2}}}))
    found, other = harvest.found
    assert found.address == ("pg.sales.shop", "orders") and found.dataset.title == "Orders placed"
    assert found.dataset.tags == ["Tier.Tier1"] and found.dataset.extra == {"owners": "Ada, team"}
    assert short(found) == [
        "id: BIGINT pk required | Number.",
        "code: CHAR(3) uk",
        "address: struct<street:varchar>",
        "address.street: VARCHAR(40)",
        "lines: ARRAY",
        "lines[].sku: STRING required",
        "customer: INT",
    ]
    assert found.references == {"customer": (other.address, "id")}
    assert (other.dataset.kind, other.address.name) == ("view", "the.customers")
    assert other.dataset.extra == {"schemaDefinition": "select 1"}
    assert import_twice(tmp_path / "book", "openmetadata", str(tmp_path / "tables.json"))


def test_topics_dashboards_and_containers(tmp_path: Path):
    avro = json.dumps({"type": "record", "name": "R", "fields": [{"name": "id", "type": "int"}]})
    fields = [column("Order", "RECORD", children=[column("id", "INT"), column("tags", "ARRAY")])]
    topic = {
        "name": "a.b",
        "fullyQualifiedName": 'kafka."a.b"',
        "messageSchema": {"schemaType": "Avro", "schemaText": avro},
    }
    other = {
        "name": "c",
        "fullyQualifiedName": "kafka.c",
        "messageSchema": {"schemaType": "JSON", "schemaFields": fields},
    }
    container = {
        "name": "raw",
        "fullyQualifiedName": "s3.raw",
        "dataModel": {"columns": [column("id")]},
        "fileFormats": ["csv"],
    }
    board = {
        "name": "7",
        "displayName": "Sales",
        "fullyQualifiedName": "bi.7",
        "charts": [],
        "sourceUrl": "https://bi.example.org",
    }
    harvest = ask(
        "openmetadata", write(tmp_path, {"all.json": [topic, other, container, board, {"name": "p", "tasks": []}]})
    )
    assert [(found.address, found.dataset.kind, short(found)) for found in harvest.found] == [
        (("bi", "7"), "dashboard", []),
        (("kafka", "a.b"), "topic", ["id: int required"]),
        (("kafka", "c"), "topic", ["Order: record", "Order.id: INT", "Order.tags: ARRAY"]),
        (("s3", "raw"), "file", ["id: INT"]),
    ]
    assert harvest.found[0].dataset.url == "https://bi.example.org"
    assert harvest.told == ["edges: 0", "left out: pipeline 1"]


@pytest.mark.parametrize("shape", ["answer", "request", "search"])
def test_edges_with_columns(tmp_path: Path, shape: str):
    orders = table("orders", column("lines", "ARRAY", children=[column("sku")]), column("id"))
    sums = table("sums", column("sku"))
    columns = [
        {"fromColumns": ["pg.sales.shop.orders.lines.sku", "other.x"], "toColumn": "pg.sales.shop.sums.sku"},
        {"fromColumns": ["pg.sales.shop.orders.id"], "toColumn": "elsewhere.y"},
    ]
    ends = {"fromEntity": {"id": "id-orders", "type": "table"}, "toEntity": {"id": "id-sums", "type": "table"}}
    edge: Any = {**ends, "lineageDetails": {"columnsLineage": columns}}
    unknown = {"fromEntity": {"id": "gone", "type": "pipeline"}, "toEntity": {"id": "id-sums", "type": "table"}}
    files: dict[str, Any] = {"tables.json": [orders, sums]}
    if shape == "answer":
        plain = {"fromEntity": "id-orders", "toEntity": "id-sums", "lineageDetails": edge["lineageDetails"]}
        files["lineage.json"] = {
            "entity": orders,
            "nodes": [sums],
            "upstreamEdges": [],
            "downstreamEdges": [plain, unknown],
        }
    elif shape == "request":
        files["lineage.json"] = [{"edge": edge}, {"edge": unknown}]
    else:
        named = {
            key: {"fullyQualifiedName": f"pg.sales.shop.{name}"}
            for key, name in (("fromEntity", "orders"), ("toEntity", "sums"))
        }
        files["lineage.json"] = {"nodes": {}, "upstreamEdges": {"x": {**named, "columns": columns}, "y": unknown}}
    harvest = ask("openmetadata", write(tmp_path, files))
    assert flows(harvest) == {"pg.sales.shop.orders -> sums", "pg.sales.shop.orders.lines[].sku -> sums.sku"}
    assert harvest.told == ["edges: 1", "edges left out, as one end is no dataset of these files: 1"]


def test_an_edge_to_a_table_of_elsewhere_is_no_new_dataset(tmp_path: Path):
    edge = {"from": {"fqn": "pg.sales.shop.a"}, "to": {"fqn": "pg.sales.shop.b"}}
    found = only(ask("openmetadata", write(tmp_path, {"lineage.json": [edge]})))
    assert not found.described and list(found.flows) == [("pg.sales.shop", "a")]


def test_hostile_names_are_tidied_and_written(tmp_path: Path):
    odd = table("<b>\u202e'x\"", column("a: b"), column("A: B"), column(""), {"dataType": {}}, description="x: y\n# z")
    write(tmp_path / "in", {"t.json": [odd, 7, None, {"name": "x", "columns": [1], "tableType": 3}]})
    said = import_twice(tmp_path / "book", "openmetadata", str(tmp_path / "in"))
    assert "2 tables with 4 columns" in said


@pytest.mark.parametrize("content", ["", "{}", "[]", '"x"', '{"data": []}', '{"tables": {}}', '[{"name": 1}]'])
def test_what_is_of_another_tool_is_an_error(tmp_path: Path, content: str):
    harvest = ask("openmetadata", write(tmp_path, {"odd.json": content}) / "odd.json")
    assert harvest.found == [] and errors(harvest) == ["odd.json nothing of OpenMetadata that a book holds"]


def test_a_broken_file_costs_itself_alone(tmp_path: Path):
    harvest = ask("openmetadata", write(tmp_path, {"a.json": [table("a", column("x"))], "b.json": '{"data": [{"na'}))
    assert only(harvest).address.name == "a" and notes(harvest)[0].startswith("b.json:1")


PROTO = """
syntax = "proto3";
package shop.v1;
import "google/protobuf/timestamp.proto";
option java_package = "org.example { }";

// Where it goes.
message Address { string street = 1; Address before = 2; }

/* An order,
 * as it is placed. */
message Order {
  reserved 4, 9 to 11;
  // The key;
  // never used again.
  int64 id = 1 [deprecated = true, (rules).gt = 0];
  string note = 2; // What they said; or nothing.
  repeated Line lines = 3;
  map<string, Address> places = 5;
  State state = 6;
  google.protobuf.Timestamp at = 7;
  oneof paid {
    string card = 12;
    .shop.v1.Address bill_to = 13;
  }
  message Line {
    required string sku = 1;
    enum Size { SMALL = 0; LARGE = 1; }
    optional Size size = 2;
  }
  enum State {
    OPEN = 0; // Not paid.
    PAID = 1;
  }
}
service Orders { rpc Get (Order) returns (Order) { option idempotent = true; } }
"""
JSON_SCHEMA = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "integer", "description": "Key."},
        "lines": {"type": "array", "items": {"$ref": "#/$defs/line"}},
    },
    "$defs": {"line": {"type": "object", "properties": {"sku": {"type": "string"}}}},
}


def topic(name: str, language: str, text: str) -> dict[str, object]:
    schema = {"schemaType": language, "schemaText": text}
    return {"name": name, "fullyQualifiedName": f"kafka.{name}", "messageSchema": schema}


def test_schemas_of_topics_in_json_schema_and_protobuf(tmp_path: Path):
    topics = [topic("a", "JSON", json.dumps(JSON_SCHEMA)), topic("b", "Protobuf", PROTO)]
    harvest = ask("openmetadata", write(tmp_path, {"all.json": topics}))
    of_json, of_proto = harvest.found
    assert short(of_json) == ["id: integer required | Key.", "lines: array<object>", "lines[].sku: string"]
    assert short(of_proto) == [
        "id: int64 | The key; never used again.",
        "note: string | What they said; or nothing.",
        "lines: repeated Line",
        "lines[].sku: string required",
        "lines[].size: Size",
        "places: map<string, Address>",
        "places{}.street: string",
        "places{}.before: Address",
        "state: State",
        "at: google.protobuf.Timestamp",
        "card: string",
        "bill_to: .shop.v1.Address",
        "bill_to.street: string",
        "bill_to.before: Address",
    ]
    assert of_proto.dataset.columns["state"].values == {"OPEN": "Not paid.", "PAID": ""}
    assert of_proto.dataset.columns["lines[].size"].values == {"SMALL": "", "LARGE": ""}
    assert [note.partition(" ")[2] for note in notes(harvest)] == [
        "'Address' leads back to where it stands; its columns are listed once (2 times)"
    ]
    assert import_twice(tmp_path / "book", "openmetadata", str(tmp_path / "all.json"))


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("JSON", "{", "the schema of 'a' is no JSON"),
        ("JSON", "[]", "the schema of 'a' is no JSON Schema"),
        ("JSON", '{"properties": {"x": {"$ref": "other.json"}}}', "'other.json' leads nowhere in these files"),
        ("Protobuf", "syntax = 'proto3';", "the schema of 'a' holds no message of Protobuf"),
        ("Protobuf", "message A { int32", ""),
        ("Protobuf", "message { { } } } ; [ '", "the schema of 'a' holds no message of Protobuf"),
        ("Protobuf", "message A {" * 5_000, ""),
        ("Thrift", "struct A {}", "the schema of 'a' in Thrift is not read"),
        ("None", "", ""),
    ],
)
def test_a_schema_that_is_broken_costs_itself(tmp_path: Path, language: str, text: str, said: str):
    harvest = ask("openmetadata", write(tmp_path, {"all.json": [topic("a", language, text), topic("b", "Avro", "{}")]}))
    assert [found.address.name for found in harvest.found] == ["a", "b"]
    assert said in " ".join(notes(harvest)) and (said or not [one for one in notes(harvest) if "'a'" in one])
