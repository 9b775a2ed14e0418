"""Walks along edges, on plain mappings from a dataset to those one step on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice, zip_longest

import msgspec


class Neighbourhood(msgspec.Struct, frozen=True):
    """What is around a dataset."""

    hops: dict[str, int]
    """Ids, the dataset itself first -> how many steps below it; negative above."""
    edges: list[tuple[int, int, int]]
    """Places of source and target among them, and the bits of what makes it known; sorted."""
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
    sources: Mapping[str, Mapping[str, int]],
    targets: Mapping[str, Iterable[str]],
    start: str,
    up: int,
    down: int,
    cap: int,
) -> Neighbourhood:
    """As ``Lineage.neighbourhood``; *sources* with the bits of what makes each known."""
    hops = {start: 0}
    above, below = _steps(sources, start, up), _steps(targets, start, down)
    nothing: set[str] = set()
    for step, (over, under) in enumerate(zip_longest(above, below, fillvalue=nothing), 1):
        for one in sorted((over | under).difference(hops)):
            hops[one] = -step if one in over else step
    left_out = len(hops) - cap
    if left_out > 0:
        hops = dict(islice(hops.items(), cap))
    return Neighbourhood(hops, edges_between(hops, sources), max(left_out, 0))


def edges_between(shown: Iterable[str], sources: Mapping[str, Mapping[str, int]]) -> list[tuple[int, int, int]]:
    """As ``Neighbourhood.edges``; *sources* with the bits of each."""
    places = {one: place for place, one in enumerate(shown)}
    few = len(places)
    return sorted(
        [
            (places[one], place, known)
            for target, place in places.items()
            for into in [sources[target]]
            for one, known in (into.items() if len(into) <= few else _those(into, places))
            if one in places
        ]
    )


def _those(into: Mapping[str, int], places: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(one, into[one]) for one in into.keys() & places.keys()]


def _steps(steps: Mapping[str, Iterable[str]], start: str, depth: int) -> Iterator[set[str]]:
    """What is one step away from *start*, what is two, and so on."""
    seen = edge = {start}
    for _ in range(depth):
        edge = set().union(*[steps[one] for one in edge]) - seen
        seen = seen | edge
        yield edge
