"""AsyncAPI 2 and 3 -> topics with the columns of their messages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from harvesting import ask, errors, import_twice, notes, only, short, write

ORDERS = """\
asyncapi: 3.0.0
info:
  title: Shop
  description: Sells.
  contact: {email: shop@example.org}
servers:
  production: {host: "broker.example.org:9092", protocol: kafka}
  test: {host: "test.example.org:9092", protocol: kafka}
channels:
  placed:
    address: shop.orders.v1
    title: Orders placed
    description: Each order once.
    tags: [{name: orders}]
    messages:
      orderPlaced: {$ref: "#/components/messages/orderPlaced"}
  paid:
    address: shop.paid
    servers: [{$ref: "#/servers/test"}]
    messages:
      one: {payload: {type: object, properties: {id: {type: string}}, required: [id]}}
      two: {payload: {type: object, properties: {id: {type: integer}, how: {type: string}}, required: [id]}}
operations:
  place: {action: send, channel: {$ref: "#/channels/placed"}}
  hear: {action: receive, channel: {$ref: "#/channels/paid"}}
components:
  messages:
    orderPlaced:
      payload:
        type: object
        required: [id, lines]
        properties:
          id: {type: string, format: uuid, description: Number.}
          lines: {type: array, items: {$ref: "parts.yaml#/line"}}
"""
PARTS = "line: {type: object, properties: {sku: {type: string}}}\n"


def test_every_file_of_the_corpus_has_the_figures_expected(corpus: Path):
    folder = corpus / "asyncapi__spec_examples"
    expected = json.loads((corpus / "expected.json").read_text())["asyncapi__spec_examples"]["counts"]
    totals = dict.fromkeys(("channels", "operations", "channel_messages"), 0)
    for name, figures in expected["per_file"].items():
        harvest = ask("asyncapi", folder / name)
        if figures.get("not_asyncapi"):
            assert errors(harvest) == [f"{Path(name).name} no AsyncAPI"]
            continue
        counts = re.search(r"channels (\d+), operations (\d+), messages (\d+)$", harvest.told[0])
        assert counts and harvest.told[0].startswith(f"'{figures['title']}'"), name
        said = dict(zip(totals, map(int, counts.groups()), strict=True))
        assert said == {key: figures[key] for key in totals}, name
        assert len(harvest.found) == figures["channels"], name
        totals = {key: totals[key] + said[key] for key in totals}
    assert totals == {key: expected["totals"][key] for key in totals}


def test_applications_of_a_folder_of_the_corpus_share_their_topics(corpus: Path):
    harvest = ask("asyncapi", corpus / "asyncapi__spec_examples/social-media")
    topics = {found.address.name: found for found in harvest.found}
    assert len(topics) == 4
    assert topics["comment/liked"].dataset.extra["sentBy"] == "Website Backend"
    assert short(topics["comment/{commentId}/changed"])[1].startswith("likeCount: integer | The new like count")
    assert topics["comment/liked"].dataset.extra["receivedBy"] == "Comments Service, Notifications Service, Public API"


def test_channels_are_topics_with_the_columns_of_their_messages(tmp_path: Path):
    harvest = ask("asyncapi", write(tmp_path, {"shop.yaml": ORDERS, "parts.yaml": PARTS}))
    placed, paid = harvest.found
    assert placed.address == ("kafka://broker.example.org:9092", "shop.orders.v1")
    assert (placed.dataset.kind, placed.dataset.title, placed.dataset.tags) == ("topic", "Orders placed", ["orders"])
    assert short(placed) == [
        "id: string (uuid) required | Number.", "lines: array<object> required", "lines[].sku: string",
    ]  # fmt: skip
    assert placed.dataset.extra == {"messages": "orderPlaced", "sentBy": "Shop"}
    assert paid.address.space == "kafka://test.example.org:9092"
    assert short(paid) == ["id: string or integer required", "how: string"]
    assert paid.dataset.extra == {"messages": "one, two", "receivedBy": "Shop"}
    assert not placed.flows and not paid.flows
    assert harvest.notes == [] and str(placed.location).endswith("shop.yaml:11")


def test_the_server_that_counts_can_be_named(tmp_path: Path):
    harvest = ask("asyncapi", write(tmp_path, {"shop.yaml": ORDERS, "parts.yaml": PARTS}), server="test")
    assert {found.address.space for found in harvest.found} == {"kafka://test.example.org:9092"}


def test_version_2(tmp_path: Path):
    shop = {
        "asyncapi": "2.6.0",
        "info": {"title": "Shop"},
        "servers": {"main": {"url": "mqtt://broker.example.org", "protocol": "mqtt"}, "b": {"url": "b", "protocol": "ws"}},
        "channels": {
            "in": {"publish": {"message": {"payload": {"type": "object", "properties": {"id": {}}}}}, "servers": ["b"]},
            "out": {"subscribe": {"message": {"oneOf": [
                {"name": "a", "payload": {"type": "object", "properties": {"x": {"type": "string"}}}},
                {"name": "b", "payload": {"type": "object", "properties": {"y": {"type": "string"}}}},
            ]}}},
        },
    }  # fmt: skip
    harvest = ask("asyncapi", write(tmp_path, {"shop.json": shop}))
    out, into = harvest.found
    assert into.address == ("ws://b", "in") and into.dataset.extra == {"receivedBy": "Shop"}
    assert out.address == ("mqtt://broker.example.org", "out") and short(out) == ["x: string", "y: string"]
    assert out.dataset.extra == {"messages": "a, b", "sentBy": "Shop"}
    assert harvest.told == ["'Shop': channels 2, operations 2, messages 3"]


@pytest.mark.parametrize("version", ["2.6.0", "3.0.0"])
def test_payloads_in_avro(tmp_path: Path, version: str):
    record = {"type": "record", "name": "Paid", "fields": [{"name": "id", "type": ["null", "long"], "doc": "Number."}]}
    avro = "application/vnd.apache.avro+json;version=1.9.0"
    if version.startswith("2"):
        channel = {"publish": {"message": {"schemaFormat": avro, "payload": {"$ref": "paid.avsc"}}}}
    else:
        channel = {"address": "paid", "messages": {"m": {"payload": {"schemaFormat": avro, "schema": record}}}}
    api = {"asyncapi": version, "info": {"title": "Shop"}, "channels": {"paid": channel}}
    found = only(ask("asyncapi", write(tmp_path, {"shop.json": api, "paid.avsc": record})))
    assert found.address == ("Shop", "paid") and short(found) == ["id: long | Number."]


def test_what_cannot_be_followed_or_read_is_noted(tmp_path: Path):
    api = {
        "asyncapi": "3.0.0", "info": {"title": "Shop"},
        "channels": {
            "a": {"messages": {"m": {"$ref": "https://example.org/m.yaml"}}},
            "b": {"messages": {"m": {"payload": {"schemaFormat": "application/vnd.google.protobuf;version=3", "schema": "x"}}}},
            "c": {"$ref": "#/channels/c"},
        },
        "operations": {"o": {"action": "send", "channel": {"$ref": "#/nowhere"}}},
    }  # fmt: skip
    harvest = ask("asyncapi", write(tmp_path, {"shop.json": api}))
    assert [len(found.dataset.columns) for found in harvest.found] == [0, 0, 0]
    assert notes(harvest) == [
        "shop.json:9 'https://example.org/m.yaml' leads nowhere in these files",
        "shop.json:31 '#/nowhere' leads nowhere in these files",
        "shop.json:16 the schema of a message holds no message of Protobuf",
    ]


def test_a_payload_that_holds_itself_and_hostile_names(tmp_path: Path):
    tree = {
        "type": "object",
        "properties": {"<i>\u202e": {"$ref": "#/components/schemas/t"}, "a.b": {"type": "string"}},
    }
    api = {
        "asyncapi": "3.0.0", "info": {"title": "<script>"},
        "channels": {"q\u0000'\"": {"address": None, "messages": {"m": {"payload": {"$ref": "#/components/schemas/t"}}}}},
        "components": {"schemas": {"t": tree}},
    }  # fmt: skip
    write(tmp_path / "in", {"shop.json": api})
    found = only(ask("asyncapi", tmp_path / "in"))
    assert short(found) == ["<i>: object", "a.b: string"]
    said = import_twice(tmp_path / "book", "asyncapi", str(tmp_path / "in"))
    assert "1 topic" in said and "wrote catalogue/sales/crm/script.yaml" in said


@pytest.mark.parametrize("content", ["", "[]", "openapi: 3.1.0", '{"asyncapi": {}}', "just text"])
def test_what_is_of_another_tool_is_an_error(tmp_path: Path, content: str):
    harvest = ask("asyncapi", write(tmp_path, {"odd.yaml": content}) / "odd.yaml")
    assert harvest.found == [] and errors(harvest) == ["odd.yaml no AsyncAPI"]


@pytest.mark.parametrize(
    "rest", ["", "info: x\nchannels: y\n", "channels: {a: , b: [], c: {messages: [1]}}", "operations: [1]"]
)
def test_odd_documents_cost_nothing_but_themselves(tmp_path: Path, rest: str):
    harvest = ask("asyncapi", write(tmp_path, {"a.yaml": f"asyncapi: 3.0.0\n{rest}\n", "b.yaml": ORDERS}))
    assert {"shop.orders.v1", "shop.paid"} <= {found.address.name for found in harvest.found}


def test_the_command_names_the_schema_after_the_server(tmp_path: Path):
    write(tmp_path / "in", {"shop.yaml": ORDERS, "parts.yaml": PARTS})
    said = import_twice(tmp_path / "book", "asyncapi", str(tmp_path / "in"), "--server", "production")
    assert "wrote catalogue/sales/crm/broker-example-org-9092.yaml" in said
