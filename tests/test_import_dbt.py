"""dbt projects: what becomes of models, sources, tests, contracts and exposures; real manifests; broken ones."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from dbt_manifests import catalog, column, generic_test, manifest, node, source, write
from harvesting import run as in_book

from lakebook.book import Book, read_book
from lakebook.importers import Place
from lakebook.importers._harvest import Address, Exposure, Found, Harvest
from lakebook.importers._harvest.drafts import drafts
from lakebook.importers.dbt import dbt
from lakebook.model.product import ID_FORM
from lakebook.sources.in_memory import InMemory


def book(**files: str) -> Book:
    return read_book(InMemory({name.replace("__", "/"): text for name, text in files.items()}))


def harvest(*given: Path, **options: Any) -> Harvest:
    return dbt(list(given), Place(book(), "sales", "lake"), **options)


def of(found: Harvest) -> dict[str, Found]:
    return {one.address.name: one for one in found.found}


def edges(found: Harvest) -> set[tuple[Address, Address]]:
    return {(origin, one.address) for one in found.found for origin in one.flows}


SHOP = (
    source("orders", description="As the shop sends them."),
    source("customers"),
    node("model", "stg_orders", "source.shop.crm.orders", schema="staging", materialized="view"),
    node("model", "paid", "model.shop.stg_orders", "source.shop.crm.customers", materialized="ephemeral"),
    node("seed", "countries", schema="seeds", materialized="seed"),
    node("model", "revenue", "model.shop.paid", "seed.shop.countries", materialized="incremental"),
    node("snapshot", "revenue_history", "model.shop.revenue", materialized="snapshot"),
)


def test_models_seeds_snapshots_and_sources_are_tables_with_their_place(tmp_path: Path):
    found = harvest(write(tmp_path, manifest(*SHOP)))
    assert [tuple(one.address) for one in found.found] == [
        ("lake.crm", "customers"),
        ("lake.crm", "orders"),
        ("lake.marts", "revenue"),
        ("lake.marts", "revenue_history"),
        ("lake.seeds", "countries"),
        ("lake.staging", "stg_orders"),
    ]
    assert of(found)["stg_orders"].dataset.kind == "view"
    assert of(found)["revenue"].dataset.kind == "table"
    assert of(found)["revenue"].dataset.extra == {"materialized": "incremental"}
    assert of(found)["orders"].dataset.description == "As the shop sends them."
    assert of(found)["orders"].location.path == "models/sources.yml"


def test_edges_pass_through_ephemeral_models(tmp_path: Path):
    found = harvest(write(tmp_path, manifest(*SHOP)))
    assert {(origin.name, target.name) for origin, target in edges(found)} == {
        ("orders", "stg_orders"),
        ("stg_orders", "revenue"),
        ("customers", "revenue"),
        ("countries", "revenue"),
        ("revenue", "revenue_history"),
    }
    assert "1 ephemeral model seen through: 6 edges in the manifest" in found.told


def test_what_the_database_has_comes_first_and_in_its_order(tmp_path: Path):
    described = {**column("AMOUNT", "Net."), **column("gone", "Was here once.")}
    write(tmp_path, manifest(node("model", "revenue", columns=described)))
    write(tmp_path, catalog(model__shop__revenue={"id": "bigint", "amount": "numeric"}), "catalog.json")
    found = harvest(tmp_path)
    columns = of(found)["revenue"].dataset.columns
    assert [(one.name, one.type, one.description) for one in columns.values()] == [
        ("id", "bigint", ""),
        ("amount", "numeric", "Net."),
        ("gone", "", "Was here once."),
    ]
    (note,) = found.notes
    assert note.message == "column 'gone' of 'revenue' is described, and the table has none"
    assert note.location.path == "models/revenue.sql"


def test_tests_tell_keys_references_and_values(tmp_path: Path):
    on, target = "model.shop.orders", "model.shop.customers"
    columns = {**column("id"), **column("customer"), **column("state"), **column("note"), **column("code")}
    said = manifest(
        node("model", "orders", columns=columns),
        node("model", "customers", columns=column("Id")),
        generic_test("not_null", on, "id"),
        generic_test("unique", on, "id"),
        generic_test("unique", on, "code"),
        generic_test("relationships", on, "customer", target, to="ref('customers')", field="id"),
        generic_test("accepted_values", on, "state", arguments={"values": ["new", 2, True]}),
        generic_test("not_null", on, "note", severity="warn"),
        generic_test("not_null", on, "state", where="id > 3"),
        generic_test("unique_combination_of_columns", on, combination_of_columns=["customer", "state"]),
        generic_test("looks_fine", on, "note"),
    )
    found = harvest(write(tmp_path, said))
    orders = of(found)["orders"]
    told = {one.name: (one.key, one.required, list(one.values)) for one in orders.dataset.columns.values()}
    assert told == {
        "id": (("pk",), True, []),
        "customer": (("fk",), False, []),
        "state": ((), False, ["new", "2", "true"]),
        "note": ((), False, []),
        "code": (("uk",), False, []),
    }
    assert orders.references == {"customer": (Address("lake.marts", "customers"), "Id")}
    assert orders.dataset.extra == {"uniqueTogether": "customer, state"}
    assert "9 tests: 6 say something of a column; not kept: not_null (2), looks_fine (1)" in found.told


def test_two_unique_columns_make_no_primary_key(tmp_path: Path):
    on = "model.shop.orders"
    tests = [generic_test(name, on, key) for name in ("not_null", "unique") for key in ("id", "number")]
    said = manifest(node("model", "orders", columns={**column("id"), **column("number")}), *tests)
    columns = of(harvest(write(tmp_path, said)))["orders"].dataset.columns
    assert [(one.key, one.required) for one in columns.values()] == [(("uk",), True), (("uk",), True)]


def test_contracts_tell_types_keys_and_conditions(tmp_path: Path):
    columns = {
        **column("a", data_type="int", constraints=[{"type": "not_null"}]),
        **column("b", data_type="int"),
        **column("c", data_type="text", constraints=[{"type": "check", "expression": "c <> ''"}]),
        **column("d", constraints=[{"type": "foreign_key", "to": "lake.marts.other", "to_columns": ["id"]}]),
    }
    constraints = [{"type": "primary_key", "columns": ["a", "b"]}, {"type": "check", "expression": "a > b"}]
    said = manifest(node("model", "kept", columns=columns, constraints=constraints), node("model", "other"))
    kept = of(harvest(write(tmp_path, said)))["kept"]
    assert [(one.type, one.key, one.required) for one in kept.dataset.columns.values()] == [
        ("int", ("pk",), True),
        ("int", ("pk",), True),
        ("text", (), False),
        ("", ("fk",), False),
    ]
    assert kept.dataset.columns["c"].extra == {"check": "c <> ''"}
    assert kept.dataset.extra == {"check": "a > b"}
    assert kept.references == {"d": (Address("lake.marts", "other"), "id")}


def test_meta_tags_and_owners_are_kept(tmp_path: Path):
    fields = {"meta": {"pii": True, "sla": {"hours": 4}}, "tags": ["daily"], "group": "finance", "access": "public"}
    columns = column("email", meta={"mask": "sha", "data_type": "text"}, config={"tags": ["private"]})
    groups = {"group.shop.finance": {"name": "finance", "owner": {"name": "Finance", "email": "fin@example.org"}}}
    said = manifest(node("model", "revenue", columns=columns, **fields), groups=groups)
    dataset = of(harvest(write(tmp_path, said)))["revenue"].dataset
    assert dataset.tags == ["daily"]
    assert dataset.extra == {
        "pii": "true",
        "sla": "hours: 4",
        "group": "finance",
        "groupOwner": "Finance <fin@example.org>",
        "access": "public",
    }
    assert dataset.columns["email"].tags == ("private",)
    assert (dataset.columns["email"].type, dataset.columns["email"].extra) == ("text", {"mask": "sha"})


def test_disabled_nodes_and_other_kinds_are_counted_and_left_out(tmp_path: Path):
    said = manifest(
        node("model", "revenue"),
        node("model", "off", config={"enabled": False}),
        node("analysis", "look"),
        disabled={"model.shop.old": [node("model", "old")[1]]},
        metrics={"metric.shop.m": {"depends_on": {"nodes": ["model.shop.revenue"]}}},
    )
    found = harvest(write(tmp_path, said))
    assert list(of(found)) == ["revenue"]
    assert "left out: 2 disabled, 1 metric, 1 analysis" in found.told


def test_a_versioned_model_goes_by_its_alias(tmp_path: Path):
    said = manifest(
        node("model", "revenue", alias="revenue_v2", version=2, relation_name='"lake"."marts"."revenue_v2"')
    )
    found = of(harvest(write(tmp_path, said)))["revenue_v2"]
    assert found.dataset.extra == {"version": "2", "dbtModel": "revenue"}


def test_a_source_that_the_project_builds_is_one_table(tmp_path: Path):
    built = node("seed", "orders", schema="crm", materialized="seed", columns=column("id"))
    tests = [generic_test(name, "source.shop.crm.orders", "id") for name in ("unique", "not_null")]
    said = manifest(built, source("orders", description="Orders.", columns=column("id", "Number.")), *tests)
    found = harvest(write(tmp_path, said))
    (one,) = found.found
    assert (one.dataset.columns["id"].key, one.dataset.columns["id"].required) == (("pk",), True)
    assert (one.dataset.description, one.dataset.columns["id"].description) == ("Orders.", "Number.")
    assert one.location.path == "models/orders.sql"


def test_a_package_can_be_taken_alone(tmp_path: Path):
    said = manifest(*SHOP, node("model", "theirs", "model.shop.revenue", package_name="other"))
    found = harvest(write(tmp_path, said), packages=("other",))
    assert [(one.address.name, [origin.name for origin in one.flows]) for one in found.found] == [
        ("theirs", ["revenue"])
    ]


def test_a_package_that_is_not_there_is_said(tmp_path: Path):
    (note,) = harvest(write(tmp_path, manifest(*SHOP)), packages=("shop", "shoop")).notes
    assert (note.message, note.hint) == ("no package 'shoop' in it", "there are: shop")


def test_names_of_older_and_newer_versions_are_read(tmp_path: Path):
    newer = harvest(write(tmp_path / "newer", manifest(*SHOP, version=99, streams={"x": 1})))
    assert len(newer.found) == 6
    (note,) = newer.notes
    assert "version 99 of the manifest is newer than 12" in note.message
    assert len(harvest(write(tmp_path / "older", manifest(*SHOP, version=9))).found) == 6


@pytest.mark.parametrize("place", ["target/manifest.json", "manifest.json", "target/manifest.json.gz"])
def test_a_project_is_enough(tmp_path: Path, place: str):
    content = json.dumps(manifest(*SHOP)).encode()
    path = tmp_path / place
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(gzip.compress(content) if place.endswith("gz") else content)
    assert len(harvest(tmp_path).found) == 6


# Compiled SQL --------------------------------------------------------------------------------------------------------

CLEAN = 'select id, net + tax as amount, "customer" from "lake"."crm"."orders"'
PAID = 'with __dbt__cte__paid as (select * from "lake"."marts"."clean") select p.amount from __dbt__cte__paid p'
COMPILED = (
    source("orders"),
    node("model", "clean", "source.shop.crm.orders", compiled_code=CLEAN),
    node("model", "paid", "model.shop.clean", materialized="ephemeral", relation_name=None),
    node("model", "revenue", "model.shop.paid", compiled_code=PAID),
)
ORDERS = {"id": "bigint", "net": "numeric", "tax": "numeric", "customer": "text"}


def columns(found: Harvest, name: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Table -> column -> columns of that table."""
    return {origin.name: flow.columns for origin, flow in of(found)[name].flows.items()}


def test_compiled_sql_tells_which_column_is_made_of_which(tmp_path: Path):
    write(tmp_path, manifest(*COMPILED))
    write(tmp_path, catalog(source__shop__crm__orders=ORDERS), "catalog.json")
    found = harvest(tmp_path)
    assert columns(found, "clean") == {"orders": {"id": ("id",), "amount": ("net", "tax"), "customer": ("customer",)}}
    assert columns(found, "revenue") == {"clean": {"amount": ("amount",)}}
    assert "SQL of 2 tables: 5 edges of columns" in found.told
    assert [(one.name, one.type) for one in of(found)["clean"].dataset.columns.values()] == [
        ("id", "bigint"),
        ("amount", ""),
        ("customer", "text"),
    ]


def test_what_the_project_says_of_a_column_of_a_query_stays(tmp_path: Path):
    said = {**column("amount", "Net."), **column("gone", "Once.")}
    nodes = (*COMPILED[:1], node("model", "clean", "source.shop.crm.orders", compiled_code=CLEAN, columns=said))
    described = of(harvest(write(tmp_path, manifest(*nodes))))["clean"].dataset.columns
    assert [(one.name, one.description) for one in described.values()] == [
        ("id", ""),
        ("amount", "Net."),
        ("customer", ""),
        ("gone", "Once."),
    ]


def test_a_star_over_unknown_columns_is_never_guessed(tmp_path: Path):
    star = node("model", "copy", "source.shop.crm.orders", compiled_code='select * from "lake"."crm"."orders"')
    found = harvest(write(tmp_path, manifest(source("orders", columns=column("id")), star)))
    assert columns(found, "copy") == {"orders": {}}
    assert of(found)["copy"].dataset.columns == {}
    (note,) = found.notes
    assert note.message == "a star stands for columns that are not known: only the tables are"


def test_sql_that_does_not_parse_costs_itself_alone(tmp_path: Path):
    broken = node("model", "broken", "source.shop.crm.orders", compiled_code="select from where )")
    python = node("model", "script", "source.shop.crm.orders", compiled_code="def model(dbt): ...", language="python")
    found = harvest(write(tmp_path, manifest(*COMPILED, broken, python)))
    assert columns(found, "broken") == columns(found, "script") == {"orders": {}}
    assert columns(found, "revenue") == {"clean": {"amount": ("amount",)}}
    (note,) = found.notes
    assert note.message.startswith("what 'broken' is made of is not understood")
    assert note.location.path == "models/broken.sql"


def test_a_table_that_is_read_without_ref_is_an_edge_and_noted(tmp_path: Path):
    hard = node("model", "hard", compiled_code='select id from "lake"."crm"."orders"')
    found = harvest(write(tmp_path, manifest(source("orders"), hard)))
    assert columns(found, "hard") == {"orders": {"id": ("id",)}}
    (note,) = found.notes
    assert note.message == "'model.shop.hard' reads 'source.shop.crm.orders' in its SQL, and dbt does not know"


def test_names_are_folded_as_the_adapter_does(tmp_path: Path):
    sql = "select Id from LAKE.crm.orders"
    loud = node("model", "loud", "source.shop.crm.orders", compiled_code=sql)
    said = manifest(source("orders", relation_name="lake.crm.orders"), loud)
    said["metadata"]["adapter_type"] = "snowflake"
    write(tmp_path, said)
    write(
        tmp_path,
        catalog(source__shop__crm__orders={"ID": "NUMBER"}, model__shop__loud={"ID": "NUMBER"}),
        "catalog.json",
    )
    assert columns(harvest(tmp_path), "loud") == {"orders": {"ID": ("ID",)}}


# What is broken ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"name": "left-pad", "version": "1.3.0"}', "it is not a manifest of dbt"),
        (json.dumps(catalog()).encode(), "is another file of dbt"),
        (json.dumps(manifest(*SHOP)).encode()[:-900], "not whole JSON: Input data was truncated"),
        (b"version: 2\nmodels: []\n", "not whole JSON"),
        (b"", "not whole JSON"),
        (b'{"odd": ' + b"[" * 100_000, "not whole JSON"),
        (b"[]", "not what we know of dbt"),
        (b'{"metadata": {}, "nodes": []}', "not what we know of dbt"),
        (gzip.compress(b"{}" * 9000, mtime=0)[:40], "cannot be read"),
    ],
)
def test_what_is_no_manifest_is_said(tmp_path: Path, content: bytes, said: str):
    path = tmp_path / "manifest.json"
    path.write_bytes(content)
    found = harvest(path)
    (error,) = found.errors
    assert said in error.message
    assert error.hint
    assert error.location.path == path.as_posix()
    assert found.found == []


def test_a_folder_without_a_manifest_says_what_to_run(tmp_path: Path):
    (error,) = harvest(tmp_path).errors
    assert "dbt docs generate" in error.hint


def test_a_node_that_is_odd_costs_itself_alone(tmp_path: Path):
    odd = node("model", "odd", columns=[1, 2])
    found = harvest(write(tmp_path, manifest(*SHOP, odd)))
    assert len(found.found) == 6
    (note,) = found.notes
    assert note.message.startswith("'model.shop.odd' is left out: Expected `object | null`, got `array`")


def test_a_broken_catalog_costs_itself_alone(tmp_path: Path):
    path = write(tmp_path, manifest(*SHOP))
    (tmp_path / "catalog.json").write_text('{"nodes": {')
    found = harvest(path)
    assert len(found.found) == 6
    (note,) = found.notes
    assert note.location.path.endswith("catalog.json")


def test_what_the_manifest_does_not_hold_is_noted(tmp_path: Path):
    found = harvest(write(tmp_path, manifest(node("model", "revenue", "model.shop.lost"))))
    (note,) = found.notes
    assert note.message == "'model.shop.revenue' depends on 'model.shop.lost', which the manifest does not hold"


def test_circles_of_ephemeral_models_end(tmp_path: Path):
    said = manifest(
        node("model", "a", "model.shop.b", "source.shop.crm.orders", materialized="ephemeral"),
        node("model", "b", "model.shop.a", materialized="ephemeral"),
        node("model", "c", "model.shop.b", "model.shop.c"),
        source("orders"),
    )
    assert {(origin.name, target.name) for origin, target in edges(harvest(write(tmp_path, said)))} == {("orders", "c")}


# Exposures -----------------------------------------------------------------------------------------------------------

USERS = {
    "exposure.shop.board": {
        "name": "board",
        "label": "Sales board",
        "type": "dashboard",
        "url": "https://bi.example.org/1",
        "description": "# What we sell. And where.",
        "owner": {"name": "Ann", "email": "ann@example.org"},
        "depends_on": {"nodes": ["metric.shop.m", "model.shop.paid"]},
    }
}
METRICS = {"metric.shop.m": {"depends_on": {"nodes": ["semantic_model.shop.s"]}}}
SEMANTIC = {"semantic_model.shop.s": {"depends_on": {"nodes": ["model.shop.revenue"]}}}
REVENUE = "datasets:\n  revenue: {columns: {email: {type: text, personal: [contact]}}}\n"
PEOPLE = "people:\n  ann.durand: Ann Durand <ann@example.org>\n"
WID = """---
id: {id}
title: Turnover
summary: It shows turnover.
status: active
domain: sales
team: shop
business_contact: ann.durand
technical_contact: ann.durand
reads: []
writes: [{writes}]
surfaces: [{surfaces}]
---
"""


def exposures(tmp_path: Path) -> Harvest:
    return harvest(write(tmp_path, manifest(*SHOP, exposures=USERS, metrics=METRICS, semantic_models=SEMANTIC)))


def drafted(tmp_path: Path, **files: str) -> tuple[dict[str, bytes], list[str]]:
    there = book(**{"catalogue__sales__lake__marts.yaml": REVENUE, "catalogue__people.yaml": PEOPLE, **files})
    known = {Address("lake.marts", "revenue"): "lake.marts.revenue"}
    return drafts(exposures(tmp_path).exposures, known, there)[:2]


def test_an_exposure_reads_tables_through_metrics_and_ephemeral_models(tmp_path: Path):
    (one,) = exposures(tmp_path).exposures
    assert [address.name for address in one.reads] == ["revenue", "stg_orders", "customers"]
    assert (one.title, one.owner) == ("Sales board", "ann@example.org")


def test_exposures_can_be_left_alone(tmp_path: Path):
    path = write(tmp_path, manifest(*SHOP, exposures=USERS))
    assert harvest(path).exposures and not harvest(path, no_exposures=True).exposures


def test_tables_that_no_catalogue_describes_may_have_more(tmp_path: Path):
    path = write(tmp_path, manifest(*SHOP))
    assert all(one.partial for one in harvest(path).found)
    write(tmp_path, catalog(model__shop__revenue={"AMOUNT": "numeric"}), "catalog.json")
    assert not of(harvest(path))["revenue"].partial


def test_an_exposure_of_no_product_is_drafted(tmp_path: Path):
    files, told = drafted(tmp_path)
    assert told == [
        "wids/sales-board.md: a draft for dashboard 'Sales board'; 2 of the tables it reads are not in the book"
    ]
    text = files["wids/sales-board.md"].decode()
    read = book(**{"wids__sales-board.md": text, "catalogue__sales__lake__marts.yaml": REVENUE})
    product = read.products["sales-board"]
    assert (product.status, product.domain, product.business_contact) == ("draft", "sales", "ann.durand")
    assert [reference.target for reference in product.reads] == ["lake.marts.revenue"]
    assert [(one.type, one.name, one.url) for one in product.surfaces] == [
        ("dashboard", "Sales board", "https://bi.example.org/1")
    ]
    assert [section.heading for section in product.sections][:2] == ["What it does", "Value proposition"]
    assert "\n\\# What we sell. And where.\n" in text
    assert "personal data (contact)" in text


def test_a_second_import_drafts_nothing(tmp_path: Path):
    files, _ = drafted(tmp_path)
    assert drafted(tmp_path, **{"wids__sales-board.md": files["wids/sales-board.md"].decode()}) == ({}, [])


@pytest.mark.parametrize(
    "surface", ["type: dashboard, name: sales BOARD", "type: api, name: x, url: 'https://bi.example.org/1'"]
)
def test_a_surface_that_is_known_is_nothing_new(tmp_path: Path, surface: str):
    wid = WID.format(id="turnover", writes="", surfaces=f"{{{surface}}}")
    assert drafted(tmp_path, **{"wids__turnover.md": wid}) == ({}, [])


def test_the_product_that_writes_what_is_read_is_told_the_line(tmp_path: Path):
    wid = WID.format(id="turnover", writes="lake.marts.revenue", surfaces="")
    files, (told,) = drafted(tmp_path, **{"wids__turnover.md": wid})
    assert files == {}
    line = '- {type: dashboard, name: Sales board, url: "https://bi.example.org/1"}'
    assert told == f"wids/turnover.md: add below 'surfaces:' the line  {line}"


def test_a_draft_that_was_deleted_stays_deleted(tmp_path: Path):
    there = tmp_path / "book"
    write(tmp_path, manifest(*SHOP, exposures=USERS))
    command = ("import", "dbt", str(tmp_path), "--domain", "sales", "--system", "lake")
    assert "a draft for dashboard 'Sales board'" in in_book(there, *command).output
    assert in_book(there, *command).output.endswith("nothing to change\n")
    (there / "wids/sales-board.md").unlink()
    said = in_book(there, *command).output
    assert "somebody deleted them from the book: the draft of 'Sales board'" in said and said.endswith(
        "nothing to change\n"
    )
    assert not (there / "wids/sales-board.md").exists()


def test_two_exposures_of_one_name_are_two_drafts():
    twice = [Exposure(name="a", title="Board", url=f"https://bi.example.org/{number}") for number in (1, 1, 2)]
    files, *_ = drafts(twice, {}, book())
    assert list(files) == ["wids/board.md", "wids/board-2.md"]


@pytest.mark.parametrize(
    ("title", "product"),
    [("\u58f2\u4e0a", "product"), ("KP", "kp-product"), ("9 to 5", "p-9-to-5"), ("x" * 99, "x" * 58)],
)
def test_any_name_makes_an_id(title: str, product: str):
    files, *_ = drafts([Exposure(name=title)], {}, book())
    read = book(**{path.replace("/", "__"): content.decode() for path, content in files.items()})
    assert list(read.products) == [product]
    assert ID_FORM.fullmatch(product)


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path):
    files, _ = drafted(tmp_path, **{"wids__sales-board.md": "no front matter"})
    assert list(files) == ["wids/sales-board-2.md"]


# Real projects -------------------------------------------------------------------------------------------------------

PROJECTS = [
    "dbt__tuva_project",
    "dbt__colibri_duckdb",
    "dbt__colibri_ephemeral_finance_core",
    "dbt__colibri_sqlserver",
    "dbt__datahub_sakila",
]


def raw_manifest(folder: Path) -> dict[str, Any]:
    (path,) = folder.glob("*manifest.json*")
    content = path.read_bytes()
    said: dict[str, Any] = json.loads(gzip.decompress(content) if path.suffix == ".gz" else content)
    return said


@pytest.mark.parametrize("name", PROJECTS)
def test_edges_of_real_projects_are_those_of_the_manifest(corpus: Path, name: str):
    said = raw_manifest(corpus / name)
    tables = {**said["nodes"], **said["sources"]}
    tables = {k: n for k, n in tables.items() if n["resource_type"] in ("model", "seed", "snapshot", "source")}
    wanted = {
        (parent, key)
        for key, one in tables.items()
        for parent in one.get("depends_on", {}).get("nodes", ())
        if parent in tables
    }
    expected = json.loads((corpus / "expected.json").read_text())[name]["counts"]
    assert len(wanted) == expected["edges_all"]
    assert len(tables) == expected["tables_expected"]
    hidden = [key for key, one in tables.items() if one["config"].get("materialized") == "ephemeral"]
    for key in hidden:
        above, below = {a for a, b in wanted if b == key}, {b for a, b in wanted if a == key}
        wanted = {edge for edge in wanted if key not in edge} | {(a, b) for a in above for b in below}
    place = {
        key: Address(f"{one['database']}.{one['schema']}", one.get("identifier") or one.get("alias") or one["name"])
        for key, one in tables.items()
    }
    found = harvest(corpus / name)
    assert edges(found) == {(place[a], place[b]) for a, b in wanted if place[a] != place[b]}
    assert {one.address for one in found.found} == {place[key] for key in tables if key not in hidden}


@pytest.mark.parametrize("name", PROJECTS)
def test_columns_and_descriptions_of_real_projects_are_all_there(corpus: Path, name: str):
    said = raw_manifest(corpus / name)
    expected = json.loads((corpus / "expected.json").read_text())[name]["counts"]
    found = harvest(corpus / name)
    whole = [n for n in said["nodes"].values() if n["config"].get("materialized") == "ephemeral"]
    hidden = sum(len(one["columns"]) for one in whole)
    twice = sum(len(columns) for columns in _sources_that_are_built(said, corpus / name))
    columns = sum(len(one.dataset.columns) for one in found.found)
    assert columns + hidden + twice == expected.get("columns_union", expected["manifest_columns"])
    assert len(found.exposures) == expected["exposures"]
    assert sum(len(one.reads) for one in found.exposures) == expected["edges_to_exposures"]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("dbt__tuva_project", 0),
        ("dbt__colibri_duckdb", 143),
        ("dbt__colibri_ephemeral_finance_core", 295),
        ("dbt__colibri_sqlserver", 143),
        ("dbt__datahub_sakila", 43),
    ],
)
def test_columns_of_real_compiled_sql(corpus: Path, name: str, number: int):
    found = harvest(corpus / name)
    there = {one.address: set(one.dataset.columns) for one in found.found}
    seen = [
        (one.address, column, origin, other)
        for one in found.found
        for origin, flow in one.flows.items()
        for column, others in flow.columns.items()
        for other in others
    ]
    assert len(seen) == number
    assert all(column in there[target] and other in there[origin] for target, column, origin, other in seen)


def test_a_real_ephemeral_model_is_seen_through_column_by_column(corpus: Path):
    flows = columns(harvest(corpus / "dbt__colibri_ephemeral_finance_core"), "fct_subscriptions")
    assert "int_subscription_plan_changes" not in flows
    assert flows["stg_plans"]["latest_mrr_change"] == ("normalized_monthly_price",)
    assert flows["stg_subscriptions"]["previous_plan_id"] == ("customer_id", "plan_id", "started_at")


def _sources_that_are_built(said: dict[str, Any], folder: Path) -> list[dict[str, Any]]:
    """Columns of sources that are a seed or model of the same project: one table, described twice."""
    built = {(n["database"], n["schema"], n["alias"]) for n in said["nodes"].values() if n["resource_type"] != "test"}
    catalogs = [json.loads(path.read_text())["sources"] for path in folder.glob("*catalog.json")]
    return [
        catalogs[0][key]["columns"]
        for key, one in said["sources"].items()
        if catalogs and (one["database"], one["schema"], one["identifier"]) in built
    ]


@pytest.mark.parametrize(
    ("owner", "name"),
    [("ann@example.org", ""), ("ANN@example.org", "BI team"), ("Ann Durand", ""), ("bi@example.org", "Ann Durand")],
)
def test_the_owner_of_an_exposure_is_the_business_contact_where_the_book_knows_the_person(owner: str, name: str):
    there = book(**{"catalogue__people.yaml": PEOPLE})
    files, *_ = drafts([Exposure(name="board", owner=owner, owner_name=name)], {}, there)
    assert b"\nbusiness_contact: ann.durand\n" in files["wids/board.md"] and b"owner" not in files["wids/board.md"]


@pytest.mark.parametrize("name", ["Claire Bell", "Claire\n---\nBell", "Claire \ufffe\ud800Bell"])
def test_an_owner_that_nobody_knows_is_named_in_the_draft(name: str):
    files, *_ = drafts([Exposure(name="board", owner="claire@example.org", owner_name=name)], {}, book())
    text = files["wids/board.md"].decode()
    assert '\nbusiness_contact: "<person who says why>"\n#   the source names as its owner: Claire ' in text
    assert "Bell, claire@example.org\n" in text
    assert list(book(**{"wids__board.md": text}).products) == ["board"]
