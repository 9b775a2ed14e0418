"""Workbooks out of the book and back: a book of 2,000 columns, and the whole one."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from _bench.figures import COUNT, CPU, MB, Figure, Figures
from _bench.parts import Bench
from _bench.processes import Used, inside, medians, run
from _bench.shape import Shape

_STEPS = {
    "export": "export excel",
    "same": "import excel, nothing changed",
    "edited": "import excel, 20 cells edited",
    "foreign": "import excel, a layout of their own",
}
_SMALL = Shape(100, 0, 0)
_EDITS = 20
_ONCE_FROM = 3_000
"""Datasets from which a step is measured once: it takes minutes."""
FIGURES = (
    *(Figure(f"small.{step}.cpu", f"{title}: 2,000 columns", CPU, most=1) for step, title in _STEPS.items()),
    Figure("excel.columns", "columns of the whole book, one a row", COUNT, more_is_better=True),
    Figure("excel.bytes", "export excel: workbook", MB),
    *(
        figure
        for step, title in _STEPS.items()
        for figure in (
            Figure(f"excel.{step}.cpu", title, CPU, most=25 if step == "export" else 15),
            Figure(f"excel.{step}.memory", f"{title}: peak", MB, most=600),
        )
    ),
)


def measure(bench: Bench) -> Figures:
    """CPU and peak of the whole processes, as one types them."""
    bench.tell("workbooks, 2,000 columns")
    small = bench.folder / "book-of-workbooks"
    shutil.rmtree(small, ignore_errors=True)
    inside("write_book", root=small, shape=_SMALL, seed=bench.seed)
    found = medians([_exchange(small, _SMALL, bench.seed) for _ in range(bench.runs)])
    shutil.rmtree(small)
    bench.tell(f"workbooks, {bench.shape.datasets * 20:,} columns")
    whole = bench.folder / f"workbooks-{bench.shape.datasets}"
    shutil.rmtree(whole, ignore_errors=True)
    shutil.copytree(bench.root, whole, ignore=shutil.ignore_patterns("site", ".lakebook"))
    runs = bench.runs if bench.shape.datasets < _ONCE_FROM else 1
    large = medians([_exchange(whole, bench.shape, bench.seed) for _ in range(runs)])
    shutil.rmtree(whole)
    figures = {f"small.{step}.cpu": found[f"{step}.cpu"] for step in _STEPS}
    return figures | {f"excel.{key}": value for key, value in large.items()}


def _exchange(root: Path, shape: Shape, seed: int) -> Figures:
    """Each step once, in a book that is as it was afterwards."""
    ours, edited, foreign = (root.parent / f"{root.name}-{name}.xlsx" for name in ("ours", "edited", "foreign"))
    _git(root, "init", "-q")
    (root / ".git/info/exclude").write_text(".lakebook/\n", encoding="utf-8")
    _git(root, "add", ".")
    _git(root, "commit", "-qm", "The book", "--allow-empty")
    rows = inside("write_foreign", file=foreign, shape=shape, seed=seed)["rows"]
    used = {"export": _lakebook(root, "export", "excel", "--output", str(ours))}
    if inside("edit_cells", exported=ours, target=edited, count=_EDITS)["edited"] != _EDITS:
        raise SystemExit(f"bench: not {_EDITS} cells of the exported workbook could be edited")
    place = ("--domain", "domain-00", "--system", "system-00", "--schema", "handed-in")
    used["same"] = _measured(root, lambda: _lakebook(root, "import", "excel", str(ours)), lines=0)
    used["edited"] = _measured(root, lambda: _lakebook(root, "import", "excel", str(edited)), lines=_EDITS)
    used["foreign"] = _measured(root, lambda: _lakebook(root, "import", "excel", str(foreign), *place), lines=None)
    size = ours.stat().st_size / 1e6
    for file in (ours, edited, foreign):
        file.unlink()
    figures = {f"{step}.cpu": one.cpu for step, one in used.items()}
    figures |= {f"{step}.memory": one.memory for step, one in used.items()}
    return {"columns": rows, "bytes": size, **figures}


def _measured(root: Path, step: Callable[[], Used], lines: int | None) -> Used:
    """What a step took; the book must then differ by so many lines, or have a new file, and is put back."""
    used = step()
    changed = [line.split() for line in _git(root, "diff", "--numstat").splitlines()]
    added = _git(root, "ls-files", "--others", "--exclude-standard", "catalogue").split()
    found = None if added and not changed else sum(int(line[0]) for line in changed)
    if found != lines:
        raise SystemExit(f"bench: an import changed {found} lines and added {added}; expected were {lines}")
    _git(root, "checkout", "-q", "--", ".")
    _git(root, "clean", "-fdq", "catalogue")
    return used


def _lakebook(root: Path, *arguments: str) -> Used:
    return run([sys.executable, "-m", "lakebook.cli", "-C", str(root), *arguments], quiet=True)


def _git(root: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Bench", "-c", "user.email=bench@example.org", "-c", "gc.auto=0")
    return subprocess.run(["git", "-C", root, *who, *arguments], check=True, capture_output=True, text=True).stdout
