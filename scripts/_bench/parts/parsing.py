"""What importers of whole systems take: SQL scripts, a fifth as many views as the book has datasets."""

from __future__ import annotations

import shutil

from _bench.figures import COUNT, CPU, MB, Figure, Figures
from _bench.parts import Bench
from _bench.processes import inside, middle
from _bench.sql_models import write_sql_models

FIGURES = (
    Figure("parsing.views", "SQL scripts: views, each of three CTEs and a join", COUNT, more_is_better=True),
    Figure("parsing.column_edges", "SQL scripts: edges between columns", COUNT, more_is_better=True),
    Figure("parsing.cpu", "SQL scripts: tables, views and lineage, one process", CPU, most=30),
    Figure("parsing.memory", "SQL scripts: peak", MB),
)


def measure(bench: Bench) -> Figures:
    """CPU of the harvest without loading the parser; what becomes of it in the book is not in it."""
    bench.tell("SQL scripts")
    folder = bench.folder / f"scripts-{bench.shape.datasets}"
    shutil.rmtree(folder, ignore_errors=True)
    write_sql_models(folder, max(1, bench.shape.datasets // 5), bench.seed)
    found = middle(lambda: inside("harvest_sql", folder=folder), bench.runs)
    shutil.rmtree(folder)
    return {f"parsing.{key}": found[key] for key in ("views", "column_edges", "cpu", "memory")}
