"""How a project was understood, in lines for the person who imports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from lakebook.importers._dbt.project import TABLES, Project
from lakebook.importers._harvest import Harvest

_LEFT_OUT = ("disabled", "metric", "semantic model", "saved query", "unit test", "function", "analysis", "operation")
_PLURALS = {"analysis": "analyses", "saved query": "saved queries", "disabled": "disabled"}


def told_of(
    project: Project, keys: Collection[str], harvest: Harvest, others: Counter[str], compiled: int
) -> list[str]:
    """What was found, what was seen through, and what a book has no place for."""
    return list(_lines(project, keys, harvest, others, compiled))


def _lines(
    project: Project, keys: Collection[str], harvest: Harvest, others: Counter[str], compiled: int
) -> Iterator[str]:
    about = project.metadata
    made = ", ".join(filter(None, [f"dbt {about.dbt_version}" if about.dbt_version else "", about.adapter_type or ""]))
    yield f"project '{project.name}': {made}, manifest version {project.version or 'unknown'}"
    kinds = Counter(project.tables[key].resource_type for key in keys)
    number = sum(len(found.flows) for found in harvest.found)
    counted = [_count(kinds[kind], kind) for kind in TABLES if kinds[kind]]
    yield f"{', '.join(counted) or 'no tables'}: {_count(number, 'edge')}, {_count(len(harvest.exposures), 'exposure')}"
    if len(harvest.found) < len(keys):
        yield f"{_count(len(keys) - len(harvest.found), 'source')} that the project builds itself: each is one table"
    if project.ephemeral:
        edges = sum(len(project.parents_of(key)) for key in (*project.tables, *project.ephemeral))
        yield f"{_count(len(project.ephemeral), 'ephemeral model')} seen through: {edges:,} edges in the manifest"
    if project.catalog:
        unbuilt = sum(key not in project.catalog for key in keys)
        yield f"catalog.json knows {len(keys) - unbuilt} of them" + (f"; {unbuilt} were never built" if unbuilt else "")
    if compiled:
        flows = [flow for found in harvest.found for flow in found.flows.values()]
        edges = sum(len(taken) for flow in flows for taken in flow.columns.values())
        yield f"SQL of {_count(compiled, 'table')}: {_count(edges, 'edge')} of columns"
    elif project.counts["model"]:
        yield "the project is not compiled: no edges of columns ('dbt compile' makes them)"
    if project.tests:
        most = ", ".join(f"{name} ({count})" for name, count in others.most_common(4))
        used = len(project.tests) - others.total()
        yield f"{_count(len(project.tests), 'test')}: {used:,} say something of a column; not kept: {most or 'none'}"
    left = [_count(project.counts[what], what) for what in _LEFT_OUT if project.counts[what]]
    if left:
        yield f"left out: {', '.join(left)}"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what if number == 1 else _PLURALS.get(what, what + 's')}"
