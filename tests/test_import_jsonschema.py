"""JSON Schema -> datasets: references in and between files, choices, and what is hostile."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from harvesting import ask, errors, import_twice, notes, only, short, write

TEXT = {"type": "string"}


def schema(required: list[str] | None = None, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, **({"required": required} if required else {})}


def columns(tmp_path: Path, value: dict[str, Any]) -> list[str]:
    return short(only(ask("jsonschema", write(tmp_path, {"order.schema.json": value}))))


def test_a_schema_of_the_corpus(corpus: Path):
    found = only(ask("jsonschema", corpus / "odcs__datacontract_cli_examples/imports/jsonschema"))
    assert found.address == ("", "orders") and found.dataset.kind == "file"
    assert short(found) == [
        "order_id: string required | Unique identifier of the order.",
        "order_timestamp: string (date-time) required",
        "customer_id: string required",
        "order_total: integer required",
        "status: string required",
    ]


def test_objects_lists_and_maps_become_columns(tmp_path: Path):
    line = schema(["sku"], sku=TEXT, amount={"type": "number", "minimum": 0})
    value = schema(
        ["id", "address", "lines"],
        id={"type": "integer", "description": "Number.", "examples": [7]},
        address=schema(["city"], city=TEXT, street={"type": ["string", "null"]}),
        lines={"type": "array", "items": line},
        matrix={"type": "array", "items": {"type": "array", "items": schema(x=TEXT)}},
        prices={"type": "object", "additionalProperties": {"type": "number"}},
        tags={"type": "array", "items": {"enum": ["new", "old"]}},
        state={"enum": ["open", "done", None]},
        any={},
    )
    assert columns(tmp_path, value) == [
        "id: integer required | Number.",
        "address: object required",
        "address.city: string required",
        "address.street: string",
        "lines: array<object> required",
        "lines[].sku: string required",
        "lines[].amount: number",
        "matrix: array<array<object>>",
        "matrix[][].x: string",
        "prices: map<number>",
        "tags: array<enum>",
        "state: enum",
        "any: ",
    ]
    found = only(ask("jsonschema", tmp_path)).dataset.columns
    assert found["tags"].values == {"new": "", "old": ""}
    assert found["state"].values == {"open": "", "done": ""}
    assert found["id"].example == "7" and found["lines[].amount"].extra == {"minimum": "0"}


@pytest.mark.parametrize("keyword", ["definitions", "$defs"])
def test_references_in_the_file(tmp_path: Path, keyword: str):
    value = {
        "$schema": "http://json-schema.org/draft-04/schema#",
        **schema(["to"], to={"$ref": f"#/{keyword}/a~1b%20c", "description": "Where to."}, back={"$ref": "#named"}),
        keyword: {"a/b c": schema(["city"], city=TEXT), "d": {"$anchor": "named", "type": "integer"}},
    }
    assert columns(tmp_path, value) == [
        "to: object required | Where to.", "to.city: string required", "back: integer",
    ]  # fmt: skip


def test_references_between_files_and_by_id(tmp_path: Path):
    address = {"$id": "https://example.org/parts/address.json", **schema(city=TEXT)}
    order = {
        "$id": "https://example.org/shop/order.json",
        **schema(
            a={"$ref": "../parts/address.json"}, b={"$ref": "https://example.org/parts/address.json#/properties/city"}
        ),
    }
    harvest = ask("jsonschema", write(tmp_path, {"a/order.json": order, "b/renamed.yaml": json.dumps(address)}))
    found = only(harvest)
    assert found.address == ("https://example.org/shop", "order")
    assert short(found) == ["a: object", "a.city: string", "b: string"]
    assert harvest.told == ["parts of others, no datasets of their own without --parts: renamed"]
    both = ask("jsonschema", tmp_path, parts=True)
    assert [one.address.name for one in both.found] == ["order", "renamed"]


def test_a_file_beside_is_read_and_one_outside_of_what_was_given_is_not(tmp_path: Path):
    files = {
        "in/order.json": schema(
            a={"$ref": "parts/address.json"}, b={"$ref": "../secret.json"}, c={"$ref": "/etc/hostname"}
        ),
        "in/parts/address.json": schema(city=TEXT),
        "secret.json": schema(password=TEXT),
    }
    harvest = ask("jsonschema", write(tmp_path, files) / "in/order.json")
    assert short(only(harvest)) == ["a: object", "a.city: string", "b: ", "c: "]
    assert notes(harvest) == [
        "order.json:7 '../secret.json' leads nowhere in these files",
        "order.json:10 '/etc/hostname' leads nowhere in these files",
    ]


def test_nothing_is_fetched(tmp_path: Path):
    value = schema(a={"$ref": "http://127.0.0.1:9/x.json"}, b={"$ref": "file:///etc/hostname"})
    harvest = ask("jsonschema", write(tmp_path, {"order.json": value}))
    assert short(only(harvest)) == ["a: ", "b: "] and len(harvest.notes) == 2


def test_all_of_any_of_and_one_of(tmp_path: Path):
    card, cash = (
        schema(["kind", "number"], kind={"const": "card"}, number=TEXT),
        schema(["kind"], kind={"const": "cash"}),
    )
    value = {
        "allOf": [schema(["id"], id={"type": "integer"}), {"title": "Payment", "description": "What was paid."}],
        "properties": {
            "note": {"anyOf": [TEXT, {"type": "null"}]},
            "amount": {"oneOf": [{"type": "number"}, TEXT]},
            "how": {"oneOf": [card, cash]},
            "level": {"oneOf": [{"const": 1, "title": "Low"}, {"const": 2, "title": "High"}]},
        },
        "required": ["note", "amount", "how"],
    }
    found = only(ask("jsonschema", write(tmp_path, {"payment.json": value})))
    assert found.dataset.description == "What was paid." and found.dataset.title == ""
    assert short(found) == [
        "note: string",
        "amount: number or string required",
        "how: object required",
        "how.kind: enum required",
        "how.number: string",
        "level: enum",
        "id: integer required",
    ]
    assert found.dataset.columns["how.kind"].values == {"card": "", "cash": ""}
    assert found.dataset.columns["level"].values == {"1": "Low", "2": "High"}


def test_conditions_add_columns_that_are_not_required(tmp_path: Path):
    value = {**schema(["id"], id=TEXT), "if": {}, "then": schema(["vat"], vat=TEXT), "else": schema(other=TEXT)}
    assert columns(tmp_path, value) == ["id: string required", "vat: string", "other: string"]


def test_definitions_alone_are_datasets(tmp_path: Path):
    value = {
        "definitions": {"Order": schema(to={"$ref": "#/definitions/Address"}), "Address": schema(city=TEXT), "Id": TEXT}
    }
    found = only(ask("jsonschema", write(tmp_path, {"types.json": value})))
    assert found.address.name == "Order" and short(found) == ["to: object", "to.city: string"]


def test_a_list_of_objects_is_a_dataset_of_its_rows(tmp_path: Path):
    assert columns(tmp_path, {"type": "array", "items": schema(["id"], id=TEXT)}) == ["id: string required"]


def test_schemas_that_hold_themselves_end(tmp_path: Path):
    value = {
        **schema(name=TEXT, children={"type": "array", "items": {"$ref": "#"}}, next={"$ref": "#/definitions/loop"}),
        "definitions": {"loop": {"$ref": "#/definitions/loop"}, "all": {"allOf": [{"$ref": "#/definitions/all"}]}},
    }
    harvest = ask("jsonschema", write(tmp_path, {"node.json": value}))
    assert short(only(harvest)) == ["name: string", "children: array<object>", "next: object"]
    assert [note.split("; ")[-1] for note in notes(harvest)] == ["its columns are listed once"] * 2


def test_schemas_that_multiply_stop_at_a_limit(tmp_path: Path):
    definitions: dict[str, Any] = {"d0": schema(x=TEXT), "o0": schema(x=TEXT)}
    for level in range(1, 19):
        below = {"$ref": f"#/definitions/d{level - 1}"}
        definitions[f"d{level}"] = schema(a=below, b=below)
        definitions[f"o{level}"] = {"allOf": [{"$ref": f"#/definitions/o{level - 1}"}] * 2}
    value = {**schema(a={"$ref": "#/definitions/d18"}, o={"$ref": "#/definitions/o18"}), "definitions": definitions}
    harvest = ask("jsonschema", write(tmp_path, {"big.json": value}))
    assert len(only(harvest).dataset.columns) <= 5_000
    assert any("the rest is left out" in note for note in notes(harvest))


def test_hostile_names_are_tidied_and_written(tmp_path: Path):
    odd = {
        "a.b": TEXT,
        "a": schema(b=TEXT),
        "": TEXT,
        "\u202eevil": TEXT,
        "<b>'\"": {**TEXT, "description": "x: y\n# z"},
    }
    value = {"title": "<script>", "type": "object", "properties": odd, "required": "id"}
    write(tmp_path / "in", {"odd name.json": value})
    found = only(ask("jsonschema", tmp_path / "in"))
    assert list(found.dataset.columns) == ["a.b", "a", "a.b_2", "unnamed_3", "evil", "<b>'\""]
    assert "1 file with 6 columns" in import_twice(tmp_path / "book", "jsonschema", str(tmp_path / "in"))


@pytest.mark.parametrize(
    "content", ["", "[]", "true", "{}", '{"openapi": "3.1.0", "properties": {}}', '{"type": "record"}', "type: view"]
)
def test_what_is_no_schema_is_an_error(tmp_path: Path, content: str):
    harvest = ask("jsonschema", write(tmp_path, {"odd.json": content}) / "odd.json")
    assert harvest.found == [] and errors(harvest) == ["odd.json no JSON Schema"]


@pytest.mark.parametrize("value", [{"type": "string", "enum": ["a"]}, {"properties": {}}, {"properties": "x"}])
def test_a_schema_without_properties_is_an_error(tmp_path: Path, value: dict[str, Any]):
    harvest = ask("jsonschema", write(tmp_path, {"odd.json": value}) / "odd.json")
    assert harvest.found == [] and errors(harvest) == ["odd.json a JSON Schema without properties"]


@pytest.mark.parametrize("broken", ['{"type": "object", "prop', "[" * 100_000, '{"a": ' * 3_000])
def test_a_broken_file_costs_itself_alone(tmp_path: Path, broken: str):
    harvest = ask("jsonschema", write(tmp_path, {"good.json": schema(id=TEXT), "broken.json": broken}))
    assert only(harvest).address.name == "good" and notes(harvest)[0].startswith("broken.json:1")


def test_odd_values_where_schemas_belong(tmp_path: Path):
    value = {
        "properties": {"a": True, "b": "text", "c": {"type": 7, "items": "x", "$ref": 3}, "d": {"allOf": "x", "enum": "y"}},
        "allOf": [1, {"$ref": "#/nowhere"}], "definitions": [], "required": [1, None],
    }  # fmt: skip
    harvest = ask("jsonschema", write(tmp_path, {"odd.json": value}))
    assert [name.split(":")[0] for name in short(only(harvest))] == ["a", "b", "c", "d"]
    assert [note for note in notes(harvest) if "'#/nowhere' leads nowhere" in note]


def test_ten_megabytes_are_read_with_lines(tmp_path: Path):
    wide = schema(**{f"c{number}": {"type": "string", "description": "x" * 2_500} for number in range(4_000)})
    wide["properties"]["last"] = {"$ref": "#/nowhere"}
    harvest = ask("jsonschema", write(tmp_path, {"wide.json": wide}))
    assert len(only(harvest).dataset.columns) == 4_001
    assert notes(harvest) == ["wide.json:16004 '#/nowhere' leads nowhere in these files"]
