"""Whole systems into an empty book: a dbt project of the size of a large real one, and a log of events."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from _bench.figures import COUNT, CPU, MB, Figure, Figures
from _bench.parts import Bench
from _bench.processes import Used, medians, run
from _bench.systems import write_events, write_project

_MODELS, _EVENTS = 708, 20_000
_NOTHING = "nothing to change\n"
FIGURES = (
    Figure("harvest.dbt.cpu", "import dbt: 840 tables, compiled SQL", CPU, most=5),
    Figure("harvest.dbt.memory", "import dbt: peak", MB, most=400),
    Figure("harvest.dbt.edges", "import dbt: edges of columns", COUNT, more_is_better=True),
    Figure("harvest.dbt.again", "import dbt, nothing changed", CPU, most=5),
    Figure("harvest.openlineage.cpu", "import openlineage: 20,000 events", CPU),
    Figure("harvest.openlineage.memory", "import openlineage: peak", MB, most=400),
)


def measure(bench: Bench) -> Figures:
    """CPU and peak of the whole processes, as one types them; the size of the book plays no part."""
    bench.tell("a dbt project and a log of events")
    folder = bench.folder / "systems"
    shutil.rmtree(folder, ignore_errors=True)
    write_project(folder / "target", _MODELS)
    write_events(folder / "events.ndjson", _EVENTS)
    found = medians([_harvest(folder) for _ in range(bench.runs)])
    shutil.rmtree(folder)
    return found


def _harvest(folder: Path) -> Figures:
    book = folder / "book"
    book.mkdir()
    (book / "lakebook.yaml").write_text("title: Systems\n", encoding="utf-8")
    dbt = _import(book, "dbt", folder / "target")
    again = _import(book, "dbt", folder / "target")
    if not again.said.endswith(_NOTHING):
        raise SystemExit("bench: a second import of the same project changed something")
    events = _import(book, "openlineage", folder / "events.ndjson")
    shutil.rmtree(book)
    told = next(line.split() for line in dbt.said.splitlines() if line.startswith("  SQL of "))
    return {
        "harvest.dbt.cpu": dbt.cpu,
        "harvest.dbt.memory": dbt.memory,
        "harvest.dbt.edges": int(told[4].replace(",", "")),
        "harvest.dbt.again": again.cpu,
        "harvest.openlineage.cpu": events.cpu,
        "harvest.openlineage.memory": events.memory,
    }


def _import(book: Path, source: str, given: Path) -> Used:
    place = ("--domain", source, "--system", source)
    return run(
        [sys.executable, "-m", "lakebook.cli", "-C", str(book), "import", source, str(given), *place], quiet=True
    )
