"""Whatever stands where something else belongs: no importer breaks, and what it found can be written."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from harvesting import BOOK, ask, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lakebook.book import read_book
from lakebook.checks._run import run_checks
from lakebook.importers import Place
from lakebook.importers._harvest.harvested import harvested
from lakebook.sources.in_memory import InMemory

JUNK = st.recursive(
    st.sampled_from(
        [
            None,
            True,
            0,
            -1.5,
            "",
            "x",
            "a.b",
            "\u202e",
            "#/",
            "null",
            "record",
            "\u202e'<\"",
            "urn:li:dataset:(,,)",
            [],
            {},
        ]
    ),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["name", "type", "fields", "$ref"]), inner)
    ),
    max_leaves=4,
)
RECORD = {
    "type": "record", "name": "A", "namespace": "n.s", "aliases": ["B"], "fields": [
        {"name": "a", "type": ["null", {"type": "array", "items": {"type": "enum", "name": "E", "symbols": ["X"]}}]},
        {"name": "b", "type": {"type": "map", "values": {"type": "record", "name": "R", "fields": [{"name": "c", "type": "E"}]}}},
    ],
}  # fmt: skip
SCHEMA = {
    "$id": "https://example.org/a.json", "type": "object", "required": ["a"], "definitions": {"d": {"type": "string", "enum": ["x"]}},
    "properties": {"a": {"$ref": "#/definitions/d"}, "b": {"type": "array", "items": {"oneOf": [{"properties": {"c": {}}}, {"type": "null"}]}}},
    "allOf": [{"properties": {"e": {"additionalProperties": {"type": ["integer", "null"]}}}}],
}  # fmt: skip
API = {
    "asyncapi": "3.0.0", "info": {"title": "T"}, "servers": {"s": {"host": "h", "protocol": "kafka"}},
    "channels": {"c": {"address": "a", "servers": [{"$ref": "#/servers/s"}], "messages": {"m": {"payload": SCHEMA}}, "tags": [{"name": "t"}]}},
    "operations": {"o": {"action": "send", "channel": {"$ref": "#/channels/c"}, "reply": {"channel": {"$ref": "#/channels/c"}}}},
}  # fmt: skip
PACKAGE = {
    "name": "p", "keywords": ["k"], "resources": [{"name": "r", "path": "r.csv", "schema": {
        "fields": [{"name": "a", "type": "date", "format": "%Y", "constraints": {"enum": ["x"], "required": True}}],
        "primaryKey": ["a"], "uniqueKeys": [["a"]], "foreignKeys": [{"fields": "a", "reference": {"resource": "", "fields": "a"}}]}}],
}  # fmt: skip
MODEL = {
    "workspaces": [{"name": "w", "reports": [{"id": "r", "name": "R", "datasetId": "d"}], "dashboards": [{"displayName": "B", "tiles": [{"reportId": "r"}]}],
        "datasets": [{"id": "d", "name": "m", "expressions": [{"name": "e", "expression": '"x" meta [a=1]'}],
            "relationships": [{"fromTable": "t", "fromColumn": "a", "toTable": "u", "toColumn": "b"}],
            "tables": [{"name": "t", "columns": [{"name": "a", "dataType": "x"}], "measures": [{"name": "n", "expression": "SUM(u[b])"}],
                "source": [{"expression": 'let S = Sql.Database("s", e) in S{[Schema="d",Item="i"]}[Data]'}]}, {"name": "u", "columns": [{"name": "b"}]}]}]}],
}  # fmt: skip
TABLES = {
    "data": [{"id": "1", "name": "t", "fullyQualifiedName": "s.d.c.t", "tableType": "View", "owners": [{"name": "o"}], "tags": [{"tagFQN": "a.b"}],
        "columns": [{"name": "a", "dataType": "ARRAY", "children": [{"name": "b", "constraint": "UNIQUE"}]}],
        "tableConstraints": [{"constraintType": "FOREIGN_KEY", "columns": ["a"], "referredColumns": ["s.d.c.u.x"]}]}],
    "upstreamEdges": [{"fromEntity": "1", "toEntity": "2", "lineageDetails": {"columnsLineage": [{"fromColumns": ["x"], "toColumn": "y"}]}}],
}  # fmt: skip
URN = "urn:li:dataset:(urn:li:dataPlatform:hive,a.b,PROD)"
FIELD = f"urn:li:schemaField:({URN},x)"
ASPECTS = [
    {"proposedSnapshot": {"x.DatasetSnapshot": {"urn": URN, "aspects": [
        {"x.SchemaMetadata": {"fields": [{"fieldPath": "[version=2.0].[type=array].x", "nativeDataType": "int", "globalTags": {"tags": [{"tag": "t"}]}}],
            "primaryKeys": ["x"], "foreignKeys": [{"sourceFields": [FIELD], "foreignFields": [FIELD]}]}},
        {"x.UpstreamLineage": {"upstreams": [{"dataset": URN}], "fineGrainedLineages": [{"upstreams": [FIELD], "downstreams": [FIELD]}]}},
        {"x.Ownership": {"owners": [{"owner": "o", "type": "t"}]}}]}}},
    {"entityUrn": "urn:li:dashboard:(l,b)", "aspectName": "dashboardInfo", "aspect": {"json": {"title": "T", "charts": ["c"], "customProperties": {"a": "b"}}}},
    {"entityUrn": "urn:li:dataJob:(f,j)", "aspectName": "dataJobInputOutput", "aspect": {"json": {"inputDatasets": [URN], "outputDatasets": [URN]}}},
]  # fmt: skip
GLUE = {"TableList": [{"Name": "t", "DatabaseName": "d", "TableType": "VIRTUAL_VIEW", "Parameters": {"a": "b"}, "PartitionKeys": [{"Name": "p", "Type": "int"}],
    "StorageDescriptor": {"Location": "l", "Columns": [{"Name": "a", "Type": "array<struct<b:int,c:map<int,int>>>", "Comment": "c"}]}}]}  # fmt: skip
UNITY = {"tables": [{"name": "t", "catalog_name": "c", "schema_name": "s", "table_type": "VIEW", "properties": {"a": "b"}, "columns": [
    {"name": "a", "type_text": "struct<b: int>", "position": 0, "nullable": False, "mask": {"function_name": "f"}}],
    "table_constraints": [{"primary_key_constraint": {"child_columns": ["a"]}}, {"foreign_key_constraint": {"child_columns": ["a"], "parent_table": "c.s.u", "parent_columns": ["x"]}}],
    "view_dependencies": {"dependencies": [{"table": {"table_full_name": "c.s.u"}}]}}]}  # fmt: skip
SOUND = {
    "avro": (RECORD, "avsc"), "jsonschema": (SCHEMA, "json"), "asyncapi": (API, "json"), "frictionless": (PACKAGE, "json"),
    "powerbi": (MODEL, "json"), "openmetadata": (TABLES, "json"), "datahub": (ASPECTS, "json"), "glue": (GLUE, "json"), "unity": (UNITY, "json"),
}  # fmt: skip


def places(value: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Ways to everything inside of *value*."""
    items: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way for key, one in items for way in [(*above, key), *places(one, (*above, key))]]


def mutated(value: Any, way: tuple[Any, ...], junk: Any) -> Any:
    """A copy of *value* with *junk* at one place."""
    made = copy.deepcopy(value)
    holder = made
    for key in way[:-1]:
        holder = holder[key]
    holder[way[-1]] = junk
    return made


@pytest.mark.parametrize("importer", SOUND)
def test_nothing_breaks_where_something_else_stands(importer: str, tmp_path: Path):
    sound, ending = SOUND[importer]
    ways = places(sound)

    @settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.sampled_from(ways), JUNK), min_size=1, max_size=2))
    def check(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
        value = sound
        for way, junk in changes:
            if way in places(value):
                value = mutated(value, way, junk)
        harvest = ask(importer, write(tmp_path, {f"in.{ending}": json.dumps(value)}) / f"in.{ending}")
        outcome = harvested(harvest, Place(read_book(InMemory(BOOK)), "sales", "crm"), {})
        book = read_book(InMemory({**BOOK, **outcome.changed()}))
        assert [str(one) for one in run_checks(book) if one.code.startswith("FIL")] == []
        described = {(one.address.space.lower(), one.address.name.lower()) for one in harvest.found if one.described}
        assert outcome.errors or len(book.catalogue.datasets) == len(described)
        assert all(dataset.name and all(dataset.columns) for dataset in book.catalogue.datasets.values())

    check()


@pytest.mark.parametrize("importer", SOUND)
def test_each_sound_file_says_something(importer: str, tmp_path: Path):
    sound, ending = SOUND[importer]
    harvest = ask(importer, write(tmp_path, {f"in.{ending}": sound}) / f"in.{ending}")
    assert any(found.dataset.columns for found in harvest.found) and harvest.errors == []


@pytest.mark.parametrize("importer", SOUND)
def test_a_file_that_is_cut_anywhere_is_an_error(importer: str, tmp_path: Path):
    sound, ending = SOUND[importer]
    text = json.dumps(sound)
    for end in range(1, len(text), max(1, len(text) // 20)):
        harvest = ask(importer, write(tmp_path, {f"in.{ending}": text[:end]}) / f"in.{ending}")
        (error,) = harvest.errors
        assert harvest.found == [] and error.message.startswith("not JSON: ") and error.location.line == 1, end
        assert (
            error.location.path.endswith(f"in.{ending}") and error.hint == "the file ends too early; make it again"
        ), end
