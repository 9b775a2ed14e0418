"""What is around the datasets of a product, as the JSON that its page holds."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from lakebook.lineage.graph import Lineage
from lakebook.lineage.walks import edges_between
from lakebook.pages._lineage import FORMAT, as_json
from lakebook.pages._lineage.neighbourhood import CAP, DOWN, UP
from lakebook.pages._lineage.nodes import Nodes, unknown


def around_all(lineage: Lineage, nodes: Nodes, roots: list[str], way: str) -> str:
    """JSON of what is near to any of the *roots*, from which the drawing starts, as ``around`` makes it of one.

    *way* leads from the page to the root of the site.
    """
    hops = _hops(lineage, roots[:CAP])
    near = sorted(hops, key=lambda key: (abs(hops[key]), key))
    loose = [
        (name, key, known)
        for key in near
        if -UP < hops[key] <= 0
        for name, known in sorted(nodes.unknown_sources(key).items())
    ]
    shown = [*near, *dict.fromkeys(name for name, _, _ in loose)][:CAP]
    places = {key: place for place, key in enumerate(shown)}
    edges = edges_between(near[:CAP], lineage.known)
    edges += [(places[name], places[key], known) for name, key, known in loose if name in places and key in places]
    encoded = nodes.encoded(way)
    left_out = len(near) + len({name for name, _, _ in loose}) - len(shown)
    said = {
        "v": FORMAT,
        "focus": 0,
        "urls": nodes.around_id(way),
        "roots": [places[root] for root in roots[:CAP]],
        "nodes": [msgspec.Raw(encoded[key]) if key in hops else unknown(key) for key in shown],
        "edges": sorted(edges),
        **({"hidden": {"nodes": left_out}} if left_out else {}),
    }
    return as_json(said).decode()


def _hops(lineage: Lineage, roots: Iterable[str]) -> dict[str, int]:
    """All that is near to any of them -> steps below the nearest; negative above."""
    hops = dict.fromkeys(roots, 0)
    for root in list(hops):
        sides = (lineage.downstream(root, DOWN), 1), (lineage.upstream(root, UP), -1)
        for key, steps in ((key, sign * steps) for side, sign in sides for key, steps in side.items()):
            if key not in hops or abs(steps) < abs(hops[key]):
                hops[key] = steps
    return hops
