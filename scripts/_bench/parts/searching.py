"""The search box in a browser: what the first query loads, and how long results take."""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path

from _bench.figures import KB, MS, Figure, Figures
from _bench.parts import Bench
from _bench.processes import inside
from _bench.trees import SEARCH, look

FIGURES = (
    Figure("search.before.bytes", "search: index loaded before the first key, gzipped", KB, most=0, at_any_size=True),
    Figure("search.theirs.bytes", "search: Material's own index, loaded by each page, gzipped", KB),
    Figure("search.first.bytes", "search: loaded for the first query, gzipped", KB, most=150, most_with_many_names=700),
    Figure("search.first.ms", "search: first key to first result", MS, most=250),
    Figure("search.later.ms", "search: later results, median", MS, most=50),
    Figure("search.worst.ms", "search: later results, slowest", MS),
    Figure("search.open.ms", "search: from opening the page to the first result, key pressed at once", MS),
    Figure("search.largest", "search: largest file", KB, most=1000, at_any_size=True),
    Figure("search.bytes", "search: all files", KB),
)


def measure(bench: Bench) -> Figures:
    """Sizes from the disk; the others where there is a browser."""
    bench.tell("search")
    if not bench.site.is_dir():
        inside("build", root=bench.root)
    sizes = [one.size for name, one in look(bench.site).items() if name.startswith(SEARCH)]
    on_disk = {"search.largest": max(sizes, default=0) / 1e3, "search.bytes": sum(sizes) / 1e3}
    typed = typed_into(bench.site, bench)
    return {**on_disk, **{f"search.{key}": value for key, value in typed.items() if key not in ("process", "memory")}}


def typed_into(site: Path, bench: Bench) -> Figures:
    """What typing into a site's search box costs; nothing, and a word on it, where there is no browser."""
    chromium = has_browser(bench, "search")
    return inside("search", site=site, chromium=chromium, runs=bench.runs) if chromium else {}


def has_browser(bench: Bench, what: str) -> str:
    """Path of the browser; empty, and a word that *what* is not measured, where there is none or nothing leads it."""
    chromium = find_chromium()
    if not chromium:
        bench.tell(f"NO BROWSER: {what} is not measured. Install chromium, or set CHROMIUM to its path")
        return ""
    if importlib.util.find_spec("playwright") is None:
        bench.tell(f"NO PLAYWRIGHT: {what} is not measured. Type: scripts/test -k bench (it installs it)")
        return ""
    return chromium


def find_chromium() -> str:
    """Path of the browser: ``CHROMIUM``, else the first one on PATH; empty for none."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for name in names if name and (path := shutil.which(name))), "")
