"""Walks along edges, on plain mappings from a dataset to those one step on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from heapq import nsmallest

import msgspec


class Neighbourhood(msgspec.Struct, frozen=True):
    """What is around a dataset."""

    hops: dict[str, int]
    """Ids, the dataset itself first -> how many steps below it; negative above."""
    edges: list[tuple[str, str]]
    """Source and target, both among them."""
    left_out: int
    """Others so near, for which there is no room."""


def reach(steps: Mapping[str, Iterable[str]], start: str, depth: int | None) -> dict[str, int]:
    """What can be reached from *start* -> distance, nearest first; *start* itself left out."""
    found = {start: 0}
    edge = [start]
    while edge and (depth is None or found[edge[0]] < depth):
        further = dict.fromkeys(after for one in edge for after in steps.get(one, ()) if after not in found)
        found.update(dict.fromkeys(further, found[edge[0]] + 1))
        edge = list(further)
    del found[start]
    return found


def sorted_by_sources(sources: Mapping[str, Collection[str]], targets: Mapping[str, Iterable[str]]) -> list[str] | None:
    """Every dataset behind all its sources; None where that cannot be, because some come from one another.

    A target that has no such source is passed over.
    """
    waits_for = {dataset: len(found) for dataset, found in sources.items()}
    ready = [dataset for dataset, count in waits_for.items() if not count]
    for dataset in ready:
        for target in targets[dataset]:
            if dataset in sources[target]:
                waits_for[target] -= 1
                if not waits_for[target]:
                    ready.append(target)
    return ready if len(ready) == len(waits_for) else None


def neighbourhood(
    sources: Mapping[str, Collection[str]],
    targets: Mapping[str, Collection[str]],
    start: str,
    up: int,
    down: int,
    cap: int,
) -> Neighbourhood:
    """As ``Lineage.neighbourhood``."""
    hops = {start: 0, **reach(targets, start, down)}
    for one, steps in reach(sources, start, up).items():
        if one not in hops or steps <= hops[one]:
            hops[one] = -steps
    if len(hops) > cap:
        shown = nsmallest(cap, hops, key=lambda one: (abs(hops[one]), one))
    else:
        shown = sorted(hops, key=lambda one: (abs(hops[one]), one))
    kept = {one: hops[one] for one in shown}
    return Neighbourhood(kept, list(_edges_between(kept, sources)), len(hops) - len(kept))


def _edges_between(shown: Mapping[str, int], sources: Mapping[str, Collection[str]]) -> Iterator[tuple[str, str]]:
    """In the order of what is shown, whichever of the two is shorter being looked through."""
    for target in shown:
        found = sources[target]
        if len(found) <= len(shown):
            yield from ((source, target) for source in found if source in shown)
        else:
            yield from ((source, target) for source in shown if source in found)
