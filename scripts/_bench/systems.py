"""What other systems say, made up: a dbt project with compiled SQL, and a log of OpenLineage events."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_COLUMNS = 7
"""Columns of a table; the real project of 840 tables that this stands for has 4,866."""
_SEEDS = 132
_EVENTS_A_RUN = 2
_SCHEMA = "https://schemas.getdbt.com/dbt"


def write_project(target: Path, models: int) -> None:
    """``manifest.json`` and ``catalog.json`` of so many models, each made of two tables before it, and 132 seeds."""
    target.mkdir(parents=True)
    nodes = dict(_node(number, models) for number in range(-_SEEDS, models))
    about = {"dbt_schema_version": f"{_SCHEMA}/manifest/v12.json", "adapter_type": "postgres", "project_name": "bench"}
    _write(target / "manifest.json", {"metadata": about, "nodes": nodes, "sources": {}})
    columns = {
        name: {"name": name, "type": "numeric", "index": place}
        for place, name in enumerate((f"c{number}" for number in range(_COLUMNS)), 1)
    }
    tables = {key: {"metadata": {"type": "BASE TABLE"}, "columns": columns} for key in nodes}
    _write(target / "catalog.json", {"metadata": {"dbt_schema_version": f"{_SCHEMA}/catalog/v1.json"}, "nodes": tables})


def write_events(file: Path, events: int) -> None:
    """So many events, one a line: runs of 500 jobs, each of which makes a table of two others."""
    with file.open("w", encoding="utf-8") as lines:
        for number in range(events):
            lines.write(json.dumps(_event(number)) + "\n")


def _write(path: Path, said: dict[str, Any]) -> None:
    path.write_text(json.dumps(said), encoding="utf-8")


def _node(number: int, models: int) -> tuple[str, dict[str, Any]]:
    kind, name = ("model", f"m{number}") if number >= 0 else ("seed", f"s{-number}")
    parents = [_key(number - 1 - step * step % (number + _SEEDS)) for step in (3, 11)] if number >= 0 else []
    node = {
        "resource_type": kind,
        "package_name": "bench",
        "name": name,
        "alias": name,
        "database": "lake",
        "schema": f"layer{max(number, 0) * 5 // models}",
        "original_file_path": f"models/{name}.sql",
        "description": f"What {name} holds, in a sentence of some length that says what one row is.",
        "config": {"materialized": "table" if number >= 0 else "seed"},
        "depends_on": {"nodes": parents},
        "columns": {f"c{place}": {"name": f"c{place}", "description": "A number."} for place in range(_COLUMNS)},
    }
    node["relation_name"] = f'"lake"."{node["schema"]}"."{name}"'
    if parents:
        node["compiled_code"] = _select([_relation(parent, models) for parent in parents])
    return _key(number), node


def _key(number: int) -> str:
    return f"model.bench.m{number}" if number >= 0 else f"seed.bench.s{-number}"


def _relation(key: str, models: int) -> str:
    name = key.rpartition(".")[2]
    number = int(name[1:]) if name[0] == "m" else 0
    return f'"lake"."layer{number * 5 // models}"."{name}"'


def _select(parents: list[str]) -> str:
    """A query as models have it: two CTEs, a join, columns as they are and columns made of two."""
    first, second = parents
    plain = ", ".join(f"a.c{place}" for place in range(_COLUMNS - 2))
    made = ", ".join(f"coalesce(a.c{place}, 0) + b.c{place} as c{place}" for place in (_COLUMNS - 2, _COLUMNS - 1))
    return (
        f"with a as (select * from {first}), b as (select * from {second} where c0 > 0)\n"
        f"select {plain}, {made} from a left join b on a.c0 = b.c0"
    )


def _event(number: int) -> dict[str, Any]:
    run = number // _EVENTS_A_RUN
    job = run % 500
    inputs = [_dataset(job + 1), _dataset(job + 2)]
    fields = {f"c{place}": {"inputFields": list(_inputs(inputs, place))} for place in range(_COLUMNS)}
    schema = {"fields": [{"name": f"c{place}", "type": "numeric"} for place in range(_COLUMNS)]}
    output = {**_dataset(job), "facets": {"schema": schema, "columnLineage": {"fields": fields}}}
    return {
        "eventTime": f"2026-01-{1 + number * 27 // 100_000 % 28:02}T00:00:00Z",
        "eventType": ("START", "COMPLETE")[number % _EVENTS_A_RUN],
        "run": {"runId": str(run)},
        "job": {"namespace": "bench", "name": f"job{job}"},
        "inputs": inputs,
        "outputs": [output],
    }


def _dataset(number: int) -> dict[str, Any]:
    return {"namespace": "postgres://db:5432", "name": f"lake.layer{number % 5}.t{number}"}


def _inputs(datasets: list[dict[str, Any]], place: int) -> Iterator[dict[str, Any]]:
    for dataset in datasets:
        yield {**dataset, "field": f"c{place}", "transformations": [{"type": "DIRECT"}]}
