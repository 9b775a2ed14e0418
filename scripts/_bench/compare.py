"""A run against a saved one, as ratios new / old; times are first divided by the peer's time a page of that run."""

from __future__ import annotations

from collections.abc import Sequence

from _bench.figures import Figure
from _bench.parts.plain import PAGE
from _bench.run import Run


def compared(new: Run, old: Run, figures: Sequence[Figure], threshold: float) -> list[list[str]]:
    """Cells, headings first: a line a figure, a column a size of both runs."""
    sizes = [size for size in new.sizes if size in old.sizes]
    lines = [["figure", *(f"{size:,}" for size in sizes), ""]]
    for figure in figures:
        found = {size: ratio for size in sizes if (ratio := ratio_of(figure, new, old, size)) is not None}
        if found:
            worse = [size for size, ratio in found.items() if is_worse(figure, ratio, threshold)]
            cells = [f"{found[size]:.2f}" if size in found else "" for size in sizes]
            lines.append([figure.title, *cells, "WORSE" if worse else ""])
    return lines


def ratio_of(figure: Figure, new: Run, old: Run, size: int) -> float | None:
    """New by old; None where one of them has it not. What was 0 and is not is infinitely more."""
    now, before = new.sizes[size].get(figure.key), old.sizes[size].get(figure.key)
    if now is None or before is None:
        return None
    if before == 0:
        return 1.0 if now == 0 else float("inf")
    return now / before / (slowness(new, old, size) if figure.is_time and not figure.key.startswith("plain.") else 1)


def slowness(new: Run, old: Run, size: int) -> float:
    """How much slower the new run's machine is: the peer's time a page, new by old; 1 where it cannot be told."""
    now, before = new.sizes[size], old.sizes[size]
    if PAGE not in now or PAGE not in before or now["plain.pages"] != before["plain.pages"]:
        return 1.0
    return now[PAGE] / before[PAGE]


def is_worse(figure: Figure, ratio: float, threshold: float) -> bool:
    """Whether it is worse by more than the threshold, such as 1.15."""
    if figure.more_is_better:
        return ratio * threshold < 1
    return ratio > threshold


def explained(new: Run, old: Run, threshold: float) -> str:
    """What the ratios mean."""
    sizes = [size for size in new.sizes if size in old.sizes]
    slow = ", ".join(f"{slowness(new, old, size):.2f} at {size:,}" for size in sizes)
    return (
        f"New / old, against the run of {old.measured}; WORSE is worse by more than {threshold:g} times. CPU seconds "
        "and milliseconds are divided by those of the peer, which took this many times as long: "
        f"{slow or 'no size in common'}."
    )
