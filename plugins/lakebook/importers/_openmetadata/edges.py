"""Edges of the lineage of OpenMetadata: as its interface takes and answers them, and as its samples have them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from lakebook.importers._documents.documents import Document
from lakebook.importers._foreign_text import maps, scalar, texts
from lakebook.importers._openmetadata.entities import Fields


class Edge(msgspec.Struct, kw_only=True):
    """That something is made of something else."""

    source: str
    """Full name, or id."""
    target: str
    columns: list[tuple[tuple[str, ...], str]] = []
    """Full names of columns -> full name of the column that is made of them."""
    fields: Fields
    document: Document


def edges_in(document: Document) -> Iterator[Edge]:
    """Edges of a file."""
    value = document.value
    holders = maps(value)
    for holder in holders:
        listed = [holder]
        for key in ("edges", "upstreamEdges", "downstreamEdges"):
            given = holder.get(key)
            listed += list(maps(list(given.values())) if isinstance(given, dict) else maps(given))
        for fields in listed:
            inner = fields.get("edge")
            one = inner if isinstance(inner, dict) else fields
            source, target = _end(one, "fromEntity", "from"), _end(one, "toEntity", "to")
            if source and target:
                yield Edge(source=source, target=target, columns=_columns(one), fields=fields, document=document)


def names_by_id(value: Document) -> dict[str, str]:
    """Id -> full name of what an answer lists beside its edges."""
    found = {}
    for holder in maps(value.value):
        nodes = holder.get("nodes")
        listed = [*maps(list(nodes.values()) if isinstance(nodes, dict) else nodes), *maps(holder.get("entity"))]
        for node in listed:
            inner = node.get("entity")
            one = inner if isinstance(inner, dict) else node
            id_, name = scalar(one.get("id")), scalar(one.get("fullyQualifiedName"))
            if id_ and name:
                found[id_] = name
    return found


def _end(edge: Fields, *keys: str) -> str:
    for key in keys:
        said = edge.get(key)
        if isinstance(said, dict):
            return next((text for name in ("fullyQualifiedName", "fqn", "id") if (text := scalar(said.get(name)))), "")
        if scalar(said):
            return scalar(said)
    return ""


def _columns(edge: Fields) -> list[tuple[tuple[str, ...], str]]:
    details = edge.get("lineageDetails")
    listed = [*maps(edge.get("columns")), *(maps(details.get("columnsLineage")) if isinstance(details, dict) else [])]
    return [(tuple(texts(one.get("fromColumns"))), scalar(one.get("toColumn"))) for one in listed]
