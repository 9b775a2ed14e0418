"""Flows between groups of datasets, such as domains: how much leads from one to another, and what is around one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

Weights = Mapping[str, Mapping[str, int]]
"""Group -> the others it has to do with, each with the number of flows; the strongest first."""


class Vicinity(msgspec.Struct, frozen=True):
    """What is around a group, or the strongest of all groups."""

    groups: list[str]
    """The one it is about first, where there is one; then the nearest, of these the strongest."""
    edges: list[tuple[str, str, int]]
    """From, to, number of flows: the ones worth drawing between these."""
    left_out: int
    """Others that there is no room for."""
    thinned: int
    """Pairs between which something flows that is not drawn."""


class Flows:
    """How many flows lead from group to group; those within a group are known, and drawn nowhere."""

    def __init__(self, single: Iterable[tuple[str, str, int]]) -> None:
        """*single*: source and target of every flow, and the bits of who says so, as ``Edge.known`` has them."""
        weights: dict[tuple[str, str], int] = {}
        self._known: dict[tuple[str, str], int] = {}
        for source, target, known in single:
            pair = source, target
            weights[pair] = weights.get(pair, 0) + 1
            self._known[pair] = self._known.get(pair, 0) | known
        self.within: dict[str, int] = {one: weight for (one, other), weight in weights.items() if one == other}
        self.sources: Weights = _sided({(other, one): weight for (one, other), weight in weights.items()})
        self.targets: Weights = _sided(weights)

    def taken(self, group: str) -> int:
        """Flows into the group from others."""
        return sum(self.sources.get(group, {}).values())

    def given(self, group: str) -> int:
        """Flows out of the group to others."""
        return sum(self.targets.get(group, {}).values())

    def weight(self, source: str, target: str) -> int:
        """Flows from the one to the other; a group may be both."""
        return self.within.get(source, 0) if source == target else self.targets.get(source, {}).get(target, 0)

    def known(self, source: str, target: str) -> int:
        """Bits of who says so of any of the flows from the one to the other."""
        return self._known.get((source, target), 0)

    def connected(self) -> list[str]:
        """Groups that have to do with others, those with the most flows first, then by id."""
        groups = self.sources.keys() | self.targets.keys()
        return sorted(groups, key=lambda one: (-self.taken(one) - self.given(one), one))

    def backbone(self, most: int, each: int = 2) -> Vicinity:
        """The *most* connected groups, and of the flows out of each of them the *each* strongest."""
        found = self.connected()
        shown = found[:most]
        return self._drawn(shown, set(self._strongest(shown, shown, each)), len(found))

    def around(self, group: str, most: int, each: int = 2) -> Vicinity:
        """Two steps up and two down from the group: all its own flows, and of the others' the *each* strongest."""
        steps: dict[str, int] = {group: 0}
        sides = (self.sources, self.targets)
        steps |= {one: 1 for side in sides for one in side.get(group, {})}
        for side in sides:
            for other in (other for one in side.get(group, {}) for other in side.get(one, {})):
                steps.setdefault(other, 2)
        order = sorted(steps, key=lambda one: (steps[one], -self._ties(group, one), one))
        shown = order[:most]
        edges = {(group, other, weight) for other, weight in self.targets.get(group, {}).items() if other in shown}
        edges |= {(other, group, weight) for other, weight in self.sources.get(group, {}).items() if other in shown}
        edges |= set(self._strongest(shown[1:], shown[1:], each))
        near = [one for one in shown if steps[one] == 1]
        edges |= {tie for one in shown if steps[one] == 2 for tie in self._tie(one, near)}
        return self._drawn(shown, edges, len(order))

    def _drawn(self, shown: list[str], edges: set[tuple[str, str, int]], every: int) -> Vicinity:
        wanted = set(shown)
        pairs = sum(len(wanted & self.targets.get(one, {}).keys()) for one in shown)
        return Vicinity(shown, sorted(edges), every - len(shown), pairs - len(edges))

    def _ties(self, group: str, other: str) -> int:
        """How much the two have to do with each other; where nothing, how much the other has to do with any."""
        return self.weight(group, other) + self.weight(other, group) or self.taken(other) + self.given(other)

    def _strongest(self, groups: Iterable[str], others: Collection[str], each: int) -> Iterator[tuple[str, str, int]]:
        """The strongest flows out of each of the groups into one of the others."""
        wanted = set(others)
        for one in groups:
            found = [(one, other, weight) for other, weight in self.targets.get(one, {}).items() if other in wanted]
            yield from found[:each]

    def _tie(self, group: str, near: Iterable[str]) -> list[tuple[str, str, int]]:
        """The strongest flow between the group and one of those near, without which it would hang in the air."""
        ways = [(one, group, weight) for one in near if (weight := self.weight(one, group))]
        ways += [(group, one, weight) for one in near if (weight := self.weight(group, one))]
        return sorted(ways, key=lambda way: (-way[2], way))[:1]


def _sided(weights: Mapping[tuple[str, str], int]) -> Weights:
    """The first of each pair -> the second of each with its weight, the heaviest first, then by id."""
    sides: dict[str, dict[str, int]] = {}
    for (one, other), weight in sorted(weights.items(), key=lambda entry: (-entry[1], entry[0])):
        if one != other:
            sides.setdefault(one, {})[other] = weight
    return sides
