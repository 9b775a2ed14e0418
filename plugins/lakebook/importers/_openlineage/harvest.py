"""Events, read -> a harvest: each dataset under its one address, and what it was seen to be made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lakebook.importers._fields.field import columns_of
from lakebook.importers._harvest import Address, Flow, Found, Harvest
from lakebook.importers._harvest.completed import each_once
from lakebook.importers._openlineage.names import Key
from lakebook.importers._openlineage.schema_fields import column_name, fields_of
from lakebook.importers._openlineage.seen import Facts, Seen
from lakebook.model.dataset import Dataset
from lakebook.settings import Settings
from lakebook.writers.file_names import tidy_name


def harvest_of(seen: Seen, settings: Settings) -> Harvest:
    """What the events say together."""
    seen.names.settle()
    made = _made_of(seen)
    named = {edge.origin for run in seen.kept_runs() for edge in run.columns}
    newest_first = sorted({*seen.facts, *named}, key=lambda key: _newest(seen, key), reverse=True)
    dropped = {seen.names.address_of(key) for key, facts in seen.facts.items() if facts.dropped}
    found = each_once(_found(seen, key, settings.kinds) for key in newest_first)
    harvest = Harvest(origin="openlineage", found=[one for one in found if one.address not in dropped])
    for one in harvest.found:
        one.flows = {origin: flow for origin, flow in made.get(one.address, {}).items() if origin not in dropped}
    harvest.told = list(_told(seen, harvest, len(dropped)))
    return harvest


def _newest(seen: Seen, key: Key) -> tuple[object, ...]:
    """Names of one dataset: the one whose schema is newest comes first; the rest in a fixed order."""
    facts = seen.facts.get(key)
    when = facts.when.get("schema") if facts else None
    return (when is not None, when or (), key)


def _made_of(seen: Seen) -> dict[Address, dict[Address, Flow]]:
    """Each output of a run is made of its inputs, and of what its columns name; no table is made of itself."""
    edges: dict[Address, dict[Address, dict[str, set[str]]]] = {}

    def edge(output: Key, given: Key) -> dict[str, set[str]]:
        target, origin = seen.names.address_of(output), seen.names.address_of(given)
        return edges.setdefault(target, {}).setdefault(origin, {}) if target != origin else {}

    for run in seen.kept_runs():
        for output in run.outputs:
            for given in run.inputs:
                edge(output, given)
        for one in run.columns:
            columns = edge(one.output, one.origin)
            if one.is_value:
                columns.setdefault(column_name(one.column), set()).add(column_name(one.field))
    return {
        target: {origin: _flow(columns) for origin, columns in sorted(origins.items())}
        for target, origins in edges.items()
    }


def _flow(columns: dict[str, set[str]]) -> Flow:
    return Flow({name: tuple(sorted(taken)) for name, taken in sorted(columns.items())})


def _found(seen: Seen, key: Key, kinds: Sequence[str]) -> Found:
    facts = seen.facts.get(key) or Facts()
    address = seen.names.address_of(key)
    dataset = Dataset(
        name=tidy_name(address.name),
        description=facts.description.strip(),
        location=seen.names.path_of(key),
        columns=columns_of(fields_of(facts.schema, facts.location), f"'{address.name}'", seen.notes),
    )
    kind = seen.names.kind_of(address)
    dataset.kind = kind if kind in kinds else dataset.kind
    if owners := ", ".join(dict.fromkeys(filter(None, facts.owners))):
        dataset.extra = {"owner": owners}
    described = bool(facts.schema or facts.description) and not seen.names.is_of_book(key)
    return Found(address=address, dataset=dataset, described=described, location=facts.location)


def _told(seen: Seen, harvest: Harvest, dropped: int) -> Iterator[str]:
    jobs = len({(namespace, name) for namespace, name, _ in seen.runs})
    flows = [flow for found in harvest.found for flow in found.flows.values()]
    columns = sum(len(taken) for flow in flows for taken in flow.columns.values())
    yield f"{_count(seen.events, 'event')} of {_count(jobs, 'job')} and {_count(len(harvest.found), 'dataset')}"
    yield f"{_count(len(flows), 'edge')}, {_count(columns, 'edge')} of columns"
    edges = {edge for run in seen.kept_runs() for edge in run.columns}
    if indirect := sum(not (edge.is_value or edge._replace(is_value=True) in edges) for edge in edges):
        yield f"{_count(indirect, 'edge')} of columns left out: a filter, a join or a group, and no value"
    if seen.lost:
        yield f"{_count(seen.lost, 'run')} failed: what they read and wrote says nothing"
    if dropped:
        yield f"{_count(dropped, 'dataset')} dropped since, and left out"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what if number == 1 else what + 's'}"
