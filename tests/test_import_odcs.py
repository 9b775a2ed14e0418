"""Data contracts of other people -> files of the catalogue."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from lakebook.book import Book, read_book
from lakebook.checks._run import run_checks
from lakebook.cli import lakebook
from lakebook.importers import Imported, Place
from lakebook.importers.odcs import odcs
from lakebook.model.dataset import Dataset
from lakebook.sources.in_memory import InMemory
from lakebook.sources.working_tree import WorkingTree
from lakebook.syntax import Unreadable
from lakebook.writers.canonical_yaml import schema_file
from lakebook.writers.example_workbook import workbook_from_text

FOLDERS = ("odcs__bitol_adventureworks", "odcs__bitol_examples", "odcs__datacontract_cli_examples")
HEAD = "kind: DataContract\napiVersion: v3.1.0\nid: x\nstatus: active\nname: Orders\n"


def place(files: dict[str, str | bytes] | None = None) -> Place:
    return Place(read_book(InMemory(files or {})), "sales", "crm")


def imported(text: str | bytes, files: dict[str, str | bytes] | None = None) -> Imported:
    return odcs("orders.odcs.yaml", text.encode() if isinstance(text, str) else text, place(files))


def only(schema: str, files: dict[str, str | bytes] | None = None) -> Dataset:
    return imported(f"{HEAD}schema:\n{schema}", files).datasets[0]


def notes(found: Imported) -> list[str]:
    return [f"{note.location.line}: {note.message}" for note in found.notes]


def reread(datasets: list[Dataset]) -> Book:
    """The book that the datasets make once they are written; its findings about files must be none."""
    book = read_book(InMemory({"catalogue/sales/crm/orders.yaml": schema_file(datasets)}))
    assert [str(found) for found in run_checks(book) if found.code.startswith("FIL")] == []
    return book


# The corpus ---------------------------------------------------------------------------------------------------------


def test_every_contract_of_the_corpus_has_the_figures_expected(corpus: Path):
    expected = json.loads((corpus / "expected.json").read_text(encoding="utf-8"))
    files = [(folder, *item) for folder in FOLDERS for item in expected[folder]["counts"]["per_file"].items()]
    assert len(files) == 30
    for folder, name, figures in files:
        datasets = odcs(name, (corpus / folder / name).read_bytes(), place()).datasets
        columns = [column for dataset in datasets for column in dataset.columns.values()]
        found = {
            "tables": len(datasets),
            "properties_top": sum("." not in column.name for column in columns),
            "properties_all_levels": len(columns),
            "tables_described": sum(bool(dataset.description) for dataset in datasets),
            "primary_key_props": sum("pk" in column.key for column in columns),
        }
        assert found == {key: figures.get(key, 0) for key in found}, name
        if datasets:
            assert reread(datasets).catalogue.column_count() == len(columns), name


def test_adventure_works_through_the_command(corpus: Path, root: Path):
    said = run(root, corpus / FOLDERS[0] / "postgresql-adventureworks-contract.odcs.yaml", "--schema", "aw")
    assert "68 datasets, 456 columns, 99 of them in primary keys" in said.output
    book = read_book(WorkingTree(root))
    datasets = book.catalogue.datasets.values()
    assert (len(datasets), book.catalogue.column_count()) == (68, 456)
    assert all(dataset.description for dataset in datasets)
    assert not [found for found in run_checks(book) if found.code.startswith(("FIL", "LIN"))]


def test_nothing_of_a_full_contract_is_lost(corpus: Path):
    """Every word of the file stands somewhere in what is written."""
    path = corpus / "odcs__bitol_examples/all/full-example.odcs.yaml"
    written = schema_file(odcs("full", path.read_bytes(), place()).datasets).decode()
    in_our_words = {"DataContract", "v3", "false", "true", "active", "table", "foreignKey", "d", "y", "-1"}
    wanted = set(words_of(yaml.load(path.read_bytes(), yaml.CBaseLoader))) - in_our_words
    assert wanted - set(re.findall(r"[\w-]+", written)) == set()


def words_of(value: Any) -> list[str]:
    """Words of all values of a tree."""
    if isinstance(value, dict | list):
        return [word for child in (value.values() if isinstance(value, dict) else value) for word in words_of(child)]
    return re.findall(r"[\w-]+", value)


# What becomes of what -----------------------------------------------------------------------------------------------


def test_an_object_becomes_a_dataset():
    dataset = only(
        """
  - name: orders
    physicalName: ord_1
    physicalType: view
    businessName: Orders
    description: One row per order.
    tags: [a]
    dataGranularityDescription: per order
    authoritativeDefinitions:
      - {url: https://example.org/x, type: definition}
      - {url: "javascript:alert(1)", type: bad}
    quality: [{type: library, metric: rowCount, mustBeGreaterThan: 5, description: Enough rows}]
    customProperties: [{property: zone, value: [a, b]}]
"""
    )
    assert (dataset.name, dataset.kind, dataset.title, dataset.tags) == ("orders", "view", "Orders", ["a"])
    assert [(link.title, link.url) for link in dataset.links] == [("definition", "https://example.org/x")]
    assert dataset.extra == {
        "physicalName": "ord_1",
        "dataGranularityDescription": "per order",
        "quality": "Enough rows (type: library; metric: rowCount; mustBeGreaterThan: 5)",
        "customProperties.zone": "a, b",
        "authoritativeDefinitions": "bad: javascript:alert(1)",
        "contract.id": "x",
        "contract.name": "Orders",
    }


def test_nested_properties_get_dotted_names():
    dataset = only(
        """
  - name: orders
    properties:
      - name: address
        logicalType: object
        properties: [{name: street, logicalType: string, required: yes}]
      - name: lines
        logicalType: array
        items:
          logicalType: object
          properties:
            - {name: id, logicalType: string}
            - {name: parts, logicalType: array, items: {properties: [{name: no}]}}
"""
    )
    assert list(dataset.columns) == [
        "address",
        "address.street",
        "lines",
        "lines[].id",
        "lines[].parts",
        "lines[].parts[].no",
    ]
    assert dataset.columns["address.street"].required
    reread([dataset])


def test_keys_and_references():
    found = imported(
        HEAD
        + """schema:
  - name: orders
    properties:
      - {name: id, primaryKey: true, primaryKeyPosition: 1, unique: true}
      - {name: code, unique: true}
      - {name: customer, relationships: [{to: customers.id}]}
      - {name: other, relationships: [{to: nowhere.id, type: foreignKey}]}
      - {name: by_id, relationships: [{to: "#/schema/c_obj/properties/id_prop"}]}
      - {name: in_book, relationships: [{to: erp.fi.kna1.no}]}
  - name: customers
    id: c_obj
    properties: [{name: id, id: id_prop}]
""",
        {"catalogue/finance/erp/fi.yaml": "datasets:\n  kna1:\n    columns:\n      no: int\n"},
    )
    columns = found.datasets[0].columns
    assert [columns[name].key for name in ("id", "code", "customer", "other")] == [("pk",), ("uk",), ("fk",), ()]
    assert columns["id"].extra == {}
    assert columns["customer"].references == columns["by_id"].references == "customers.id"
    assert columns["in_book"].references == "erp.fi.kna1.no"
    assert columns["other"].extra["relationships"] == "to: nowhere.id; type: foreignKey"
    assert notes(found) == ["12: orders.other points to 'nowhere.id', which is not in the contract or the book"]


def test_origins_resolve_or_stay_in_extra():
    columns = only(
        """
  - name: orders
    properties:
      - {name: a, transformSourceObjects: [erp.fi.kna1.no, raw], transformLogic: trim}
""",
        {"catalogue/finance/erp/fi.yaml": "datasets:\n  kna1:\n    columns:\n      no: int\n"},
    ).columns
    assert [reference.target for reference in columns["a"].from_] == ["erp.fi.kna1.no"]
    assert columns["a"].extra == {"transformLogic": "trim", "transformSourceObjects": "raw"}


def test_classification_is_mapped_or_kept():
    found = imported(
        HEAD + "schema:\n- name: o\n  properties:\n  - {name: a, classification: Internal}\n"
        "  - {name: b, classification: secret}\n  - {name: c, classification: secret}\n"
    )
    columns = found.datasets[0].columns
    assert columns["a"].classification == "internal"
    assert columns["b"].classification == "" and columns["b"].extra == {"classification": "secret"}
    assert notes(found) == ["0: classification 'secret' is not one of this book's; it is kept in extra (2 times)"]


def test_service_levels_go_to_the_dataset_they_name():
    found = imported(
        HEAD
        + """slaProperties:
  - {property: retention, value: 3, unit: y, element: orders.day}
  - {property: frequency, value: 1, unit: d, element: orders.day}
  - {property: latency, value: 4, unit: h, element: lines}
schema: [{name: orders}, {name: lines}]
"""
    )
    orders, lines = found.datasets
    assert (orders.retention, str(orders.refresh)) == ("3 years", "every day")
    assert lines.retention == "" and lines.extra["sla.latency"] == "4 hours"


@pytest.mark.parametrize(
    ("said", "status", "kept"),
    [("active", "active", None), ("production", "active", "production"), ("in development", "draft", "in development"),
     ("Deprecated", "deprecated", None), ("odd", "active", "odd")],
)  # fmt: skip
def test_status(said: str, status: str, kept: str | None):
    text = HEAD.replace("status: active", f"status: {said}") + "schema: [{name: o}]\n"
    dataset = imported(text).datasets[0]
    assert (dataset.status, dataset.extra.get("contract.status")) == (status, kept)


def test_version_2_is_read_too():
    found = imported(
        """
kind: DataContract
apiVersion: v2.2.2
datasetName: payments
quantumName: my quantum
uuid: 1
status: current
dataset:
  - table: tbl
    description: Core payments
    dataGranularity: per day
    columns:
      - {column: id, isPrimary: true, isNullable: false, logicalType: string, physicalType: varchar(18)}
      - {column: day, isNullable: true, sampleValues: [2022-10-03], encryptedColumnName: enc_day}
slaDefaultColumn: tbl.day
slaProperties: [{property: retention, value: 3, unit: y, column: tbl.day}]
stakeholders: [{username: a, role: owner}]
"""
    )
    dataset = found.datasets[0]
    assert (dataset.name, dataset.status, dataset.retention) == ("tbl", "active", "3 years")
    assert dataset.columns["id"].required and dataset.columns["id"].key == ("pk",)
    assert dataset.columns["day"].example == "2022-10-03" and not dataset.columns["day"].required
    assert dataset.columns["day"].extra == {"encryptedName": "enc_day"}
    assert dataset.extra["contract.team"] == "username: a; role: owner"
    assert found.schema == "payments" and notes(found) == []


def test_json_anchors_and_merge_keys_are_taken():
    as_json = json.dumps(
        {
            "kind": "DataContract",
            "apiVersion": "v3.0.0",
            "schema": [{"name": "é😀", "properties": [{"name": "a", "required": True}]}],
        }
    )
    assert imported(as_json).datasets[0].columns["a"].required
    text = HEAD + "schema:\n- &one {name: a, description: A}\n- {<<: *one, name: b}\n"
    assert [(dataset.name, dataset.description) for dataset in imported(text).datasets] == [("a", "A"), ("b", "A")]


def test_odd_names_are_handled_and_said():
    found = imported(
        HEAD
        + """schema:
  - name: orders
    properties: [{name: id}, {name: ID}, {name: ""}, {name: "a b\\tc"}, {name: "no"}, {name: "a: b"}, {name: "<<"}]
  - name: Orders
  - physicalName: phys
  - description: none
  - name: "odd\\u00a0 name "
  - name: a/b.c
  - name: "null"
  - not a map
"""
    )
    names = [dataset.name for dataset in found.datasets]
    assert names == ["orders", "Orders_2", "phys", "unnamed_4", "odd name", "a/b.c", "null"]
    assert list(found.datasets[0].columns) == ["id", "ID_2", "unnamed_3", "a b c", "no", "a: b", "<<"]
    assert set(reread(found.datasets).catalogue.datasets) == {f"crm.orders.{name}" for name in names}
    said = "\n".join(notes(found))
    for words in ("'Orders' is given twice", "has 'ID' twice", "an object without a name", "has no name", "odd spaces",
                  "holds a slash", "holds what is not an object"):  # fmt: skip
        assert words in said


# What is no contract ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it is empty"),
        (b"[1, 2]", "it is a list"),
        (b"just text", "it is a single text"),
        (b"kind: DataProduct\napiVersion: v1.0.0\n", "Open Data Product"),
        (b"dataContractSpecification: 1.1.0\nmodels: {}\n", "Data Contract Specification"),
        (b'{"openapi": "3.1.0"}', "OpenAPI"),
        (b'{"type": "record", "fields": []}', "Avro"),
        (b"version: 2\nmodels: []\n", "dbt"),
        (b"datasets:\n  a:\n", "Lakebook"),
        (b"a: 1\nb: 2\n", "its keys are 'a', 'b'"),
        (b"a: [1\n", "not YAML"),
        (b"[" * 100_000, "nested deeper"),
        (b'{"a":' * 100_000, "nested deeper"),
        (b"kind: caf\xe9\n", "byte 0xe9 is not UTF-8"),
        (b"\xff\xfek\x00", "UTF-16"),
        (bytes(range(256)) * 10, "not UTF-8"),
        (b"a: \x01\n", "control character"),
        (b"a: *b\n", "stands for nothing"),
        (b"a: 1\n---\nb: 2\n", "a second document"),
    ],
    ids=lambda value: repr(value[:20]),
)
def test_what_is_no_contract_is_refused_with_a_reason(content: bytes, said: str):
    with pytest.raises(Unreadable) as caught:
        imported(content)
    assert said in caught.value.trouble.message


def test_an_alias_bomb_is_refused_at_once():
    lines = ["a: &a [x,x,x,x,x,x,x,x,x]"]
    lines += [f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]" for n in range(9)]
    with pytest.raises(Unreadable, match="once aliases are written out"):
        imported("\n".join(lines))


def test_a_huge_table_is_taken():
    rows = "".join(f"  - {{name: c{number}, logicalType: string}}\n" for number in range(20_000))
    assert len(only(f"- name: wide\n  properties:\n{rows}").columns) == 20_000


# The command --------------------------------------------------------------------------------------------------------

CONTRACT = (
    HEAD
    + """schema:
  - name: orders
    description: One row per order.
    tags: [raw]
    properties:
      - {name: id, physicalType: bigint, primaryKey: true, description: Key.}
      - {name: day, physicalType: date, required: true}
      - {name: net, physicalType: numeric}
  - name: lines
    properties: [{name: no, physicalType: int}]
"""
)
SCHEMA = "catalogue/sales/crm/orders.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A book with one domain."""
    (tmp_path / "lakebook.yaml").write_text("title: Small\n")
    (tmp_path / "catalogue/sales").mkdir(parents=True)
    (tmp_path / "catalogue/sales/domain.yaml").write_text("title: Sales\n")
    return tmp_path


def run(root: Path, *arguments: str | Path, domain: str = "sales") -> Result:
    command = ["-C", str(root), "import", "odcs", *map(str, arguments), "--domain", domain, "--system", "crm"]
    return CliRunner().invoke(lakebook, command)


def contract(root: Path, text: str = CONTRACT, name: str = "orders.odcs.yaml") -> Path:
    (root / name).write_text(text, encoding="utf-8")
    return root / name


def test_formats_are_listed():
    assert "odcs             Data contracts" in CliRunner().invoke(lakebook, ["import"]).output


def test_import_writes_the_schema_and_says_what_is_next(root: Path):
    said = run(root, contract(root))
    assert said.exit_code == 0
    for words in (
        "2 datasets, 4 columns, 1 of them in primary keys",
        "schema 'orders': the contract's name",
        f"wrote {SCHEMA}",
        "next: add catalogue/sales/crm/system.yaml",
    ):
        assert words in said.output
    assert "domain.yaml" not in said.output
    assert (root / SCHEMA).read_text().startswith("datasets:\n  orders:\n    description: One row per order.\n")


def test_import_twice_changes_no_byte(root: Path):
    path = contract(root)
    run(root, path)
    before, written = (root / SCHEMA).read_bytes(), (root / SCHEMA).stat().st_mtime_ns
    assert "nothing to change" in run(root, path).output
    assert (root / SCHEMA).read_bytes() == before and (root / SCHEMA).stat().st_mtime_ns == written


def test_dry_run_writes_nothing(root: Path):
    said = run(root, contract(root), "--dry-run")
    assert f"would write {SCHEMA}" in said.output and "+  orders:" in said.output
    assert "nothing was written" in said.output
    assert not (root / SCHEMA).exists()


EDITED = """# Kept by Ann
datasets:
  orders:   # the main one
    kind: view
    description: 'What Ann wrote'

    columns:
      id: int  # ours
      # the day
      day:
        description: "When: by Ann"
      old_net: {type: float, formerly: [net]}

  own:
    title: Not in the contract
"""


def test_what_a_person_wrote_stays_byte_by_byte(root: Path):
    (root / SCHEMA).parent.mkdir()
    (root / SCHEMA).write_text(EDITED)
    said = run(root, contract(root))
    assert said.exit_code == 0
    assert "kept yours: orders.description: 'What Ann wrote' (imported: 'One row per order.')" in said.output
    assert "kept yours: orders.id.type: 'int' (imported: 'bigint')" in said.output
    assert "kept yours: orders.old_net.type: 'float' (imported: 'numeric')" in said.output
    made = (root / SCHEMA).read_text()
    assert made == EDITED.replace("id: int  # ours", "id: int pk | Key.  # ours").replace(
        '        description: "When: by Ann"\n',
        '        description: "When: by Ann"\n        type: date\n        required: true\n',
    ).replace(
        "formerly: [net]}\n",
        "formerly: [net]}\n    tags: [raw]\n    extra:\n      contract.id: x\n      contract.name: Orders\n"
        '\n  lines:\n    extra:\n      contract.id: x\n      contract.name: Orders\n    columns:\n      "no": int\n',
    )
    assert "nothing to change" in run(root, root / "orders.odcs.yaml").output


@pytest.mark.parametrize(
    "text", ["datasets: [a\n", "datasets:\n  a:\n  a:\n", "datasets:\n- a\n", "datasets:\n  orders: [x]\n"]
)
def test_a_broken_file_is_refused_and_left_alone(root: Path, text: str):
    (root / SCHEMA).parent.mkdir()
    (root / SCHEMA).write_text(text)
    said = run(root, contract(root))
    assert said.exit_code == 1 and f"error {SCHEMA}:" in said.output
    assert (root / SCHEMA).read_text() == text


def test_a_schema_kept_in_a_workbook_is_merged_there(root: Path):
    path = (root / SCHEMA).with_suffix(".xlsx")
    path.parent.mkdir()
    path.write_bytes(
        workbook_from_text(
            "# Sheet: Datasets\nname,title\norders,All\n# Sheet: Columns\ndataset,name,type\norders,id,int\n"
        )
    )
    said = run(root, contract(root))
    assert said.exit_code == 0 and "kept yours: orders.id.type: 'int' (imported: 'bigint')" in said.output
    assert not (root / SCHEMA).exists()
    datasets = read_book(WorkingTree(root)).catalogue.datasets
    assert datasets["crm.orders.orders"].title == "All"
    assert datasets["crm.orders.orders"].columns["id"].description == "Key."
    assert list(datasets["crm.orders.lines"].columns) == ["no"]


def test_a_workbook_that_cannot_be_read_is_refused(root: Path):
    path = (root / SCHEMA).with_suffix(".xlsx")
    path.parent.mkdir()
    path.write_bytes(b"PK")
    said = run(root, contract(root))
    assert said.exit_code == 1 and "error catalogue/sales/crm/orders.xlsx" in said.output
    assert path.read_bytes() == b"PK"


def test_a_dataset_of_another_domain_is_refused(root: Path):
    (root / "catalogue/finance/crm").mkdir(parents=True)
    (root / "catalogue/finance/crm/orders.yaml").write_text("datasets:\n  lines:\n")
    said = run(root, contract(root))
    assert said.exit_code == 1 and "in the domain 'finance'" in said.output and not (root / SCHEMA).exists()


def test_two_files_of_one_name_need_a_schema(root: Path):
    one, two = contract(root), contract(root, CONTRACT.replace("lines", "parts"), "two.yaml")
    refused = run(root, one, two)
    assert refused.exit_code == 1 and "give --schema for all files together" in refused.output
    both = run(root, one, two, "--schema", "all")
    assert both.exit_code == 0
    assert set(read_book(WorkingTree(root)).catalogue.datasets) >= {"crm.all.orders", "crm.all.lines", "crm.all.parts"}


def test_one_bad_file_does_not_stop_the_others(root: Path):
    (root / "bad.yaml").write_bytes(b"\xff\xfe")
    said = run(root, root / "bad.yaml", contract(root))
    assert said.exit_code == 1 and "the file is UTF-16" in said.output and f"wrote {SCHEMA}" in said.output


def test_wrong_usage(root: Path):
    path = contract(root)
    assert run(root, path, domain="../x").exit_code == 2
    assert run(root, root / "none.yaml").exit_code == 2
    assert run(root, path, "--schema", "system").exit_code == 1
    assert "did you mean 'sales'?" in run(root, path, "--dry-run", domain="sale").output


def test_a_contract_that_changed_is_merged_with_what_it_said_the_last_time(root: Path):
    run(root, contract(root))
    book = (root / SCHEMA).read_text()
    (root / SCHEMA).write_text(book.replace("One row per order.", "What Ann wrote."))
    changed = CONTRACT.replace("bigint", "uuid").replace("One row per order.", "All orders.")
    assert changed.count("uuid") == 1
    said = run(root, contract(root, changed))
    assert "kept yours: orders.description: 'What Ann wrote.' (imported: 'All orders.')" in said.output
    assert "uuid" in (root / SCHEMA).read_text() and "What Ann wrote." in (root / SCHEMA).read_text()
    assert "    seen:\n      odcs:\n" in (root / SCHEMA.replace(".yaml", ".observed.yaml")).read_text()
    assert "nothing to change" in run(root, contract(root, changed)).output
