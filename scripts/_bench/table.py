"""The one table for people: every figure at every size, how it grows, the figure to hold and whether it is held."""

from __future__ import annotations

from collections.abc import Sequence

from _bench.figures import Figure
from _bench.run import Run

_TEXT = (0, 1)
"""Columns of words, which stand at the left."""


def rows(run: Run, figures: Sequence[Figure]) -> list[list[str]]:
    """Cells, headings first; figures that nobody measured are left out."""
    heads = ["figure", "unit", *(f"{size:,}" for size in run.sizes), "grows", "to hold", "held"]
    lines = [heads]
    for figure in figures:
        values = {size: found[figure.key] for size, found in run.sizes.items() if figure.key in found}
        if values:
            cells = [figure.text(values[size]) if size in values else "" for size in run.sizes]
            grows = run.growth.get(figure.key)
            hold, held = verdict(figure, values, run.options["names_per_dataset"] > 2)
            lines.append([figure.title, figure.unit, *cells, "" if grows is None else f"n^{grows:.2f}", hold, held])
    return lines


def verdict(figure: Figure, values: dict[int, float], many_names: bool) -> tuple[str, str]:
    """The figure to hold, and ``yes``, or ``NO`` with the sizes that do not; empty where there is none."""
    limits = {size: limit for size in values if (limit := figure.limit(size, many_names)) is not None}
    if not limits:
        return "", ""
    over = [f"{size:,}" for size, limit in limits.items() if values[size] > limit]
    most = next(iter(limits.values()))
    return (f"<= {most:g}" if most else "0"), f"NO, at {', '.join(over)}" if over else "yes"


def as_text(lines: Sequence[Sequence[str]], left: Sequence[int] = _TEXT) -> str:
    """For a terminal."""
    widths = [max(len(line[n]) for line in lines) for n in range(len(lines[0]))]
    padded = [
        [
            cell.ljust(width) if n in left else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        for line in lines
    ]
    return "".join(f"{'  '.join(line).rstrip()}\n" for line in padded)


def as_markdown(lines: Sequence[Sequence[str]], left: Sequence[int] = _TEXT) -> str:
    """For a page."""
    head, *others = lines
    rule = ["---" if n in left else "---:" for n in range(len(head))]
    return "".join(f"| {' | '.join(line)} |\n" for line in [head, rule, *others])


def caption(run: Run) -> str:
    """What was measured, on what."""
    machine, options = run.machine, run.options
    beside = ", ".join(
        f"{products:,} products and {decisions:,} decisions beside {size:,} datasets"
        for size, products, decisions in zip(run.sizes, options["products"], options["decisions"], strict=True)
    )
    packages = ", ".join(f"{name} {machine[name]}" for name in ("mkdocs", "mkdocs-material") if name in machine)
    processor = f" ({machine['processor']})" if "processor" in machine else ""
    runs = f"median of {options['runs']} runs up to 10,000 datasets, else one" if options["runs"] > 1 else "one run"
    return (
        f"{beside}; {options['names_per_dataset']:g} column names of its own a dataset. Python {machine['python']}, "
        f"{packages}, {machine['cores']} cores{processor}; {runs}."
    )
