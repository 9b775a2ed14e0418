"""Data packages and table schemas -> datasets with keys and foreign keys."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from harvesting import ask, errors, import_twice, notes, only, short, write

NEGATIVE = {"schema-invalid-pk-string.json": 1}
"""File -> fields of a key that are none, by design."""


def test_every_file_of_the_corpus_has_the_figures_expected(corpus: Path):
    folder = corpus / "frictionless__py_samples"
    expected = json.loads((corpus / "expected.json").read_text())["frictionless__py_samples"]["counts"]
    kinds = dict.fromkeys(expected["kinds"], 0)
    for name, figures in expected["per_file"].items():
        harvest = ask("frictionless", folder / name)
        kinds[figures["kind"]] += 1
        columns = [column for found in harvest.found for column in found.dataset.columns.values()]
        if figures["kind"] == "other":
            assert errors(harvest) == [f"{Path(name).name} nothing of Frictionless"]
            continue
        elsewhere = sum("a foreign key of" in note.message for note in harvest.notes)
        keys = sum(len(found.references) for found in harvest.found) + elsewhere
        if figures["kind"] == "package":
            assert (len(harvest.found), len(columns)) == (figures["resources"], figures["fields_inline"]), name
            assert keys == figures["foreign_keys"], name
            assert (
                sum(any("pk" in column.key for column in found.dataset.columns.values()) for found in harvest.found)
                == figures["primary_keys"]
            )
        else:
            assert (len(harvest.found), len(columns)) == (1, figures["fields"]), name
        if figures["kind"] == "table_schema":
            primary = figures["primary_key"] or []
            wanted = len([primary] if isinstance(primary, str) else primary) - NEGATIVE.get(name, 0)
            assert sum("pk" in column.key for column in columns) == wanted, name
            assert sum(column.required for column in columns) == figures["required"]
            assert sum(bool(column.description) for column in columns) == figures["described"]
            assert sum(bool(column.values) for column in columns) == figures["enum_fields"]
            assert bool(keys) == bool(figures["foreign_keys"])
    assert kinds == expected["kinds"]


def test_a_package(tmp_path: Path):
    people = {
        "name": "people", "title": "People", "path": ["a.csv", "b.csv"], "format": "csv",
        "schema": {
            "fields": [
                {"name": "id", "type": "integer", "constraints": {"required": True, "minimum": 1}, "title": "Number"},
                {"name": "born", "type": "date", "format": "%d.%m.%Y", "description": "Day of birth.", "example": "1.2.1980"},
                {"name": "sex", "type": "string", "constraints": {"enum": ["f", "m"]}, "rdfType": "x"},
                {"name": "mail", "type": "string", "format": "default", "constraints": {"unique": True}},
                {"name": "boss", "type": "integer"},
            ],
            "primaryKey": "id",
            "foreignKeys": [
                {"fields": "boss", "reference": {"resource": "", "fields": "id"}},
                {"fields": ["id", "mail"], "reference": {"resource": "all", "fields": ["x", "y"]}},
                {"fields": "boss", "reference": {"package": "other.json", "resource": "r", "fields": "id"}},
                {"fields": "boss", "reference": {"resource": "people", "fields": ["a", "b"]}},
            ],
        },
    }  # fmt: skip
    package = {
        "name": "staff",
        "keywords": ["hr"],
        "licenses": [{"name": "CC-BY-4.0"}],
        "resources": [people, {"path": "x/all.csv"}],
    }
    harvest = ask("frictionless", write(tmp_path, {"datapackage.json": package}))
    found, other = harvest.found
    assert found.address == ("staff", "people") and other.address == ("staff", "all")
    dataset = found.dataset
    assert (dataset.kind, dataset.title, dataset.location, dataset.tags) == ("file", "People", "a.csv, b.csv", ["hr"])
    assert dataset.extra == {"format": "csv", "package.licenses": "name: CC-BY-4.0"}
    assert short(found) == [
        "id: integer pk required",
        "born: date (%d.%m.%Y) | Day of birth.",
        "sex: string",
        "mail: string uk",
        "boss: integer",
    ]
    columns = dataset.columns
    assert (columns["id"].title, columns["id"].extra, columns["born"].example) == (
        "Number",
        {"minimum": "1"},
        "1.2.1980",
    )
    assert (columns["sex"].values, columns["sex"].extra) == ({"f": "", "m": ""}, {"rdfType": "x"})
    assert found.references == {
        "boss": (found.address, "id"), "id": (other.address, "x"), "mail": (other.address, "y"),
    }  # fmt: skip
    assert [note.split(" ", 1)[1] for note in notes(harvest)] == [
        "a foreign key of 'people' leads to another package: boss",
        "a foreign key of 'people' does not say which field leads where: boss",
    ]
    assert import_twice(tmp_path / "book", "frictionless", str(tmp_path / "datapackage.json"))


def test_a_schema_of_another_file_is_part_of_the_package(tmp_path: Path):
    files = {
        "datapackage.yaml": "name: p\nresources:\n- name: r\n  path: r.csv\n  schema: schemas/r.json\n",
        "schemas/r.json": {"fields": [{"name": "id", "type": "integer"}]},
        "alone.json": {"title": "Alone", "fields": [{"name": "x"}], "uniqueKeys": [["x"]]},
    }
    first, second = ask("frictionless", write(tmp_path, files)).found
    assert (first.address.name, short(first)) == ("r", ["id: integer"])
    assert (second.address, second.dataset.title, short(second)) == (("", "alone"), "Alone", ["x: uk"])


@pytest.mark.parametrize("schema", ["http://127.0.0.1:9/x.json", "../secret.json", "missing.json"])
def test_a_schema_of_elsewhere_is_not_read(tmp_path: Path, schema: str):
    files = {
        "secret.json": {"fields": [{"name": "password"}]},
        "in/datapackage.json": {"resources": [{"name": "r", "path": "r.csv", "schema": schema}]},
    }
    harvest = ask("frictionless", write(tmp_path, files) / "in")
    assert short(only(harvest)) == []
    assert notes(harvest) == [f"datapackage.json:3 schema '{schema}' of 'r' is not in these files"]


def test_hostile_names_are_tidied_and_written(tmp_path: Path):
    fields = [{"name": "<b>\u202e"}, {"name": "<B>"}, {"name": "a: b # c", "type": "x | y"}, {"type": "string"}]
    package = {"name": "P/Q\u0000", "resources": [{"name": "'r\"", "schema": {"fields": fields}}, {"name": "'R\""}, 7]}
    write(tmp_path / "in", {"datapackage.json": package})
    harvest = ask("frictionless", tmp_path / "in")
    assert list(harvest.found[0].dataset.columns) == ["<b>", "<B>_2", "a: b # c", "unnamed_4"]
    said = import_twice(tmp_path / "book", "frictionless", str(tmp_path / "in"))
    assert "is called like another table" in said and "wrote catalogue/sales/crm/q.yaml" in said


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"fields": ["a"]}', '{"resources": {}}', "datasets: []"])
def test_what_is_of_another_tool_is_an_error(tmp_path: Path, content: str):
    harvest = ask("frictionless", write(tmp_path, {"odd.json": content}) / "odd.json")
    assert harvest.found == [] and errors(harvest) == ["odd.json nothing of Frictionless"]


def test_odd_values_and_broken_files_cost_themselves_alone(tmp_path: Path):
    odd: dict[str, Any] = {
        "fields": ["x", {"name": "a", "constraints": 3}],
        "primaryKey": [["a"], "b"],
        "foreignKeys": [1, {"fields": "a"}],
    }
    files = {"datapackage.json": {"resources": [{"name": "r", "schema": odd}]}, "broken.json": '{"resources": ['}
    harvest = ask("frictionless", write(tmp_path, files))
    assert short(only(harvest)) == ["a: "]
    said = " ".join(notes(harvest))
    assert all(
        words in said for words in ("no list of fields", "names 'b'", "does not say which field", "broken.json:")
    )
