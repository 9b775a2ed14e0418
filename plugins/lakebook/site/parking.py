"""MkDocs empties the site's folder before each build, hidden entries aside. Stamped pages wait there meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

_LOT = ".lakebook-parked"


def park(site: Path, tops: Iterable[str]) -> None:
    """Move the entries *tops* of the site's folder out of the way, by renaming."""
    unpark(site)
    present = [top for top in tops if (site / top).exists()]
    if present:
        (site / _LOT).mkdir()
        for top in present:
            (site / top).rename(site / _LOT / top)


def unpark(site: Path) -> None:
    """Move everything back; also what a killed build left behind. What has been written meanwhile stays."""
    lot = site / _LOT
    if not lot.is_dir():
        return
    for entry in list(lot.iterdir()):
        if not (site / entry.name).exists():
            entry.rename(site / entry.name)
    shutil.rmtree(lot)
