"""Reading the book: cold, and again with nothing changed."""

from __future__ import annotations

import shutil

from _bench.figures import CPU, MB, Figure, Figures
from _bench.parts import Bench
from _bench.processes import inside, middle
from _bench.trees import look

FIGURES = (
    Figure("read.cold.cpu", "read, no cache", CPU, most=1.6),
    Figure("read.cold.memory", "read, no cache: peak", MB, most=120),
    Figure("read.cold.bytes", "read, no cache: files of the book", MB),
    Figure("read.again.cpu", "read, unchanged files", CPU, most=0.2),
    Figure("read.again.memory", "read, unchanged files: peak", MB),
    Figure("read.again.bytes", "read, unchanged files: cache", MB),
)


def measure(bench: Bench) -> Figures:
    """CPU of reading alone, without starting Python; the peak is that of the whole process."""
    bench.tell("reading")
    shutil.rmtree(bench.cache, ignore_errors=True)
    cold = middle(lambda: inside("read", root=bench.root, cached=False), bench.runs)
    inside("read", root=bench.root, cached=True)
    again = middle(lambda: inside("read", root=bench.root, cached=True), bench.runs)
    if not cold["datasets"] == again["datasets"] == bench.shape.datasets:
        raise SystemExit(f"bench: {cold['datasets']:.0f} of {bench.shape.datasets} datasets were read")
    files = (one.size for folder in ("catalogue", "wids", "adrs") for one in look(bench.root / folder).values())
    return {
        "read.cold.cpu": cold["cpu"],
        "read.cold.memory": cold["memory"],
        "read.cold.bytes": sum(files) / 1e6,
        "read.again.cpu": again["cpu"],
        "read.again.memory": again["memory"],
        "read.again.bytes": sum(one.size for one in look(bench.cache).values()) / 1e6,
    }
