"""Tables of AWS Glue and of Unity Catalog -> datasets; their public shapes, for no corpus has any."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from harvesting import ask, errors, flows, import_twice, notes, only, short, write

ORDERS = {
    "Name": "orders", "DatabaseName": "sales", "Description": "One row an order.", "TableType": "EXTERNAL_TABLE",
    "Owner": "etl", "CreateTime": "2026-01-01T00:00:00+00:00",
    "Parameters": {"classification": "parquet", "transient_lastDdlTime": "1", "comment": "x"},
    "StorageDescriptor": {
        "Location": "s3://bucket/orders",
        "Columns": [
            {"Name": "id", "Type": "bigint", "Comment": "Number."},
            {"Name": "lines", "Type": "array<struct<sku:string,price:decimal(9,2),tags:map<string,array<string>>>>"},
        ],
    },
    "PartitionKeys": [{"Name": "day", "Type": "date"}],
}  # fmt: skip


def test_an_answer_of_glue(tmp_path: Path):
    view = {
        "Name": "v",
        "DatabaseName": "sales",
        "TableType": "VIRTUAL_VIEW",
        "ViewOriginalText": "select 1",
        "StorageDescriptor": {},
    }
    pages = {
        "1.json": {"TableList": [ORDERS], "NextToken": "x"},
        "2.json": {"TableList": [view]},
        "3.json": {"Table": ORDERS},
    }
    orders, other = ask("glue", write(tmp_path / "in", pages)).found
    assert orders.address == ("sales", "orders") and orders.dataset.location == "s3://bucket/orders"
    assert orders.dataset.description == "One row an order."
    assert orders.dataset.extra == {"classification": "parquet", "owner": "etl", "partitionedBy": "day"}
    assert short(orders) == [
        "id: bigint | Number.",
        "lines: array<struct<sku:string,price:decimal(9,2),tags:map<string,array<string>>>>",
        "lines[].sku: string",
        "lines[].price: decimal(9,2)",
        "lines[].tags: map<string,array<string>>",
        "day: date",
    ]
    assert (other.dataset.kind, other.dataset.extra) == ("view", {"viewDefinition": "select 1"})
    assert "1 table, 1 view with 6 columns" in import_twice(tmp_path / "book", "glue", str(tmp_path / "in"))


@pytest.mark.parametrize(
    ("type_", "wanted"),
    [
        ("int", []),
        ("struct<a:int,b:struct<c:string>>", ["x.a: int", "x.b: struct<c:string>", "x.b.c: string"]),
        ("STRUCT<a: INT NOT NULL COMMENT 'a, b', `b c`: STRING>", ["x.a: INT | a, b", "x.b c: STRING"]),
        ("map<string,struct<a:int>>", ["x{}.a: int"]),
        ("array<map<string,array<struct<a:int>>>>", ["x[]{}[].a: int"]),
        ("struct<a:int", []),
        ("struct<>", []),
        ("struct<,,:,a>", []),
        ("array<" * 20_000, []),
        ("struct<a:" * 5_000 + "int" + ">" * 5_000, None),
    ],
)
def test_types_of_hive_and_spark(tmp_path: Path, type_: str, wanted: list[str] | None):
    table = {"Name": "t", "DatabaseName": "d", "StorageDescriptor": {"Columns": [{"Name": "x", "Type": type_}]}}
    harvest = ask("glue", write(tmp_path, {"t.json": {"TableList": [table]}}))
    found = short(only(harvest))[1:]
    assert found == wanted if wanted is not None else len(found) == 19 and "nested deeper" in notes(harvest)[0]


def test_an_answer_of_unity(tmp_path: Path):
    orders: dict[str, Any] = {
        "name": "orders", "catalog_name": "main", "schema_name": "sales", "table_type": "MANAGED", "comment": "Orders.",
        "data_source_format": "DELTA", "storage_location": "s3://x", "owner": "ada",
        "properties": {"delta.lastCommit": "1", "team": "shop"},
        "columns": [
            {"name": "who", "type_text": "bigint", "position": 1, "nullable": True},
            {"name": "id", "type_text": "bigint", "position": 0, "nullable": False, "comment": "Number."},
        ],
        "table_constraints": [
            {"primary_key_constraint": {"name": "p", "child_columns": ["id", "gone"]}},
            {"foreign_key_constraint": {"child_columns": ["who"], "parent_table": "main.crm.people", "parent_columns": ["id"]}},
        ],
    }  # fmt: skip
    depends = {"dependencies": [{"table": {"table_full_name": "main.sales.orders"}}, {"function": {}}]}
    view = {"name": "v", "catalog_name": "main", "schema_name": "sales", "table_type": "VIEW", "view_definition": "select 1", "view_dependencies": depends}  # fmt: skip
    harvest = ask(
        "unity", write(tmp_path, {"list.json": {"tables": [orders], "next_page_token": "x"}, "view.json": view})
    )
    found, other = harvest.found
    assert found.address == ("main.sales", "orders") and found.dataset.description == "Orders."
    assert found.dataset.extra == {"owner": "ada", "format": "DELTA", "team": "shop"}
    assert short(found) == ["id: bigint pk required | Number.", "who: bigint"]
    assert found.references == {"who": (("main.crm", "people"), "id")}
    assert (other.dataset.kind, other.dataset.extra) == ("view", {"viewDefinition": "select 1"})
    assert flows(harvest) == {"main.sales.orders -> v"}
    assert import_twice(tmp_path / "book", "unity", str(tmp_path / "list.json"))


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_rows_of_the_information_schema(tmp_path: Path, ending: str):
    columns = [
        ["TABLE_CATALOG", "TABLE_SCHEMA", "TABLE_NAME", "COLUMN_NAME", "ORDINAL_POSITION", "IS_NULLABLE", "FULL_DATA_TYPE", "COMMENT"],
        ["main", "sales", "orders", "at", "2", "YES", "struct<day: date>", ""],
        ["main", "sales", "orders", "id", "1", "NO", "bigint", 'Number, "first".'],
    ]  # fmt: skip
    tables = [
        ["table_catalog", "table_schema", "table_name", "table_type", "comment"],
        ["main", "sales", "orders", "VIEW", "All."],
    ]
    files: dict[str, Any] = {}
    for name, (head, *rows) in (("columns", columns), ("tables", tables)):
        if ending == "json":
            files[f"{name}.json"] = [dict(zip(head, row, strict=True)) for row in rows]
        else:
            files[f"{name}.csv"] = "".join(
                ",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in (head, *rows)
            )
    found = only(ask("unity", write(tmp_path, files)))
    assert found.address == ("main.sales", "orders")
    assert (found.dataset.kind, found.dataset.description) == ("view", "All.")
    assert short(found) == ['id: bigint required | Number, "first".', "at: struct<day: date>", "at.day: date"]


@pytest.mark.parametrize("importer", ["glue", "unity"])
@pytest.mark.parametrize("content", ["", "{}", "[]", '"x"', '{"tables": []}', '{"TableList": {}}', '[{"Name": 1}]'])
def test_what_is_of_another_tool_is_an_error(tmp_path: Path, importer: str, content: str):
    harvest = ask(importer, write(tmp_path, {"odd.json": content}) / "odd.json")
    assert harvest.found == [] and errors(harvest)[0].startswith("odd.json no tables of")


@pytest.mark.parametrize("content", [b"", b"a;b\n1;2\n", b"\xff\xfe", b'table_schema,table_name,column_name\n"a'])
def test_a_csv_that_is_odd_is_an_error(tmp_path: Path, content: bytes):
    harvest = ask("unity", write(tmp_path, {"odd.csv": content}) / "odd.csv")
    assert harvest.found == [] and len(harvest.errors) == 1


def test_odd_values_and_broken_files_cost_themselves_alone(tmp_path: Path):
    odd = {
        "Name": "t",
        "StorageDescriptor": {"Columns": ["x", {"Name": 1, "Type": {}}, None]},
        "PartitionKeys": 3,
        "Parameters": [],
    }
    harvest = ask(
        "glue", write(tmp_path / "glue", {"a.json": {"TableList": [odd, 7, {}]}, "b.json": '{"TableList": ['})
    )
    assert short(harvest.found[0]) == ["1: "] and harvest.found[1].address.name == "unnamed"
    assert notes(harvest)[0].startswith("b.json:")
    table = {"name": "t", "catalog_name": "c", "schema_name": "s", "columns": [1, {"name": "a", "position": "x"}], "table_constraints": [1, {}], "view_dependencies": 3}  # fmt: skip
    harvest = ask("unity", write(tmp_path / "unity", {"a.json": {"tables": [table]}, "b.csv": b"\xff"}))
    assert short(only(harvest)) == ["a: "] and notes(harvest)[0].startswith("b.csv:1:1")


@pytest.mark.parametrize("importer", ["glue", "unity"])
def test_hostile_names_are_tidied_and_written(tmp_path: Path, importer: str):
    name, columns = "<b>\u202e'x\"", ["a: b # c", "A: B # C", ""]
    if importer == "glue":
        listed = [{"Name": one, "Type": "x | y"} for one in columns]
        table: dict[str, Any] = {
            "TableList": [{"Name": name, "DatabaseName": "d.e/f", "StorageDescriptor": {"Columns": listed}}]
        }
    else:
        listed = [{"name": one, "type_text": "x | y"} for one in columns]
        table = {"tables": [{"name": name, "catalog_name": "c", "schema_name": "s", "columns": listed}]}
    write(tmp_path / "in", {"t.json": table})
    assert list(only(ask(importer, tmp_path / "in")).dataset.columns) == ["a: b # c", "A: B # C_2", "unnamed_3"]
    assert "1 table with 3 columns" in import_twice(tmp_path / "book", importer, str(tmp_path / "in"))
