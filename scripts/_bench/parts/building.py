"""``mkdocs build``: clean, again with nothing changed, and again after three edits; then against a clean build."""

from __future__ import annotations

import gzip
import shutil

from _bench.edits import edit_three
from _bench.figures import COUNT, CPU, KB, MB, MS, Figure, Figures
from _bench.parts import Bench
from _bench.processes import inside, medians
from _bench.trees import SEARCH, Seen, different, look, pages, written

FIGURES = (
    Figure("build.clean.cpu", "mkdocs build, clean", CPU, most=8),
    Figure("build.clean.own", "mkdocs build, clean: of it Lakebook", CPU),
    Figure("build.clean.printing", "mkdocs build, clean: of it printing pages", CPU),
    Figure("build.clean.memory", "mkdocs build, clean: peak", MB, most=400),
    Figure("build.clean.pages", "mkdocs build, clean: pages", COUNT, more_is_better=True),
    Figure("build.clean.page", "mkdocs build, clean: a page", MS),
    Figure("build.clean.bytes", "site", MB),
    Figure("build.dataset.bytes", "a dataset's page", KB, most=24.5, at_any_size=True),
    Figure("build.dataset.gzipped", "a dataset's page, gzipped", KB, most=5.3, at_any_size=True),
    Figure("build.again.cpu", "mkdocs build, nothing changed", CPU),
    Figure("build.again.written", "mkdocs build, nothing changed: pages and search files written", COUNT),
    Figure("build.edited.cpu", "mkdocs build, 3 datasets edited", CPU, most=2.5),
    Figure("build.edited.own", "mkdocs build, 3 datasets edited: of it Lakebook", CPU),
    Figure("build.edited.memory", "mkdocs build, 3 datasets edited: peak", MB),
    Figure("build.edited.pages", "mkdocs build, 3 datasets edited: pages written", COUNT),
    Figure("build.edited.search", "mkdocs build, 3 datasets edited: search files written", COUNT),
    Figure("build.edited.differs", "files that a clean build makes otherwise", COUNT, most=0, at_any_size=True),
)
_SAMPLE = 100
"""Pages of datasets of which the mean size is taken."""


def measure(bench: Bench) -> Figures:
    """CPU and peak of the whole process, as one types it."""
    bench.tell("mkdocs build, clean")
    clean = [_clean(bench) for _ in range(max(1, bench.runs - 1))]
    bench.tell("mkdocs build, nothing changed")
    again = medians([_again(bench) for _ in range(bench.runs)])
    bench.tell("mkdocs build, after edits")
    edited = []
    for turn in range(bench.runs):
        edit_three(bench.root, bench.shape, turn, bench.runs)
        edited.append(_again(bench))
    bench.tell("mkdocs build, clean, to compare")
    differ = _differing(bench, clean)
    edit = medians(edited)
    whole, site = medians(clean), look(bench.site)
    return {
        "build.clean.cpu": whole["process"],
        "build.clean.own": whole["own"],
        "build.clean.printing": whole["printing"],
        "build.clean.memory": whole["memory"],
        "build.clean.pages": pages(site),
        "build.clean.page": 1000 * whole["process"] / pages(site),
        "build.clean.bytes": sum(one.size for one in site.values()) / 1e6,
        **_of_datasets(bench),
        "build.again.cpu": again["process"],
        "build.again.written": again["pages"] + again["search"],
        "build.edited.cpu": edit["process"],
        "build.edited.own": edit["own"],
        "build.edited.memory": edit["memory"],
        "build.edited.pages": edit["pages"],
        "build.edited.search": edit["search"],
        "build.edited.differs": differ,
    }


def _clean(bench: Bench) -> Figures:
    """Build where nothing is left of a build before."""
    shutil.rmtree(bench.site, ignore_errors=True)
    shutil.rmtree(bench.cache, ignore_errors=True)
    return inside("build", root=bench.root)


def _again(bench: Bench) -> Figures:
    """Build over what is there, and count what was written."""
    before = look(bench.site)
    figures = inside("build", root=bench.root)
    new: dict[str, Seen] = written(before, look(bench.site))
    return {**figures, "pages": pages(new), "search": sum(name.startswith(SEARCH) for name in new)}


def _differing(bench: Bench, clean: list[Figures]) -> int:
    """Files in which the site that is there differs from a clean build, whose figures are added to *clean*."""
    kept = bench.root / "site-built-in-turns"
    shutil.rmtree(kept, ignore_errors=True)
    bench.site.rename(kept)
    clean.append(_clean(bench))
    names = different(kept, bench.site)
    if names:
        bench.tell(f"{len(names):,} files differ from a clean build: {', '.join(names[:5])} ...")
    shutil.rmtree(kept)
    return len(names)


def _of_datasets(bench: Bench) -> Figures:
    """Mean size of the pages of some datasets, as they lie there and as a host sends them."""
    count = min(_SAMPLE, bench.shape.datasets)
    indices = [number * bench.shape.datasets // count for number in range(count)]
    contents = [(bench.site / bench.shape.address(index) / "index.html").read_bytes() for index in indices]
    return {
        "build.dataset.bytes": sum(map(len, contents)) / count / 1e3,
        "build.dataset.gzipped": sum(len(gzip.compress(content)) for content in contents) / count / 1e3,
    }
