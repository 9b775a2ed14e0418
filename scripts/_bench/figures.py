"""What is measured: each figure's key, words, unit, and the figure to hold."""

from __future__ import annotations

from typing import NamedTuple

Figures = dict[str, float]
"""Key of a figure -> what was measured."""
CPU, MS, WALL, MB, KB, COUNT, TIMES = "CPU s", "ms", "s", "MB", "KB", "", "times"
REFERENCE_SIZE = 10_000
"""Datasets for which the figures to hold are written; smaller books hold them, too."""


class Figure(NamedTuple):
    """One line of the table."""

    key: str
    title: str
    unit: str
    """``CPU s`` is user + system time; ``KB`` and ``MB`` are thousands and millions of bytes."""
    most: float | None = None
    """The figure to hold: not more than this."""
    at_any_size: bool = False
    """Whether books of more than 10,000 datasets have to hold it, too."""
    most_with_many_names: float | None = None
    """The figure to hold where hardly two datasets share their column names."""
    more_is_better: bool = False

    @property
    def is_time(self) -> bool:
        """Whether a slower machine makes it larger."""
        return self.unit in (CPU, MS)

    def limit(self, datasets: int, many_names: bool) -> float | None:
        """What a book of that size must not exceed; None where nothing is said."""
        if datasets > REFERENCE_SIZE and not self.at_any_size:
            return None
        return self.most_with_many_names if many_names and self.most_with_many_names is not None else self.most

    def text(self, value: float) -> str:
        """The value as people read it, without its unit."""
        if self.unit in (CPU, WALL):
            return f"{value:,.2f}"
        if self.unit in (MB, KB, TIMES):
            return f"{value:,.1f}" if value < 100 and value != int(value) else f"{value:,.0f}"
        if self.unit == MS and value < 10:
            return f"{value:.2f}"
        return f"{value:,.0f}"
