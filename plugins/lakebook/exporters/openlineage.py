"""Declared lineage as OpenLineage 2-0-2: for each dataset that is made of others, one static job event.

No job ran: the event says which job there is, and what it reads and writes. Its time is the day of the book.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import click

from lakebook import __version__
from lakebook.book import Book
from lakebook.exporters import exporter
from lakebook.lineage.columns import End
from lakebook.lineage.edges import BY_COLUMNS
from lakebook.model.dataset import Dataset

_SPEC = "https://openlineage.io/spec"
_EVENT = f"{_SPEC}/2-0-2/OpenLineage.json#/$defs/JobEvent"
_FACETS = {
    "schema": "1-2-0/SchemaDatasetFacet",
    "columnLineage": "1-2-0/ColumnLineageDatasetFacet",
    "documentation": "1-1-0/DocumentationDatasetFacet",
}


@exporter(
    click.Option(
        ["--namespace"], default="lakebook", metavar="NAME", help="Namespace of the datasets and jobs (lakebook)."
    ),
)
def openlineage(book: Book, *, namespace: str = "lakebook") -> str:
    """Declared lineage as OpenLineage, one static job event a line."""
    return "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in _events(book, namespace))


def _events(book: Book, namespace: str) -> Iterator[dict[str, Any]]:
    producer = book.settings.repository.url or f"urn:lakebook:{__version__}"
    for dataset in sorted(book.catalogue.datasets.values(), key=lambda one: one.id):
        sources = sorted(book.lineage.declared_sources_of(dataset.id))
        if sources:
            facets = {name: {**_facet(name, producer), **said} for name, said in _said_of(book, dataset, namespace)}
            yield {
                "eventTime": f"{book.today.isoformat()}T00:00:00Z",
                "producer": producer,
                "schemaURL": _EVENT,
                "job": {"namespace": namespace, "name": dataset.id},
                "inputs": [{"namespace": namespace, "name": source} for source in sources],
                "outputs": [{"namespace": namespace, "name": dataset.id, "facets": facets}],
            }


def _facet(name: str, producer: str) -> dict[str, str]:
    place = _FACETS[name]
    return {"_producer": producer, "_schemaURL": f"{_SPEC}/facets/{place}.json#/$defs/{place.partition('/')[2]}"}


def _said_of(book: Book, dataset: Dataset, namespace: str) -> Iterator[tuple[str, dict[str, Any]]]:
    columns = [
        {key: value for key, value in fields.items() if value}
        for column in dataset.columns.values()
        for fields in [{"name": column.name, "type": column.type, "description": column.description}]
    ]
    if columns:
        yield "schema", {"fields": columns}
    if dataset.description:
        yield "documentation", {"description": dataset.description}
    if fields := _made_of(book, dataset, namespace):
        yield "columnLineage", {"fields": fields}


def _made_of(book: Book, dataset: Dataset, namespace: str) -> Mapping[str, Any]:
    """Each column that people say is made of other columns, with these."""
    names = list(dataset.columns)
    ends: dict[str, list[End]] = {}
    for end in book.lineage.column_edges.origins_of(dataset.id):
        if end.known & BY_COLUMNS and end.other:
            ends.setdefault(names[end.column], []).append(end)
    return {
        name: {
            "inputFields": [
                {
                    "namespace": namespace,
                    "name": end.dataset,
                    "field": end.other,
                    "transformations": [_transformation(end, alone=len(found) == 1)],
                }
                for end in found
            ]
        }
        for name, found in ends.items()
    }


def _transformation(end: End, *, alone: bool) -> dict[str, str]:
    """A column of one origin and no rule is that origin as it is; anything else is something new."""
    if alone and not end.rule:
        return {"type": "DIRECT", "subtype": "IDENTITY"}
    return {"type": "DIRECT", "subtype": "TRANSFORMATION", **({"description": end.rule} if end.rule else {})}
