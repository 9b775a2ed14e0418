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
_ALL = 1_000_000
"""More than there are."""


def around(lineage: Lineage, nodes: Nodes, dataset_id: str, way: str) -> str:
    """JSON for ``<script type="application/json">``, which needs no further escaping.

    *way* leads from the page to the root of the site, such as ``../../``. What decides whether it stays the same is
    ``book.surroundings.of`` and ``around`` of the dataset, together.
    """
    return _said(lineage, nodes, lineage.neighbourhood(dataset_id, UP, DOWN, CAP), way, b"")


def around_all(lineage: Lineage, nodes: Nodes, roots: list[str], way: str) -> str:
    """The same around several datasets, from which the drawing starts; there is at least one."""
    hops = dict.fromkeys(roots[:CAP], 0)
    for root in list(hops):
        for key, steps in lineage.neighbourhood(root, UP, DOWN, _ALL).hops.items():
            if abs(steps) < abs(hops.get(key, UP + DOWN)):
                hops[key] = steps
    order = sorted(hops, key=lambda key: (abs(hops[key]), key))
    shown = {key: hops[key] for key in order[:CAP]}
    edges = [(source, key) for key in shown for source in lineage.edges_into(key) if source in shown]
    near = Neighbourhood(shown, edges, len(order) - len(shown))
    places = {key: place for place, key in enumerate(shown)}
    return _said(lineage, nodes, near, way, b'"roots":%s,' % as_json([places[root] for root in roots[:CAP]]))


def _said(lineage: Lineage, nodes: Nodes, near: Neighbourhood, way: str, roots: bytes) -> str:
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
        roots,
        b",".join(shown),
        as_json(sorted(edges)),
        as_json({"nodes": left_out} if left_out else {}),
        as_json(nodes.labels(map(nodes.of, near.hops))),
    )
    return (b'{"v":%d,"focus":0,%b"nodes":[%s],"edges":%s,"hidden":%s,"labels":%s}' % parts).decode()


def _loose(nodes: Nodes, near: Neighbourhood) -> list[tuple[str, str, int]]:
    """Sources near enough that are not in the catalogue: what is made of one, its name, the bits of who gives it."""
    return [
        (key, name, known)
        for key, hops in near.hops.items()
        if -UP < hops <= 0
        for name, known in sorted(nodes.unknown_sources(key).items())
    ]
