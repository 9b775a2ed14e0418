"""The lineage view in a browser: how long until it is painted, and how long a trace takes, beside two libraries."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from _bench.figures import MS, TIMES, Figure, Figures
from _bench.parts import Bench
from _bench.parts.searching import has_browser
from _bench.peer_views import PEERS, bundle_peers
from _bench.processes import inside

SIZES = (40, 100, 300)
"""Datasets that are drawn: what a page shows at first, what people open, and the most that the view draws."""

FIGURES = (
    Figure("drawing.40", "lineage view: 40 datasets, script start to painted", MS, most=150, at_any_size=True),
    *(Figure(f"drawing.{size}", f"lineage view: {size} datasets, script start to painted", MS) for size in SIZES[1:]),
    Figure("drawing.trace", "lineage view: a column traced over 40 datasets, click to painted", MS, most=100,
           at_any_size=True),
    *(Figure(f"{peer.key}.{size}", f"{peer.title}: {size} datasets, times ours", TIMES, more_is_better=True)
      for peer in PEERS for size in SIZES),
)  # fmt: skip


def measure(bench: Bench) -> Figures:
    """The same for each book, as none is read: it is measured once. Peers are left out of a single run."""
    if not (chromium := has_browser(bench, "the lineage view")):
        return {}
    bench.tell("lineage view")
    figures, trouble = _measured(chromium, bench.runs)
    if trouble:
        bench.tell(f"NO PEERS of the lineage view: {trouble}")
    return figures


@cache
def _measured(chromium: str, runs: int) -> tuple[Figures, str]:
    """Figures, and why there are no peers among them."""
    with tempfile.TemporaryDirectory(prefix="lakebook-views-") as temporary:
        site = Path(temporary)
        trouble = bundle_peers(site) if runs > 1 else "a single run leaves them out"
        peers = [] if trouble else [peer.key for peer in PEERS]
        found = inside("views", site=site, chromium=chromium, sizes=SIZES, peers=peers, runs=runs)
    figures = {f"drawing.{size}": found[f"ours.{size}"] for size in SIZES}
    ratios = {f"{peer}.{size}": found[f"{peer}.{size}"] / found[f"ours.{size}"] for peer in peers for size in SIZES}
    return {**figures, "drawing.trace": found["trace"], **ratios}, trouble
