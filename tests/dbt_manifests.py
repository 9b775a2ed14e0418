"""Manifests of dbt as tests need them: a shop with two sources, a staging view, an ephemeral step and a mart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Json = dict[str, Any]
SCHEMA = "https://schemas.getdbt.com/dbt/manifest/v{}.json"


def node(kind: str, name: str, *parents: str, **fields: Any) -> tuple[str, Json]:
    """One node with its id; *parents* are ids."""
    about = {
        "resource_type": kind,
        "package_name": "shop",
        "name": name,
        "original_file_path": f"models/{name}.sql",
        "database": "lake",
        "schema": "marts",
        "alias": name,
        "depends_on": {"macros": [], "nodes": list(parents)},
        "config": {"enabled": True, "materialized": fields.pop("materialized", "table")},
    }
    whole = {**about, **fields}
    relation = f'"lake"."{whole["schema"]}"."{whole.get("identifier", whole["alias"])}"'
    return f"{kind}.shop.{name}", {"relation_name": relation, **whole}


def generic_test(name: str, on: str, column: str = "", *others: str, **kwargs: Any) -> tuple[str, Json]:
    """A generic test of a model; *others* are the tables it looks at besides."""
    config = {"enabled": True, "severity": kwargs.pop("severity", "ERROR"), "where": kwargs.pop("where", None)}
    about = {"name": name, "kwargs": {"column_name": column, **kwargs}, "namespace": None}
    key, said = node("test", f"{name}_{on}_{column}", *others, on, test_metadata=about, column_name=column or None)
    return key, {**said, "config": config, "attached_node": on}


def source(name: str, **fields: Any) -> tuple[str, Json]:
    """A table of the source ``crm``."""
    about = {"schema": "crm", "identifier": name, "source_name": "crm", "original_file_path": "models/sources.yml"}
    _, said = node("source", name, **{**about, **fields})
    return f"source.shop.crm.{name}", {key: value for key, value in said.items() if key != "alias"}


def column(name: str, description: str = "", **fields: Any) -> Json:
    return {name: {"name": name, "description": description, **fields}}


def manifest(*nodes: tuple[str, Json], version: int = 12, **sections: Any) -> Json:
    """A whole manifest; sources find their section by themselves."""
    about = {"dbt_schema_version": SCHEMA.format(version), "dbt_version": "1.10.0", "project_name": "shop"}
    return {
        "metadata": {**about, "adapter_type": "postgres"},
        "nodes": {key: said for key, said in nodes if said["resource_type"] != "source"},
        "sources": {key: said for key, said in nodes if said["resource_type"] == "source"},
        **sections,
    }


def catalog(**tables: Json) -> Json:
    """``catalog.json``; *tables* by id, with ``__`` for dots: column -> type."""
    nodes = {
        key.replace("__", "."): {
            "metadata": {"type": "BASE TABLE", "comment": None},
            "columns": {
                name: {"name": name, "type": type_, "index": place, "comment": None}
                for place, (name, type_) in enumerate(columns.items(), 1)
            },
        }
        for key, columns in tables.items()
    }
    return {"metadata": {"dbt_schema_version": "https://schemas.getdbt.com/dbt/catalog/v1.json"}, "nodes": nodes}


def write(folder: Path, said: Json, name: str = "manifest.json") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(said))
    return path
