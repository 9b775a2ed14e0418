"""All datasets and the edges between them, in one script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from lakebook.lineage.graph import Lineage
from lakebook.model.catalogue import Catalogue
from lakebook.pages import Context
from lakebook.pages._lineage import FORMAT, as_json, follows
from lakebook.pages._lineage.nodes import Node, Nodes, unknown


def graph_script(catalogue: Catalogue, lineage: Lineage, nodes: Nodes, context: Context) -> bytes:
    """The script: datasets by id, then what they name and the catalogue does not hold."""
    ids = sorted(catalogue.datasets)
    loose = {key: nodes.unknown_sources(key) for key in ids}
    names = sorted({name for found in loose.values() for name in found})
    listed = [*(nodes.of(key) for key in ids), *map(unknown, names)]
    numbers = {node.id: number for number, node in enumerate(listed)}
    targets: list[list[tuple[int, int]]] = [[] for _ in listed]
    for key in ids:
        number = numbers[key]
        for source, edge in lineage.edges_into(key).items():
            targets[numbers[source]].append((number, edge.known))
        for name, known in loose[key].items():
            targets[numbers[name]].append((number, known))
    said = {
        "v": FORMAT,
        "ids": [node.id for node in listed],
        **_names(listed),
        **_facets(listed),
        "f": [node.flags for node in listed],
        **_urls(listed, nodes.pattern),
        **_edges(targets),
        "labels": nodes.labels(ids),
    }
    return b"__lineage.graph(%s)\n" % as_json(said)


def _names(nodes: Sequence[Node]) -> dict[str, Any]:
    """Titles, and those names that are not what stands behind the last dot of the id."""
    odd = {str(place): one.name for place, one in enumerate(nodes) if one.name != one.id.rpartition(".")[2]}
    return {"titles": ["" if one.title == one.name else one.title for one in nodes], "names": odd}


def _facets(nodes: Sequence[Node]) -> dict[str, Any]:
    """Values in alphabetical order, and for each dataset the place of its own."""
    found: dict[str, Any] = {}
    for field in ("kind", "layer", "domain", "product"):
        values = [getattr(node, field) for node in nodes]
        places = {value: place for place, value in enumerate(sorted(set(values)))}
        found[f"{field}s"] = list(places)
        found[field[0]] = [places[value] for value in values]
    return found


def _urls(nodes: Sequence[Node], pattern: str) -> dict[str, Any]:
    """How an address follows from an id, and those that do not; datasets without a page among these."""
    others = {str(place): node.url for place, node in enumerate(nodes) if not follows(node.url, node.id, pattern)}
    return {"urls": pattern, "others": others}


def _edges(targets: Iterable[list[tuple[int, int]]]) -> dict[str, list[int]]:
    ordered = [sorted(found) for found in targets]
    return {
        "out": [len(found) for found in ordered],
        "to": [target for found in ordered for target, _ in found],
        "known": [known for found in ordered for _, known in found],
    }
