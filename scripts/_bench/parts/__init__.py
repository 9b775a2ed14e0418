"""The parts of a run, in order: each module says in ``FIGURES`` what it measures, and ``measure`` measures it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from _bench.figures import Figure, Figures
from _bench.shape import Shape

NAMES = (
    "reading",
    "checking",
    "exchanging",
    "asking",
    "parsing",
    "harvesting",
    "tracing",
    "building",
    "serving",
    "searching",
    "drawing",
    "plain",
)
"""Modules of this folder, in the order in which they run and are printed."""


@dataclass(frozen=True)
class Bench:
    """One book to measure, and how."""

    folder: Path
    """Where the book, and the peer's, are written."""
    shape: Shape
    runs: int
    """Processes of which a figure is the median."""
    seed: int
    plain_pages: int
    """The most pages that the peer builds."""
    tell: Callable[[str], None]
    """Says on standard error what goes on."""

    @property
    def root(self) -> Path:
        """The book."""
        return self.folder / f"book-{self.shape.datasets}"

    @property
    def site(self) -> Path:
        """Where it is built."""
        return self.root / "site"

    @property
    def cache(self) -> Path:
        """What Lakebook keeps of it between two runs."""
        return self.root / ".lakebook"

    @property
    def many_names(self) -> bool:
        """Whether hardly two datasets share their column names."""
        return self.shape.names_per_dataset > 2


class Part(Protocol):
    """What a module of this folder offers."""

    FIGURES: tuple[Figure, ...]

    def measure(self, bench: Bench) -> Figures:
        """What could be measured, by the keys of ``FIGURES``."""
        ...
