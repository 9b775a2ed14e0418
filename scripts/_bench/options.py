"""The command line of ``scripts/bench``."""

from __future__ import annotations

import argparse
from pathlib import Path

from _bench.parts import NAMES
from _bench.run import Plan
from _bench.shape import COLUMNS, NAMES_PER_DATASET, Shape

_ABOUT = """How fast: CPU seconds, memory and bytes of each step, and search in a browser, on books made for it,
beside plain MkDocs + Material, each with the figure to hold."""
_QUICK = {"sizes": (300,), "plain_pages": 30, "runs": 1}


def read_options(arguments: list[str] | None = None) -> argparse.Namespace:
    """Options as typed; ends the program where they make no sense."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description=_ABOUT)
    add = parser.add_argument
    add("--size", "--sizes", dest="sizes", type=_sizes, default=(1000, 3000, 10_000), metavar="N[,N...]",
        help=f"datasets of each book, {COLUMNS} columns each (1000,3000,10000)")  # fmt: skip
    add("--products", type=int, help="products of each book (one for 20 datasets)")
    add("--decisions", type=int, help="decisions of each book (3 for 100 datasets)")
    add("--names-per-dataset", type=float, default=NAMES_PER_DATASET, metavar="X",
        help="column names a dataset brings along (1.2; 14.2 is the worst: 142,000 in 10,000 datasets)")  # fmt: skip
    add("--one-system", type=int, default=0, metavar="N", help="datasets that lie in one system, such as 2000")
    add("--parts", type=_parts, default=NAMES, metavar="PART[,PART...]",
        help=f"what to measure ({','.join(NAMES)}); 'none' writes the book alone")  # fmt: skip
    add("--plain-pages", type=int, default=1000, metavar="N", help="most pages of the plain site (1000)")
    add("--runs", type=int, default=3, metavar="N", help="processes a figure is the median of (3)")
    add("--seed", type=int, default=7, metavar="N", help="another number, another book (7)")
    add("--folder", type=Path, help="where to write the books; kept (a temporary folder, removed)")
    add("--json", type=Path, metavar="FILE", help="save every figure, and what it was measured on")
    add("--compare", type=Path, metavar="FILE", help="print ratios to a saved run, too")
    add("--threshold", type=float, default=1.15, metavar="X", help="times from which a figure is called worse (1.15)")
    add("--markdown", type=Path, metavar="FILE", help="also write the table into FILE")
    add("--quick", action="store_true", help="300 datasets, 30 plain pages, one run")
    options = parser.parse_args(arguments)
    if options.quick:
        vars(options).update(_QUICK)
    if options.runs < 1 or options.threshold < 1:
        parser.error("--runs and --threshold are at least 1")
    if not options.parts and not options.folder:
        parser.error("--parts none writes a book and leaves it: say where, with --folder")
    if options.one_system and options.one_system >= min(options.sizes):
        parser.error(f"a system of {options.one_system} datasets does not fit: type --size {options.one_system * 2}")
    if not 0 < options.names_per_dataset <= 16:
        parser.error("--names-per-dataset is more than 0 and at most 16: a dataset has 20 columns")
    return options


def plan(options: argparse.Namespace) -> Plan:
    """What these options ask for."""
    shapes = tuple(
        Shape(
            size,
            size // 20 if options.products is None else options.products,
            size * 3 // 100 if options.decisions is None else options.decisions,
            options.names_per_dataset,
            options.one_system,
        )
        for size in options.sizes
    )
    return Plan(shapes, options.runs, options.seed, options.plain_pages, options.parts)


def _sizes(typed: str) -> tuple[int, ...]:
    sizes = sorted({int(size) for size in typed.split(",")})
    if sizes[0] < 30:
        raise argparse.ArgumentTypeError("a book has at least 30 datasets")
    return tuple(sizes)


def _parts(typed: str) -> tuple[str, ...]:
    wanted = set() if typed == "none" else set(typed.split(","))
    if unknown := wanted - set(NAMES):
        raise argparse.ArgumentTypeError(f"no part {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    return tuple(name for name in NAMES if name in wanted)
