"""The peer: plain MkDocs + Material with the same datasets as ordinary Markdown pages."""

from __future__ import annotations

import shutil

from _bench.figures import COUNT, CPU, KB, MB, MS, Figure, Figures
from _bench.parts import Bench
from _bench.parts.searching import typed_into
from _bench.processes import inside, middle
from _bench.trees import look, pages

PAGE = "plain.page"
"""Key of the figure that other machines are compared by."""
_QUICK = 1_000
"""Pages that are built in seconds."""
FIGURES = (
    Figure("plain.cpu", "plain MkDocs + Material: mkdocs build", CPU),
    Figure("plain.memory", "plain MkDocs + Material: peak", MB),
    Figure("plain.pages", "plain MkDocs + Material: pages", COUNT, more_is_better=True),
    Figure(PAGE, "plain MkDocs + Material: a page", MS),
    Figure("plain.bytes", "plain MkDocs + Material: site", MB),
    Figure("plain.search.before", "plain MkDocs + Material: search index loaded by each page, gzipped", KB),
    Figure("plain.search.first", "plain MkDocs + Material: first key to first result", MS),
    Figure("plain.search.open", "plain MkDocs + Material: from opening the page to the first result", MS),
)


def measure(bench: Bench) -> Figures:
    """Beside each size, so that what slows the machine meanwhile slows both; a big one, which takes minutes, once."""
    count = min(bench.plain_pages, bench.shape.datasets)
    if not count:
        return {}
    bench.tell(f"plain MkDocs + Material, {count:,} pages")
    root = bench.folder / f"plain-{bench.shape.datasets}"
    shutil.rmtree(root, ignore_errors=True)
    inside("write_plain", root=root, shape=bench.shape, pages=count, seed=bench.seed)
    built = middle(lambda: inside("build", root=root), bench.runs if count <= _QUICK else 1)
    site = look(root / "site")
    typed = typed_into(root / "site", bench)
    names = {"before": "theirs.bytes", "first": "first.ms", "open": "open.ms"}
    found = {name: typed[key] for name, key in names.items()} if typed else {}
    return {
        "plain.cpu": built["process"],
        "plain.memory": built["memory"],
        "plain.pages": pages(site),
        PAGE: 1000 * built["process"] / pages(site),
        "plain.bytes": sum(one.size for one in site.values()) / 1e6,
        **{f"plain.search.{key}": value for key, value in found.items()},
    }
