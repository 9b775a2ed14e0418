"""What is around a dataset, as the JSON that its page holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from lakebook.lineage.graph import Lineage
from lakebook.lineage.walks import Neighbourhood
from lakebook.pages._lineage import FORMAT, as_json
from lakebook.pages._lineage.nodes import Nodes, unknown

UP = DOWN = 2
"""Steps that are drawn at first."""
CAP = 40
"""The most datasets that are drawn at first."""


def around(lineage: Lineage, nodes: Nodes, dataset_id: str, way: str) -> str:
    """JSON for ``<script type="application/json">``, which needs no further escaping.

    *way* leads from the page to the root of the site, such as ``../../``. What decides whether it stays the same is
    ``book.surroundings.of`` and ``around`` of the dataset, together.
    """
    near = lineage.neighbourhood(dataset_id, UP, DOWN, CAP)
    loose = _loose(nodes, near)
    names = list(dict.fromkeys([name for _, name, _ in loose]))
    added = names[: max(CAP - len(near.hops), 0)]
    edges = sorted([*near.edges, *_edges_from(added, loose, near)]) if added else near.edges
    left_out = near.left_out + len(names) - len(added)
    parts = (
        FORMAT,
        as_json(nodes.around_id(way)),
        b",".join([*map(nodes.encoded(way).__getitem__, near.hops), *[as_json(unknown(name)) for name in added]]),
        msgspec.json.encode(edges),
        b',"hidden":{"nodes":%d}' % left_out if left_out else b"",
    )
    return (b'{"v":%d,"focus":0,"urls":%s,"nodes":[%s],"edges":%s%s}' % parts).decode()


def _loose(nodes: Nodes, near: Neighbourhood) -> list[tuple[str, str, int]]:
    """Sources near enough that are not in the catalogue: what is made of one, its name, the bits of who gives it."""
    return [
        (key, name, known)
        for key, hops in near.hops.items()
        if -UP < hops <= 0
        for name, known in sorted(nodes.unknown_sources(key).items())
    ]


def _edges_from(
    added: Iterable[str], loose: Iterable[tuple[str, str, int]], near: Neighbourhood
) -> Iterator[tuple[int, int, int]]:
    """Edges of the sources that are drawn behind all datasets."""
    places = {key: place for place, key in enumerate((*near.hops, *added))}
    return ((places[name], places[key], known) for key, name, known in loose if name in places)
