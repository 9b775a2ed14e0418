"""How many come from each: a bit for every dataset, put together from the last to the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def counts_below(groups: Sequence[Sequence[str]], targets: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """For each dataset how many others come from it. *groups*: those that come from one another, behind their sources.

    What nobody above will ask for any more is let go, so that the bits of a large book fit into memory.
    """
    group_of = {dataset: number for number, group in enumerate(groups) for dataset in group}
    below = [{group_of[target] for dataset in group for target in targets[dataset]} for group in groups]
    asked = [0] * len(groups)
    for number, found in enumerate(below):
        found.discard(number)
        for other in found:
            asked[other] += 1
    bits: dict[int, int] = {}
    places, counts, place = {}, {}, 0
    for number, group in enumerate(groups):
        places[number] = ((1 << len(group)) - 1) << place
        place += len(group)
    for number in range(len(groups) - 1, -1, -1):
        reached = 0
        for other in below[number]:
            reached |= bits[other]
            asked[other] -= 1
            if not asked[other]:
                del bits[other]
        reached |= places[number]
        counts.update(dict.fromkeys(groups[number], reached.bit_count() - 1))
        if asked[number]:
            bits[number] = reached
    return counts
