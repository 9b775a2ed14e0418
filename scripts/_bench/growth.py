"""How a figure grows with the number of datasets."""

from __future__ import annotations

from collections.abc import Mapping
from math import log


def exponent(values: Mapping[int, float]) -> float | None:
    """Slope of the line through logarithms of size and figure: 1 is as fast as the book, 0 does not grow.

    None for fewer than two sizes, or where a figure is nothing.
    """
    if len(values) < 2 or min(values.values()) <= 0:
        return None
    points = [(log(size), log(value)) for size, value in values.items()]
    middle_x = sum(x for x, _ in points) / len(points)
    middle_y = sum(y for _, y in points) / len(points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / sum((x - middle_x) ** 2 for x, _ in points)
