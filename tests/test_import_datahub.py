"""Metadata files of DataHub -> datasets, with lineage down to columns."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from harvesting import ask, errors, flows, import_twice, notes, only, short, write

from lakebook.importers._datahub.urns import address_of, column_name


def urn(name: str, platform: str = "hive", env: str = "PROD") -> str:
    return f"urn:li:dataset:(urn:li:dataPlatform:{platform},{name},{env})"


def column(name: str, table: str) -> str:
    return f"urn:li:schemaField:({urn(table)},{name})"


def mcp(entity: str, name: str, value: dict[str, Any], *, written_out: bool = False) -> dict[str, Any]:
    aspect = {"json": value} if written_out else {"value": json.dumps(value), "contentType": "application/json"}
    return {"entityType": "dataset", "entityUrn": entity, "aspectName": name, "changeType": "UPSERT", "aspect": aspect}


def mce(entity: str, **aspects: dict[str, Any]) -> dict[str, Any]:
    named = [{f"com.linkedin.pegasus2avro.x.{name}": value} for name, value in aspects.items()]
    return {"proposedSnapshot": {"com.linkedin.pegasus2avro.DatasetSnapshot": {"urn": entity, "aspects": named}}}


def fields(*names: str, **more: Any) -> dict[str, Any]:
    return {"fields": [{"fieldPath": name, "nativeDataType": "int", "nullable": True} for name in names], **more}


def test_files_of_the_corpus_have_the_figures_expected(corpus: Path):
    folder = corpus / "datahub__bootstrap_mce/mce_files"
    expected = json.loads((corpus / "expected.json").read_text())["datahub__bootstrap_mce"]["counts"]
    figures = expected["bootstrap_mce.json"]
    harvest = ask("datahub", folder / "bootstrap_mce.json")
    datasets = [found for found in harvest.found if found.dataset.kind != "dashboard"]
    assert len(datasets) == figures["entities_by_type"]["dataset"]
    assert len(harvest.found) - len(datasets) == figures["entities_by_type"]["dashboard"]
    assert sum(len(found.dataset.columns) for found in datasets) == figures["schema_fields"]
    given = json.loads((folder / "bootstrap_mce.json").read_text())
    edges = set()
    for entry in given:
        for snapshot in (entry.get("proposedSnapshot") or {}).values():
            for aspect in snapshot["aspects"]:
                for upstream in aspect.get("com.linkedin.pegasus2avro.dataset.UpstreamLineage", {}).get(
                    "upstreams", ()
                ):
                    edges.add((upstream["dataset"], snapshot["urn"]))
    assert len(edges) == figures["dataset_upstream_edges"]
    found_edges = {(source, found.address) for found in datasets for source in found.flows}
    assert found_edges == {(address_of(source), address_of(target)) for source, target in edges}
    for name, counts in expected.items():
        alone = ask("datahub", folder / name)
        described = [found for found in alone.found if found.described and found.dataset.kind != "dashboard"]
        assert len(described) == counts["entities_by_type"].get("dataset", 0), name


def test_a_snapshot_and_proposals_say_one_dataset_together(tmp_path: Path):
    one = urn("shop.orders")
    schema = {
        "fields": [
            {"fieldPath": "id", "nativeDataType": "bigint", "nullable": False, "description": {"string": "Number."}},
            {"fieldPath": "who", "nativeDataType": "string", "nullable": True, "globalTags": {"tags": [{"tag": "urn:li:tag:pii"}]}},
        ],
        "primaryKeys": {"array": ["id"]},
        "foreignKeys": [{"sourceFields": [column("who", "shop.orders")], "foreignFields": [column("id", "shop.people")]}],
    }  # fmt: skip
    edited = {"editableSchemaFieldInfo": [{"fieldPath": "who", "description": "Who ordered."}]}
    owners = {"owners": [{"owner": "urn:li:corpuser:ada", "type": "DATAOWNER"}]}
    memory = {"elements": [{"url": "https://example.org", "description": "Wiki"}, {"url": "javascript:alert(1)"}]}
    entries = [
        mce(one, SchemaMetadata=schema, Ownership=owners, GlobalTags={"tags": [{"tag": "urn:li:tag:gold"}]}),
        mcp(one, "datasetProperties", {"name": "Orders", "description": "x", "customProperties": {"zone": "a"}}),
        mcp(one, "editableDatasetProperties", {"description": "One row an order."}, written_out=True),
        mcp(one, "editableSchemaMetadata", edited),
        mcp(one, "institutionalMemory", memory),
        mcp(one, "deprecation", {"deprecated": True, "note": "Use sales."}),
        mcp(one, "subTypes", {"typeNames": ["View"]}),
    ]
    found = only(ask("datahub", write(tmp_path, {"all.json": entries})))
    assert found.address == ("hive.shop", "orders")
    dataset = found.dataset
    assert (dataset.kind, dataset.status, dataset.tags) == ("view", "deprecated", ["gold"])
    assert dataset.description == "One row an order." and [link.url for link in dataset.links] == [
        "https://example.org"
    ]
    assert dataset.extra == {"zone": "a", "owners": "ada (DATAOWNER)", "deprecation": "Use sales."}
    assert short(found) == ["id: bigint pk required | Number.", "who: string | Who ordered."]
    assert dataset.columns["who"].tags == ("pii",)
    assert found.references == {"who": (("hive.shop", "people"), "id")}
    assert import_twice(tmp_path / "book", "datahub", str(tmp_path / "all.json"))


def test_lineage_down_to_columns(tmp_path: Path):
    fine = [
        {"upstreams": [column("a", "raw"), column("b", "raw")], "downstreams": [column("x", "made")]},
        {"upstreams": [column("x", "made")], "downstreams": [column("y", "made")]},
        {"upstreams": ["nonsense"], "downstreams": [column("z", "made")]},
        {"upstreams": [column("a", "raw")], "downstreams": [column("q", "other")]},
    ]
    lineage = {
        "upstreams": [{"dataset": urn("raw")}, {"dataset": urn("made")}, {"dataset": "urn:li:x"}],
        "fineGrainedLineages": fine,
    }
    harvest = ask("datahub", write(tmp_path, {"l.json": [mcp(urn("made"), "upstreamLineage", lineage)]}))
    assert flows(harvest) == {"hive.raw -> made", "hive.raw.a -> made.x", "hive.raw.b -> made.x"}
    assert len(harvest.notes) == 1 and "an upstream that is no dataset" in notes(harvest)[0]


def test_jobs_and_dashboards(tmp_path: Path):
    job, board = "urn:li:dataJob:(f,j)", "urn:li:dashboard:(bi,7)"
    inputs = [urn("a"), urn("b")]
    entries = [
        mcp(job, "dataJobInputOutput", {"inputDatasets": inputs, "outputDatasets": [urn("c")]}),
        mcp(f"{job}2", "dataJobInputOutput", {"inputDatasets": inputs, "outputDatasets": [urn("c"), urn("d")]}),
        mcp(board, "dashboardInfo", {"title": "Sales", "charts": ["urn:li:chart:(bi,1)"], "dashboardUrl": "https://example.org"}),
        mcp("urn:li:chart:(bi,1)", "chartInfo", {"inputs": [{"string": urn("c")}]}),
        mcp(urn("gone"), "status", {"removed": True}),
    ]  # fmt: skip
    harvest = ask("datahub", write(tmp_path, {"all.json": entries}))
    assert flows(harvest) == {"hive.a -> c", "hive.b -> c", "hive.c -> 7"}
    dashboard, made = harvest.found
    assert (dashboard.dataset.kind, dashboard.dataset.title) == ("dashboard", "Sales") and not made.described
    assert harvest.told == ["jobs left out, as they write several datasets: 1", "left out: dataJob 2, removed 1"]


@pytest.mark.parametrize(
    ("name", "platform", "env", "wanted"),
    [
        ("db.schema.table", "snowflake", "PROD", ("snowflake.db.schema", "table")),
        ("table", "hive", "DEV", ("hive.dev", "table")),
        ("orders.v1", "kafka", "PROD", ("kafka", "orders.v1")),
        ("bucket/a/b.csv", "s3", "PROD", ("s3://bucket", "a/b.csv")),
        ("a%2Cb,c", "hive", "PROD", ("hive", "a,b,c")),
    ],
)
def test_urns(name: str, platform: str, env: str, wanted: tuple[str, str]):
    assert address_of(urn(name, platform, env)) == wanted


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("a.b", "a.b"),
        ("[version=2.0].[type=boolean].field_bar", "field_bar"),
        ("[version=2.0].[key=True].[type=int].id", "id"),
        ("[version=2.0].[type=User].[type=array].[type=Address].homes.[type=string].street", "homes[].street"),
        ("[version=2.0].[type=R].[type=array].tags", "tags"),
        ("[version=2.0].[type=R].[type=map].[type=S].m.[type=int].dotted.name", "m{}.dotted.name"),
    ],
)
def test_paths_of_fields(path: str, wanted: str):
    assert column_name(path) == wanted


def test_hostile_names_are_tidied_and_written(tmp_path: Path):
    one = urn("<b>\u202e'x")
    entries = [mcp(one, "schemaMetadata", fields("a: b", "A: B", "", "# c")), mcp(one, "domains", {"domains": "x"})]
    write(tmp_path / "in", {"t.json": entries})
    assert "1 table with 4 columns" in import_twice(tmp_path / "book", "datahub", str(tmp_path / "in"))


@pytest.mark.parametrize("content", ["", "{}", "[]", "[1, null]", '{"proposedSnapshot": 3}', '[{"entityUrn": "x"}]'])
def test_what_is_of_another_tool_is_an_error(tmp_path: Path, content: str):
    harvest = ask("datahub", write(tmp_path, {"odd.json": content}) / "odd.json")
    assert harvest.found == [] and errors(harvest) == ["odd.json no metadata of DataHub"]


def test_broken_aspects_and_files_cost_themselves_alone(tmp_path: Path):
    broken = {"entityUrn": urn("a"), "aspectName": "status", "aspect": {"value": "{"}}
    odd = mcp(
        urn("b"), "schemaMetadata", {"fields": ["x", {"fieldPath": 7}, {}], "foreignKeys": [1, {}], "primaryKeys": 3}
    )
    files = {"a.json": [broken, odd, mcp("nonsense", "ownership", {})], "b.json": '[{"proposedSnapshot": {'}
    harvest = ask("datahub", write(tmp_path, files))
    assert short(only(harvest)) == ["7: ", "unnamed_2: "]
    assert any(note.startswith("b.json:1") for note in notes(harvest))


def test_ten_megabytes_are_read(tmp_path: Path):
    entries = [mcp(urn(f"t{n}"), "schemaMetadata", fields(*(f"column_{m}" for m in range(60)))) for n in range(1_800)]
    write(tmp_path, {"big.json": json.dumps(entries)})
    assert (tmp_path / "big.json").stat().st_size > 8_000_000
    assert len(ask("datahub", tmp_path).found) == 1_800
