"""Each step runs in a process of its own, whose CPU time and memory the kernel counts.

The process that starts them must stay small: Linux counts the memory of the parent for a child that it forks.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from _bench.figures import Figures

SCRIPTS = Path(__file__).resolve().parent.parent
EPOCH = "1767225600"
"""``SOURCE_DATE_EPOCH`` of all builds: under one date, the same book makes the same bytes."""
_KILOBYTE = 1 if sys.platform == "darwin" else 1024


class Used(NamedTuple):
    """What a process, and those it started and waited for, took."""

    cpu: float
    """Seconds, user + system."""
    memory: float
    """MB at the peak, of the largest one."""
    said: str
    """Standard output."""


def environment() -> dict[str, str]:
    """That of all steps. Compiled modules are kept for the next one, as pip leaves them where it installs."""
    paths = [str(SCRIPTS), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "PYTHONPATH": os.pathsep.join(paths),
        "SOURCE_DATE_EPOCH": EPOCH,
        "NO_MKDOCS_2_WARNING": "1",
    }


def run(command: Sequence[str], *, allowed: Collection[int] = (0,), quiet: bool = False) -> Used:
    """Run it to its end, *quiet* without its warnings. Raises SystemExit with the command to type where it fails."""
    warnings = subprocess.DEVNULL if quiet else None
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=warnings, env=environment())
    assert process.stdout is not None
    said = process.stdout.read()
    used = ended(process)
    if process.returncode not in allowed:
        raise SystemExit(f"bench: a step failed; run it alone: PYTHONPATH={SCRIPTS} {' '.join(command)}")
    return used._replace(said=said.decode())


def ended(process: subprocess.Popen[bytes]) -> Used:
    """Wait for it."""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Used(used.ru_utime + used.ru_stime, used.ru_maxrss * _KILOBYTE / 1e6, "")


def inside(step: str, **arguments: Any) -> Figures:
    """Run one of ``inside.py``: what it measured, and ``process`` (CPU seconds) and ``memory`` (MB) of it all."""
    used = run([sys.executable, "-m", "_bench.inside", step, json.dumps(arguments, default=str)])
    figures: Figures = json.loads(used.said.splitlines()[-1])
    return {**figures, "process": used.cpu, "memory": used.memory}


def middle(measured: Callable[[], Figures], runs: int) -> Figures:
    """Medians over so many runs."""
    return medians([measured() for _ in range(runs)])


def medians(results: Sequence[Figures]) -> Figures:
    """The median of each figure."""
    return {key: statistics.median(result[key] for result in results) for key in results[-1]}
