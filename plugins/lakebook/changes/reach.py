"""How far a dataset or a column reaches, along the lineage of columns where it is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from lakebook.lineage.graph import Lineage

Start = tuple[str, str]
"""Id of a dataset and one of its columns; no column means the whole."""


class Reached(msgspec.Struct):
    """A dataset that is reached."""

    hops: int
    """Steps from dataset to dataset from the nearest start; 0 for a start itself."""
    start: Start
    """The nearest start."""
    columns: list[str]
    """Columns that are reached, in the order they are met."""
    whole: bool = False
    """Whether nobody says which columns: then all of them may be."""
    again: tuple[int, Start] | None = None
    """Of a start: steps from the nearest start in another dataset, and that one; None where none leads to it."""


def reach(lineage: Lineage, starts: Iterable[Start], *, upstream: bool = False) -> dict[str, Reached]:
    """What comes from the starts (or, *upstream*, what they come from), nearest first, the starts included.

    From a column it goes to the columns made of it; from dataset to dataset where the target does not say of which
    columns of the source it is made. From column to column of one dataset is no step.
    """
    further = _upstream if upstream else _downstream
    origins = {start: start for start in starts}
    edge, hops = list(origins), 0
    found: dict[str, Reached] = {}
    while edge:
        ways: dict[Start, list[Start]] = {}
        for node in edge:
            dataset, column = node
            ways[node] = list(further(lineage, *node))
            for other in ways[node]:
                if other[0] == dataset and other not in origins and (dataset, "") not in origins:
                    origins[other] = origins[node]
                    edge.append(other)
            reached = found.setdefault(dataset, Reached(hops, origins[node], []))
            if column:
                reached.columns.append(column)
            else:
                reached.whole = True
        after: list[Start] = []
        for node in edge:
            for other in ways[node]:
                known = found.get(other[0])
                if known and not known.hops and not known.again and origins[node][0] != other[0]:
                    known.again = hops + 1, origins[node]
                covered = (other[0], "") in origins
                if other not in origins and not covered:
                    origins[other] = origins[node]
                    after.append(other)
        edge, hops = after, hops + 1
    return found


def _downstream(lineage: Lineage, dataset: str, column: str) -> Iterator[Start]:
    targets = lineage.targets_of(dataset)
    if not column:
        yield from ((target, "") for target in targets)
        return
    fed = lineage.fed_by_columns(dataset)
    yield from fed.get(column, ())
    yield from fed.get("", ())
    said = {target for edges in fed.values() for target, _ in edges}
    yield from ((target, "") for target in targets if target not in said)


def _upstream(lineage: Lineage, dataset: str, column: str) -> Iterator[Start]:
    sources = lineage.sources_of(dataset)
    if not column:
        yield from ((source, "") for source in sources)
        return
    yield from lineage.column_sources(dataset, column)
    said = lineage.column_feeders(dataset)
    yield from ((source, "") for source in sources if source not in said)
