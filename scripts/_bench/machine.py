"""What the figures were measured on. Names no machine, folder or user."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from _bench.parts.searching import find_chromium

Facts = dict[str, str | int | float]
PACKAGES = ("lakebook", "mkdocs", "mkdocs-material", "networkx", "msgspec", "playwright")


def machine_facts() -> Facts:
    """Words for people and for comparing, such as ``python`` and ``cores``; a fact that cannot be had is left out."""
    facts: Facts = {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        "load before": round(os.getloadavg()[0], 2),
    }
    if sys.platform == "linux":
        facts |= _from_linux()
    for package in PACKAGES:
        try:
            facts[package] = version(package)
        except PackageNotFoundError:
            continue
    if chromium := find_chromium():
        said = subprocess.run([chromium, "--version"], capture_output=True, text=True, check=False, timeout=30).stdout
        facts["browser"] = " ".join(said.split()[:2])
    return facts


def _from_linux() -> Facts:
    named = (line.partition(":")[::2] for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines())
    models = [value.strip() for name, value in named if name.strip() == "model name"]
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    facts: Facts = {"memory MB": round(memory / 1e6)}
    if models:
        facts["processor"] = models[0]
    return facts
