"""The data of the lineage view, of a book in which nearly every column is made of two others."""

from __future__ import annotations

import shutil

from _bench.figures import COUNT, CPU, KB, MB, Figure, Figures
from _bench.parts import Bench
from _bench.processes import inside, middle

FIGURES = (
    Figure("tracing.edges", "lineage: edges between datasets", COUNT, more_is_better=True),
    Figure("tracing.column_edges", "lineage: edges between columns", COUNT, more_is_better=True),
    Figure("tracing.cpu", "lineage: graph, neighbourhoods, files of columns", CPU, most=6),
    Figure("tracing.memory", "lineage: peak, with the book", MB, most=400),
    Figure("tracing.graph", "lineage: file of the whole graph, gzipped", KB, most=150),
    Figure("tracing.concerned", "lineage: file of whom it concerns, gzipped", KB, most=60),
    Figure("tracing.inline", "lineage: around a dataset, in its page, mean", KB),
    Figure("tracing.columns", "lineage: file of a dataset's columns, mean", KB),
)


def measure(bench: Bench) -> Figures:
    """CPU without reading the book; the peak is that of the whole process, which takes the book from the cache."""
    bench.tell("lineage of a woven book")
    root = bench.folder / f"woven-{bench.shape.datasets}"
    shutil.rmtree(root, ignore_errors=True)
    inside("write_book", root=root, shape=bench.shape._replace(woven=True), seed=bench.seed)
    inside("read", root=root, cached=True)
    found = middle(lambda: inside("lineage_data", root=root), bench.runs)
    shutil.rmtree(root)
    return {
        "tracing.edges": found["edges"],
        "tracing.column_edges": found["column_edges"],
        "tracing.cpu": found["cpu"],
        "tracing.memory": found["memory"],
        "tracing.graph": found["graph"] / 1e3,
        "tracing.concerned": found["concerned"] / 1e3,
        "tracing.inline": found["inline"] / 1e3,
        "tracing.columns": found["columns"] / 1e3,
    }
