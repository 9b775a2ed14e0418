"""A whole run: each part on each size, one after another."""

from __future__ import annotations

import datetime
import importlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

import msgspec

from _bench.figures import REFERENCE_SIZE, TIMES, Figure, Figures
from _bench.growth import exponent
from _bench.machine import Facts, machine_facts
from _bench.parts import NAMES, Bench, Part
from _bench.processes import inside
from _bench.shape import Shape

RATIO = Figure("plain.times", "plain MkDocs + Material: a page, times ours", TIMES, more_is_better=True)


class Plan(NamedTuple):
    """What is to be measured."""

    shapes: tuple[Shape, ...]
    """By size, smallest first."""
    runs: int
    seed: int
    plain_pages: int
    parts: tuple[str, ...] = NAMES


class Run(msgspec.Struct):
    """What was measured; a saved run is this as JSON."""

    measured: str
    """Day and time, UTC."""
    machine: Facts
    options: dict[str, Any]
    sizes: dict[int, Figures]
    """Datasets of a book -> figures by key."""
    growth: dict[str, float] = {}
    """Key -> exponent, where there are several sizes."""
    format: int = 1


def part(name: str) -> Part:
    """A module of ``parts``."""
    return cast(Part, importlib.import_module(f"_bench.parts.{name}"))


def all_figures() -> list[Figure]:
    """Every line of the table, in order."""
    return [*(figure for name in NAMES for figure in part(name).FIGURES), RATIO]


def measure_all(folder: Path, plan: Plan, *, keep: bool, tell: Callable[[str], None]) -> Iterator[Run]:
    """Write a book of each size below *folder* and measure it; removed unless *keep*. Yields what is known so far."""
    run = _begun(plan)
    for shape in plan.shapes:
        bench = Bench(folder, shape, _runs(plan, shape), plan.seed, plan.plain_pages, _telling(tell, shape))
        run.sizes[shape.datasets] = _measure_one(bench, plan.parts)
        if not keep:
            shutil.rmtree(bench.root)
        run.growth = _growth(run.sizes)
        yield run


def _begun(plan: Plan) -> Run:
    first = plan.shapes[0]
    return Run(
        measured=datetime.datetime.now(datetime.UTC).isoformat(timespec="minutes"),
        machine=machine_facts(),
        options={
            "runs": plan.runs,
            "seed": plan.seed,
            "products": [shape.products for shape in plan.shapes],
            "decisions": [shape.decisions for shape in plan.shapes],
            "names_per_dataset": first.names_per_dataset,
            "one_system": first.one_system,
        },
        sizes={},
    )


def _runs(plan: Plan, shape: Shape) -> int:
    """Books larger than those that have figures to hold are measured once."""
    return plan.runs if shape.datasets <= REFERENCE_SIZE else 1


def _telling(tell: Callable[[str], None], shape: Shape) -> Callable[[str], None]:
    return lambda said: tell(f"{shape.datasets:,} datasets: {said}")


def _measure_one(bench: Bench, parts: Sequence[str]) -> Figures:
    bench.tell(f"writing the book, {bench.shape.products:,} products, {bench.shape.decisions:,} decisions")
    shutil.rmtree(bench.root, ignore_errors=True)
    inside("write_book", root=bench.root, shape=bench.shape, seed=bench.seed)
    figures: Figures = {}
    for name in parts:
        figures |= part(name).measure(bench)
    if "plain.page" in figures and "build.clean.page" in figures:
        figures[RATIO.key] = figures["plain.page"] / figures["build.clean.page"]
    return {key: round(value, 4) for key, value in figures.items()}


def _growth(sizes: dict[int, Figures]) -> dict[str, float]:
    """Exponents by key; none of the peer where it had the same pages at every size."""
    grown = len({figures.get("plain.pages") for figures in sizes.values()}) > 1
    keys = {key: None for figures in sizes.values() for key in figures if grown or not key.startswith("plain.")}
    found = {key: exponent({size: one[key] for size, one in sizes.items() if key in one}) for key in keys}
    return {key: round(slope, 3) for key, slope in found.items() if slope is not None}
