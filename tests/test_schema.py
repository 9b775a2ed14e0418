"""What editors are told: schemas that take every file of the demo, refuse slips, and know the names of the book."""

from __future__ import annotations

import datetime
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import ROOT
from jsonschema import Draft7Validator

from lakebook.book import Book, read_book
from lakebook.cli import lakebook
from lakebook.commands._schema_files import schema_files
from lakebook.sources.in_memory import InMemory
from lakebook.sources.working_tree import WorkingTree
from lakebook.syntax import front_matter
from lakebook.syntax.strict_yaml import parse

TODAY = datetime.date(2026, 11, 24)


@pytest.fixture(scope="module")
def demo(demo_root: Path) -> Book:
    return read_book(WorkingTree(demo_root), today=TODAY)


@pytest.fixture(scope="module")
def schemas(demo: Book) -> dict[str, tuple[str, dict[str, Any]]]:
    return {name: (pattern, schema) for name, pattern, schema in schema_files(demo)}


def kind_of(path: str) -> str:
    *folders, name = path.split("/")
    if path == "lakebook.yaml" or folders[0] in ("wids", "adrs"):
        return {"lakebook.yaml": "lakebook", "wids": "wid", "adrs": "adr"}[folders[0] if folders else path]
    stem = name.removesuffix(".yaml")
    return (
        stem
        if (len(folders), stem) in ((1, "people"), (1, "teams"), (2, "domain"), (2, "grants"), (3, "system"))
        else "datasets"
    )


def files(root: Path) -> Iterator[tuple[str, str, bytes]]:
    """Kind, path and bytes of everything in a book that has a schema; nobody writes what importers observed."""
    for path in [
        *WorkingTree(root).paths("catalogue"),
        *WorkingTree(root).paths("wids"),
        *WorkingTree(root).paths("adrs"),
        "lakebook.yaml",
    ]:
        if path.endswith((".yaml", ".md")) and not path.endswith(".observed.yaml"):
            yield kind_of(path), path, (root / path).read_bytes()


def value_of(path: str, content: bytes) -> Any:
    """As Lakebook reads it: every scalar a text."""
    document = front_matter.split(content).document if path.endswith(".md") else parse(content)
    assert document is not None, path
    return nothing(document.value)


def nothing(value: Any) -> Any:
    """An empty value is null to every other reader of YAML."""
    if isinstance(value, dict):
        return {key: nothing(child) for key, child in value.items()}
    return [nothing(child) for child in value] if isinstance(value, list) else None if value == "" else value


def test_every_file_of_the_demo_is_taken(schemas: dict[str, tuple[str, dict[str, Any]]], demo_root: Path):
    counts: dict[str, int] = {}
    for kind, path, content in files(demo_root):
        found = [
            f"{path}: {error.json_path} {error.message[:200]}"
            for error in Draft7Validator(schemas[kind][1]).iter_errors(value_of(path, content))
        ]
        assert not found, found[:3]
        assert fnmatch(path, schemas[kind][0].replace("**/", "")), "the pattern that editors are given"
        counts[kind] = counts.get(kind, 0) + 1
    assert counts.keys() == schemas.keys() and counts["datasets"] > 20


def test_another_reader_of_yaml_takes_them_too(
    schemas: dict[str, tuple[str, dict[str, Any]]], demo_root: Path, tmp_path: Path
):
    """check-jsonschema reads numbers, booleans and dates as YAML 1.2 has them, which is what editors do."""
    for kind, (_, schema) in schemas.items():
        (tmp_path / f"{kind}.json").write_text(json.dumps(schema))
        Draft7Validator.check_schema(schema)
        paths = [demo_root / path for found, path, _ in files(demo_root) if found == kind and path.endswith(".yaml")]
        if paths:
            done = subprocess.run(
                [sys.executable, "-m", "check_jsonschema", "--schemafile", str(tmp_path / f"{kind}.json"), *map(str, paths)],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("kind", "text", "place"),
    [
        ("people", "people:\n  ann: {nmae: Ann}\n", "$.people.ann"),
        ("people", "people:\n  ann: {name: Ann, until: 31.12.2026}\n", "$.people.ann"),
        ("people", "- ann\n", "$"),
        ("teams", "teams:\n  a: {kind: stream}\n", "$.teams.a"),
        ("domain", "clasification: internal\n", "$"),
        ("domain", "classification: secret\n", "$.classification"),
        ("domain", "terms:\n  customer: {synonyms: [account]}\n", "$.terms.customer"),
        ("grants", "grants:\n  - {product: a, dataset: b}\n", "$.grants[0]"),
        ("grants", "grants: {a: b}\n", "$.grants"),
        ("system", "external: perhaps\n", "$.external"),
        ("datasets", "datasets:\n  a: {layer: platinum}\n", "$.datasets.a"),
        ("datasets", "datasets:\n  a: {kind: tabel}\n", "$.datasets.a"),
        ("datasets", "datasets:\n  a: {status: live}\n", "$.datasets.a"),
        ("datasets", "datasets:\n  a: {columns: {id: {key: primary}}}\n", "$.datasets.a"),
        ("datasets", "datasets:\n  a: {columns: {id: {personal: shoe size}}}\n", "$.datasets.a"),
        ("datasets", "datasets:\n  - a\n", "$.datasets"),
        ("datasets", "dataset:\n  a:\n", "$"),
        ("lakebook", "severities: {custodian_left: fatal}\n", "$.severities.custodian_left"),
        ("lakebook", "folders: {catalog: data}\n", "$.folders"),
        ("lakebook", "layers: bronze\n", "$.layers"),
        ("wid", "id: a\n", "$"),
        ("adr", "status: decided\n", "$.status"),
    ],
)  # fmt: skip
def test_slips_are_refused(schemas: dict[str, tuple[str, dict[str, Any]]], kind: str, text: str, place: str):
    errors = list(Draft7Validator(schemas[kind][1]).iter_errors(nothing(parse(text.encode()).value)))
    assert place in [error.json_path for error in errors]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("people", "people:\n  new: New Person <new@example.org>\n"),
        ("domain", "custodian: somebody.new\nterms:\n  customer: Who buys.\ntags: one\n"),
        ("grants", "grants:\n"),
        ("system", "external: yes\n"),
        ("datasets", "datasets:\n  a:\n  b:\n    refresh: batch | at night\n    sources: {erp.x.y: all, c: }\n    columns:\n      id: bigint pk | Key.\n      x: {key: pk fk, from: [a.b, {c: sum}], formerly: old}\n      y:\n"),
        ("datasets", "datasets:\n  a: {links: [{title: T, url: U}], ignore: {OWN001: why, custodian_left: why}, extra: {k: v}}\n"),
        ("lakebook", "host: gitlab.com\n"),
        ("lakebook", "host: {bytes: 1 GB}\nseverities: {OWN001: off, another_package_s_check: error}\n"),
        ("adr", "status: accepted\nsupersedes: adr-0001\nanything: else\n"),
    ],
)  # fmt: skip
def test_shorthands_and_new_names_are_taken(schemas: dict[str, tuple[str, dict[str, Any]]], kind: str, text: str):
    value = nothing(parse(text.encode()).value)
    assert [error.message for error in Draft7Validator(schemas[kind][1]).iter_errors(value)] == []


def properties(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for key, value in schema.items():
        if key == "properties":
            yield from value.items()
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, dict):
                yield from properties(child)


def test_every_field_has_a_text(schemas: dict[str, tuple[str, dict[str, Any]]]):
    for kind, (_, schema) in schemas.items():
        found = list(properties(schema))
        assert found and not [name for name, one in found if not one.get("description", "").strip()], kind
        assert not [name for name, one in found if "``" in one["description"] or "\n" in one["description"]], kind


def offered(schema: dict[str, Any], field: dict[str, Any]) -> set[str]:
    """What an editor offers behind a field: fixed words and names, through references and alternatives."""
    if "$ref" in field:
        return offered(schema, schema["definitions"][field["$ref"].rpartition("/")[2]])
    words = set(field.get("enum", ())) | {one["label"] for one in field.get("defaultSnippets", ())}
    parts = [*field.get("anyOf", ()), *([field["items"]] if "items" in field else [])]
    parts += [one for name, one in field.get("properties", {}).items() if name == "dataset"]
    return words.union(*(offered(schema, part) for part in parts))


def test_an_editor_offers_what_the_book_knows(schemas: dict[str, tuple[str, dict[str, Any]]], demo: Book):
    """By the tables of the file format, which say what a field takes."""
    catalogue = demo.catalogue
    here = {key for key, person in catalogue.people.items() if not person.has_left(TODAY)}
    known = {
        "person": here, "list of people": here, "team": set(catalogue.teams), "domain": set(catalogue.domains),
        "dataset": set(catalogue.datasets), "dataset, required": set(catalogue.datasets), "list of datasets": set(catalogue.datasets), "references": set(catalogue.datasets),
        "product": set(demo.products), "id of a product, required": set(demo.products),
        "id of a decision": {one.id for one in demo.decisions}, "list of decisions": {one.id for one in demo.decisions},
        "one of the classifications": set(demo.settings.classifications), "one of the kinds": set(demo.settings.kinds), "one of the layers": set(demo.settings.layers),
    }  # fmt: skip
    text = (ROOT / "docs/reference/format.md").read_text(encoding="utf-8")
    kinds = {
        "People": "people",
        "Teams": "teams",
        "Domains": "domain",
        "Terms": "domain",
        "Grants": "grants",
        "Systems": "system",
        "Datasets": "datasets",
        "Columns": "datasets",
        "Products": "wid",
    }
    compared = 0
    for heading, kind in kinds.items():
        rows = re.search(rf"^#+ {heading}\n(.*?)(?=^#+ |\Z)", text, re.MULTILINE | re.DOTALL)
        assert rows
        for name, takes in re.findall(r"^\| `([\w-]+)` \| ([^|]+?) \|", rows.group(1), re.MULTILINE):
            fields = [one for found, one in properties(schemas[kind][1]) if found == name and one.get("description")]
            if takes in known:
                assert any(offered(schemas[kind][1], one) == known[takes] for one in fields), f"{heading}: {name}"
                compared += 1
    assert compared >= 25


def test_who_has_left_is_not_offered_and_a_new_layer_is(demo_root: Path):
    people = "people:\n  ann: Ann Durand\n  gone: {name: Gus, until: 2026-01-01}\n"
    book = read_book(InMemory({"catalogue/people.yaml": people, "lakebook.yaml": "layers: [raw, fine]\n"}), today=TODAY)
    made = {name: schema for name, _, schema in schema_files(book)}
    assert offered(made["domain"], made["domain"]["properties"]["custodian"]) == {"ann"}
    dataset = made["datasets"]["definitions"]["dataset"]["properties"]
    assert offered(made["datasets"], dataset["layer"]) == {"raw", "fine"}


def test_the_command_writes_the_same_twice_and_shows_the_settings(demo_root: Path, tmp_path: Path):
    arguments = ["-C", str(demo_root), "schema", "-o", str(tmp_path / "schemas")]
    assert CliRunner().invoke(lakebook, arguments).exit_code == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "schemas").iterdir()}
    CliRunner().invoke(lakebook, arguments)
    assert before == {path.name: path.read_bytes() for path in (tmp_path / "schemas").iterdir()}
    printed = CliRunner().invoke(lakebook, ["-C", str(demo_root), "schema", "--vscode"]).output
    documented = re.search(r"```json\n(.*?)```", (demo_root / "docs/guides/editors.md").read_text(), re.DOTALL)
    assert documented and json.loads(printed) == json.loads(documented.group(1))
    assert {name.rpartition("/")[2] for name in json.loads(printed)["yaml.schemas"]} < before.keys()


CONTRACT = "apiVersion: v3.1.0\nkind: DataContract\nid: c\nname: c\nversion: 1.0.0\nstatus: active\nschema:\n  - name: costs\n    properties:\n      - {name: id, logicalType: integer}\n"


@pytest.mark.parametrize("there", [True, False])
def test_a_new_file_names_its_schema_where_there_is_one(tmp_path: Path, there: bool):
    (tmp_path / "lakebook.yaml").write_text("title: A\n")
    (tmp_path / "c.odcs.yaml").write_text(CONTRACT)
    if there:
        CliRunner().invoke(lakebook, ["-C", str(tmp_path), "schema"])
    command = [
        "-C",
        str(tmp_path),
        "import",
        "odcs",
        str(tmp_path / "c.odcs.yaml"),
        "--domain",
        "d",
        "--system",
        "s",
        "--schema",
        "c",
    ]
    assert CliRunner().invoke(lakebook, command).exit_code == 0
    written = (tmp_path / "catalogue/d/s/c.yaml").read_text()
    line = "# yaml-language-server: $schema=../../../schemas/datasets.schema.json\n"
    assert written.startswith(line if there else "datasets:\n")
    assert (tmp_path / "catalogue/d/s" / "../../../schemas/datasets.schema.json").resolve().exists() is there
    assert "nothing to change" in CliRunner().invoke(lakebook, command).output
