"""What is around a dataset, as the JSON that its page holds."""

from __future__ import annotations

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
    names = list(dict.fromkeys(name for _, name, _ in loose))
    added = names[: max(CAP - len(near.hops), 0)]
    places = {key: place for place, key in enumerate((*near.hops, *added))}
    edges = [(places[one], places[other], lineage.edges_into(other)[one].known) for one, other in near.edges]
    edges += [(places[name], places[key], known) for key, name, known in loose if name in places]
    left_out = near.left_out + len(names) - len(added)
    shown = [*(nodes.encoded(key, way) for key in near.hops), *(as_json(unknown(name)) for name in added)]
    parts = (
        FORMAT,
        b",".join(shown),
        as_json(sorted(edges)),
        as_json({"nodes": left_out} if left_out else {}),
        as_json(nodes.labels(map(nodes.of, near.hops))),
    )
    return (b'{"v":%d,"focus":0,"nodes":[%s],"edges":%s,"hidden":%s,"labels":%s}' % parts).decode()


def _loose(nodes: Nodes, near: Neighbourhood) -> list[tuple[str, str, int]]:
    """Sources near enough that are not in the catalogue: what is made of one, its name, the bits of who gives it."""
    return [
        (key, name, known)
        for key, hops in near.hops.items()
        if -UP < hops <= 0
        for name, known in sorted(nodes.unknown_sources(key).items())
    ]
