"""Schemas of Avro -> datasets: nested records, names across files, and what is hostile."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from harvesting import ask, errors, import_twice, notes, only, short, write

from lakebook.syntax import Unreadable


def record(name: str, *fields: Any, **more: Any) -> dict[str, Any]:
    return {"type": "record", "name": name, "fields": list(fields), **more}


def field(name: str, type_: Any, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": type_, **more}


def test_every_file_of_the_corpus_has_the_figures_expected(corpus: Path):
    folder = corpus / "avro__datacontract_cli"
    expected = json.loads((corpus / "expected.json").read_text())["avro__datacontract_cli"]["counts"]
    totals = dict.fromkeys(("fields", "field_docs", "record_docs", "enums", "logical_types"), 0)
    for name, figures in expected["per_file"].items():
        found = only(ask("avro", folder / name))
        columns = list(found.dataset.columns.values())
        assert found.address.name == figures["root"] and len(columns) == figures["fields"], name
        assert sum("." not in column.name for column in columns) == figures["root_fields"]
        totals["fields"] += len(columns)
        totals["field_docs"] += sum(bool(column.description) for column in columns)
        totals["record_docs"] += bool(found.dataset.description)
        totals["enums"] += sum(bool(column.values) for column in columns)
        totals["logical_types"] += sum("(" in column.type or "decimal" in column.type for column in columns)
    assert totals == {key: expected["totals"][key] for key in totals}


def test_a_folder_of_the_corpus_says_which_names_are_taken_twice(corpus: Path):
    harvest = ask("avro", corpus / "avro__datacontract_cli")
    assert len(harvest.found) == 10
    twice = [note for note in notes(harvest) if "is another one than in" in note]
    assert len(twice) == 4 and "com.example.row" in twice[3] and "(2 times)" in twice[3]


def test_records_lists_maps_and_unions_become_columns(tmp_path: Path):
    street = field("street", ["null", "string"])
    schema = record(
        "Order",
        field("id", "long", doc="Number."),
        field("address", ["null", record("Address", field("city", "string"), street, doc="Where to.")]),
        field("lines", {"type": "array", "items": record("Line", field("sku", "string"))}),
        field("prices", {"type": "map", "values": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}}),
        field("state", {"type": "enum", "name": "State", "symbols": ["OPEN", "DONE"]}),
        field("hash", {"type": "fixed", "name": "Hash", "size": 16}),
        field("at", {"type": "long", "logicalType": "timestamp-millis"}),
        field("who", ["string", "int"]),
        field("previous", ["null", "State"]),
        namespace="shop.orders",
        doc="One order.",
    )  # fmt: skip
    found = only(ask("avro", write(tmp_path, {"order.avsc": schema})))
    assert found.address == ("shop.orders", "Order") and found.dataset.kind == "topic"
    assert found.dataset.description == "One order."
    assert short(found) == [
        "id: long required | Number.",
        "address: record | Where to.",
        "address.city: string",
        "address.street: string",
        "lines: array<record> required",
        "lines[].sku: string required",
        "prices: map<decimal(9,2)> required",
        "state: enum required",
        "hash: fixed(16) required",
        "at: long (timestamp-millis) required",
        "who: string or int required",
        "previous: enum",
    ]
    assert found.dataset.columns["previous"].values == {"OPEN": "", "DONE": ""}


def test_a_type_of_another_file_is_part_of_the_record(tmp_path: Path):
    files = {
        "z/address.avsc": record("Address", field("city", "string"), namespace="shop.parts"),
        "order.avsc": record("Order", field("to", "shop.parts.Address"), field("from", "shop.parts.Address"), namespace="shop"),
    }  # fmt: skip
    harvest = ask("avro", write(tmp_path, files))
    assert short(only(harvest)) == [
        "to: record required", "to.city: string required", "from: record required", "from.city: string required",
    ]  # fmt: skip
    assert harvest.told == ["parts of others, no datasets of their own without --parts: shop.parts.Address"]
    alone = ask("avro", tmp_path / "order.avsc")
    assert notes(alone) == ["order.avsc:5 type 'shop.parts.Address' of 'shop.Order' is not in these files (2 times)"]


def test_a_record_that_holds_itself_ends(tmp_path: Path):
    tree = record("Node", field("name", "string"), field("children", {"type": "array", "items": "Node"}))
    harvest = ask("avro", write(tmp_path, {"node.avsc": tree}))
    assert short(only(harvest)) == ["name: string required", "children: array<record> required"]
    assert notes(harvest) == ["node.avsc:9 'Node' holds itself; its columns are listed once"]


def test_two_records_that_hold_each_other_are_both_datasets(tmp_path: Path):
    files = {"a.avsc": record("A", field("b", ["null", "B"])), "b.avsc": record("B", field("a", ["null", "A"]))}
    assert [found.address.name for found in ask("avro", write(tmp_path, files)).found] == ["A", "B"]


def test_records_that_double_at_every_level_stop_at_a_limit(tmp_path: Path):
    doubling: list[dict[str, Any]] = [record("R0", field("x", "int"))]
    for level in range(1, 18):
        below = f"R{level - 1}"
        doubling.append(record(f"R{level}", field("a", below), field("b", below)))
    harvest = ask("avro", write(tmp_path, {"all.avsc": [*doubling[:-1], doubling[-1]]}))
    assert len(only(harvest).dataset.columns) == 5_000
    assert any("more than 5,000 columns" in note for note in notes(harvest))


def test_unions_that_double_at_every_level_stop_at_a_limit(tmp_path: Path):
    types: list[dict[str, Any]] = [record("A0", field("x", "int")), record("B0", field("x", "int"))]
    for level in range(1, 20):
        union = [f"A{level - 1}", f"B{level - 1}"]
        types += [record(f"{name}{level}", field("f", union)) for name in "AB"]
    harvest = ask("avro", write(tmp_path, {"all.avsc": types}))
    assert len(harvest.found) == 2 and any("more than 20,000 fields in each other" in note for note in notes(harvest))


def test_a_union_of_events_gives_a_column_once(tmp_path: Path):
    made, gone = record("Made", field("id", "int"), field("by", "string")), record("Gone", field("id", "long"))
    found = only(ask("avro", write(tmp_path, {"event.avsc": record("Event", field("payload", [made, gone]))})))
    assert short(found) == [
        "payload: record required", "payload.id: int or long required", "payload.by: string",
    ]  # fmt: skip


def test_aliases_are_old_names_and_what_people_add_is_kept(tmp_path: Path):
    schema = record(
        "Order", field("at", "long", aliases=["when"], pii="yes", default=0), aliases=["old.Purchase"], team="shop"
    )
    found = only(ask("avro", write(tmp_path, {"order.avsc": schema})))
    assert found.dataset.formerly == ["Purchase"] and found.dataset.extra == {"team": "shop"}
    assert found.dataset.columns["at"].formerly == ("when",)
    assert found.dataset.columns["at"].extra == {"pii": "yes", "default": "0"}


def test_protocols_and_answers_of_a_schema_registry(tmp_path: Path):
    inner = json.dumps(record("Paid", field("id", "int"), namespace="shop"))
    files = {
        "shop.avpr": {"protocol": "P", "namespace": "shop", "types": [record("Sold", field("id", "int"))]},
        "subject.avsc": {"subject": "paid-value", "version": 1, "id": 7, "schema": inner},
    }
    assert [found.address for found in ask("avro", write(tmp_path, files)).found] == [
        ("shop", "Sold"),
        ("shop", "Paid"),
    ]


def test_hostile_names_are_tidied_and_written(tmp_path: Path):
    schema = record(
        "O'Brien \"<b>\u202egnp",
        field("a.b", "int"),
        field("a", record("Inner", field("b", "int"))),
        field("\u0007", "int"),
        field("A.B", "int"),
        field("x: y | z # no", "string", doc="<script>alert(1)</script>\nand: more"),
    )
    write(tmp_path / "in", {"o.avsc": schema})
    harvest = ask("avro", tmp_path / "in")
    assert list(only(harvest).dataset.columns) == ["a.b", "a", "a.b_2", "unnamed_3", "A.B_3", "x: y | z # no"]
    said = import_twice(tmp_path / "book", "avro", str(tmp_path / "in"))
    assert "1 topic with 6 columns" in said and "\u202e" not in said


@pytest.mark.parametrize("content", ["", "[]", "{}", '"string"', "null", '{"type": "record"}', '{"a": 1}', "fields: x"])
def test_what_is_no_schema_is_an_error(tmp_path: Path, content: str):
    write(tmp_path, {"odd.avsc": content})
    harvest = ask("avro", tmp_path / "odd.avsc")
    assert harvest.found == [] and errors(harvest)[0].startswith("odd.avsc no schema of Avro")


@pytest.mark.parametrize("broken", ['{"type": "record", "name": "A", "fi', "[" * 100_000, "\udcff"])
def test_a_broken_file_costs_itself_alone(tmp_path: Path, broken: str):
    good = record("Good", field("id", "int"))
    write(tmp_path, {"good.avsc": good, "broken.avsc": broken.encode("utf-8", "surrogateescape")})
    harvest = ask("avro", tmp_path)
    assert only(harvest).address.name == "Good"
    assert notes(harvest)[0].startswith("broken.avsc") and "left out" in notes(harvest)[0]


def test_fields_that_are_none_are_noted(tmp_path: Path):
    schema = record("Odd", "text", {"name": "x"}, {"type": "int"}, field("y", 7), field("z", {"type": "array"}))
    harvest = ask("avro", write(tmp_path, {"odd.avsc": schema}))
    assert list(only(harvest).dataset.columns) == ["x", "unnamed_2", "y", "z"]
    assert any("no list of fields" in note for note in notes(harvest))
    assert any("type '7' of 'Odd' is not in these files" in note for note in notes(harvest))


def test_avdl_is_said_to_be_not_read(tmp_path: Path):
    harvest = ask("avro", write(tmp_path, {"shop.avdl": "protocol P {}", "a.avsc": record("A", field("id", "int"))}))
    assert only(harvest).address.name == "A"
    assert harvest.told == ["left out, the language of .avdl is not read: shop.avdl"]


def test_a_kind_that_the_book_does_not_have_is_refused(tmp_path: Path):
    with pytest.raises(Unreadable, match="no kind 'stream'"):
        ask("avro", write(tmp_path, {"a.avsc": record("A")}), kind="stream")


def test_ten_megabytes_packed_are_read(tmp_path: Path):
    fields = [field(f"column_{number}", "string", doc="x" * 2_000) for number in range(5_000)]
    (tmp_path / "wide.avsc.gz").write_bytes(gzip.compress(json.dumps(record("Wide", *fields)).encode()))
    assert len(only(ask("avro", tmp_path)).dataset.columns) == 5_000


def test_the_command_writes_a_schema_by_its_namespace(tmp_path: Path):
    schema = record("Order", field("id", "long"), namespace="shop.orders")
    write(tmp_path / "in", {"order.avsc": schema})
    said = import_twice(tmp_path / "book", "avro", str(tmp_path / "in"))
    assert "wrote catalogue/sales/crm/orders.yaml" in said
    assert "Order:\n    kind: topic\n" in (tmp_path / "book/catalogue/sales/crm/orders.yaml").read_text()
