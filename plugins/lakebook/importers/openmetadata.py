"""Exports of OpenMetadata: tables, topics, dashboards, containers, and edges between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lakebook.importers import Place
from lakebook.importers._documents.documents import Documents
from lakebook.importers._harvest import Address, Flow, Found, Harvest, harvester
from lakebook.importers._harvest.completed import each_once
from lakebook.importers._openmetadata.datasets import KINDS, column_in, found_of
from lakebook.importers._openmetadata.edges import Edge, edges_in, names_by_id
from lakebook.importers._openmetadata.entities import address_of, address_of_entity, entities_in
from lakebook.model.dataset import Dataset


@harvester()
def openmetadata(given: Sequence[Path] | str, place: Place, **options: Any) -> Harvest:
    """Exports of OpenMetadata as JSON: lists of entities and edges of the lineage, as its interface answers them."""
    documents = Documents(given, (".json",))
    harvest = Harvest(origin="openmetadata")
    edges: list[Edge] = []
    names: dict[str, str] = {}
    others: Counter[str] = Counter()
    for document in documents.each():
        entities, found_edges = list(entities_in(document)), list(edges_in(document))
        for entity in entities:
            if entity.kind in KINDS:
                harvest.found.append(found_of(entity, place.book.settings.kinds, documents))
                names[_text(entity.fields.get("id"))] = _joined(address_of_entity(entity))
            else:
                others[entity.kind] += 1
        names |= names_by_id(document)
        edges += found_edges
        if not entities and not found_edges:
            documents.refuse(document.path, "nothing of OpenMetadata that a book holds", "export tables, or edges")
    harvest.found = each_once(harvest.found)
    skipped = _connect(harvest, edges, names)
    harvest.told.append(f"edges: {len(edges) - skipped}")
    if skipped:
        harvest.told.append(f"edges left out, as one end is no dataset of these files: {skipped}")
    if others:
        harvest.told.append("left out: " + ", ".join(f"{kind} {count}" for kind, count in others.items()))
    return documents.harvest(harvest)


def _connect(harvest: Harvest, edges: list[Edge], names: dict[str, str]) -> int:
    """Add edges as flows; gives back how many of them have an end that is not known."""
    by_address = {found.address: found for found in harvest.found}
    skipped = 0
    for edge in edges:
        source, target = names.get(edge.source, edge.source), names.get(edge.target, edge.target)
        to, from_ = address_of(target), address_of(source)
        if not (from_.space and to.space) or to == from_:
            skipped += 1
            continue
        if to not in by_address:
            by_address[to] = Found(
                address=to,
                dataset=Dataset(name=to.name),
                described=False,
                location=edge.document.locate(edge.fields),
            )
            harvest.found.append(by_address[to])
        flow = by_address[to].flows.setdefault(from_, Flow())
        mine = by_address[to].dataset.columns
        theirs = by_address[from_].dataset.columns if from_ in by_address else {}
        for origins, column in edge.columns:
            name = column_in(column, target, mine)
            taken = tuple(origin for one in origins if (origin := column_in(one, source, theirs)))
            if name and taken:
                flow.columns[name] = tuple(sorted({*flow.columns.get(name, ()), *taken}))
    return skipped


def _joined(address: Address) -> str:
    """A full name again, its last part in quotes where it has dots."""
    name = f'"{address.name}"' if "." in address.name else address.name
    return f"{address.space}.{name}" if address.space else name


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
