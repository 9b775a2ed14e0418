"""Lineage and checks, alone and as ``lakebook check`` on a book that nobody has read before."""

from __future__ import annotations

import shutil
import sys

from _bench.figures import COUNT, CPU, MB, Figure, Figures
from _bench.parts import Bench
from _bench.processes import inside, medians, middle, run

FIGURES = (
    Figure("lineage.cpu", "lineage of a book that is read", CPU),
    Figure("lineage.edges", "lineage: edges", COUNT, more_is_better=True),
    Figure("check.cpu", "all checks, of a book that is read", CPU),
    Figure("check.findings", "all checks: findings", COUNT),
    Figure("check.cold.cpu", "lakebook check, no cache: whole process", CPU, most=4),
    Figure("check.cold.memory", "lakebook check, no cache: peak", MB),
)
_ERRORS_FOUND = 1


def measure(bench: Bench) -> Figures:
    """CPU of the steps alone, and of the whole command."""
    bench.tell("lineage and checks")
    lineage = middle(lambda: inside("lineage", root=bench.root), bench.runs)
    check = middle(lambda: inside("check", root=bench.root), bench.runs)
    command = medians([_command(bench) for _ in range(bench.runs)])
    return {
        "lineage.cpu": lineage["cpu"],
        "lineage.edges": lineage["edges"],
        "check.cpu": check["cpu"],
        "check.findings": check["findings"],
        "check.cold.cpu": command["process"],
        "check.cold.memory": command["memory"],
    }


def _command(bench: Bench) -> Figures:
    shutil.rmtree(bench.cache, ignore_errors=True)
    command = [sys.executable, "-m", "lakebook.cli", "-C", str(bench.root), "check", "--no-excerpts"]
    used = run(command, allowed=(0, _ERRORS_FOUND))
    return {"process": used.cpu, "memory": used.memory}
