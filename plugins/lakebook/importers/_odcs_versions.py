"""Open Data Contract Standard: what is one, and version 2 in the words of version 3."""

from __future__ import annotations

import re

from lakebook.importers._foreign_text import is_true, maps, scalar
from lakebook.syntax import SyntaxTrouble, Unreadable
from lakebook.syntax.foreign_yaml import Foreign, ForeignDocument

Fields = dict[str, Foreign]

_KNOWN = re.compile(r"v?(2\.2|3\.0|3\.1)(\.|$)")

_SIGNS: tuple[tuple[str, str], ...] = (
    ("dataContractSpecification", "a Data Contract Specification (datacontract.com)"),
    ("dataProductSpecification", "a Data Product Specification"),
    ("asyncapi", "AsyncAPI"),
    ("openapi", "OpenAPI"),
    ("swagger", "Swagger"),
    ("nodes", "a dbt manifest"),
    ("models", "a dbt schema file"),
    ("sources", "a dbt sources file"),
    ("datasets", "a schema of a Lakebook catalogue, which needs no import"),
    ("resources", "a Frictionless data package"),
    ("$schema", "a JSON Schema"),
    ("spec", "a Backstage or Kubernetes file"),
    ("product", "an Open Data Product Specification"),
)

_NAMES_V2 = {
    "dataset": "schema",
    "stakeholders": "team",
    "quantumName": "dataProduct",
    "slaDefaultColumn": "slaDefaultElement",
    "table": "name",
    "columns": "properties",
    "column": "name",
    "dataGranularity": "dataGranularityDescription",
    "isPrimary": "primaryKey",
    "isPrimaryKey": "primaryKey",
    "isUnique": "unique",
    "sampleValues": "examples",
    "encryptedColumnName": "encryptedName",
    "transformSourceTables": "transformSourceObjects",
    "partitionStatus": "partitioned",
    "criticalDataElementStatus": "criticalDataElement",
}


def contract_of(document: ForeignDocument) -> tuple[Fields, str]:
    """The contract in the words of version 3, and what is odd about its version (empty for nothing).

    Raises:
        Unreadable: the file is no data contract; it says what it looks like.
    """
    value = document.value
    if not isinstance(value, dict) or not value:
        what = "a list" if isinstance(value, list) else "empty" if not value else "a single text"
        raise _not_a_contract(f"it is {what}")
    kind, version = scalar(value.get("kind")), scalar(value.get("apiVersion"))
    if kind == "DataProduct":
        raise _not_a_contract("it looks like an Open Data Product (kind: DataProduct)")
    if kind != "DataContract" and (kind or not re.match(r"v?[23]\.", version)):
        raise _not_a_contract(_looks_like(value, kind))
    if re.match(r"v?2\.", version) or ("dataset" in value and "schema" not in value):
        value = _upgraded(value, document)
    if not version:
        return value, "'apiVersion' is missing; it was read as version 3"
    return value, "" if _KNOWN.match(version) else f"version {version} is not known; it was read as the nearest one"


def _not_a_contract(why: str) -> Unreadable:
    hint = "a contract has 'kind: DataContract' and 'apiVersion: v3.1.0'; 'lakebook import' lists the formats"
    return Unreadable(SyntaxTrouble("file_unreadable", f"not an Open Data Contract: {why}", hint, 1, 1))


def _looks_like(value: Fields, kind: str) -> str:
    if value.get("type") == "record":
        return "it looks like an Avro schema"
    sign = next((said for key, said in _SIGNS if key in value), "")
    if sign:
        return f"it looks like {sign}"
    if kind:
        return f"its kind is '{kind[:60]}'"
    return f"its keys are {', '.join(repr(key[:30]) for key in list(value)[:5])}"


def _upgraded(contract: Fields, document: ForeignDocument) -> Fields:
    upgraded = _renamed(contract)
    if name := scalar(upgraded.pop("datasetName", None)):
        upgraded["name"] = name
    tables: list[Foreign] = []
    for table in maps(contract.get("dataset")):
        made = _renamed(table)
        made["properties"] = [_column(column, document) for column in maps(table.get("columns"))]
        document.lines[id(made)] = document.line(table)
        tables.append(made)
    upgraded["schema"] = tables
    upgraded["slaProperties"] = [_renamed({**sla, "element": sla.get("column") or sla.get("element")}, drop="column")
                                 for sla in maps(contract.get("slaProperties"))]  # fmt: skip
    return upgraded


def _column(column: Fields, document: ForeignDocument) -> Fields:
    made = _renamed(column)
    if "isNullable" in made and "required" not in made:
        nullable = made.pop("isNullable")
        made["required"] = "false" if nullable is None or is_true(nullable) else "true"
    document.lines[id(made)] = document.line(column)
    return made


def _renamed(fields: Fields, drop: str = "") -> Fields:
    return {_NAMES_V2.get(key, key): value for key, value in fields.items() if key != drop}
