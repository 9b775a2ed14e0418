"""Steps, each in a process of its own: ``python -m _bench.inside STEP ARGUMENTS`` prints what it measured."""

from __future__ import annotations

import gzip
import json
import logging
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from _bench.figures import Figures


def cpu() -> float:
    """User and system seconds of this process and of those it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def write_book(root: str, shape: list[Any], seed: int) -> Figures:
    """Write the book."""
    from _bench.book import write_book
    from _bench.shape import Shape

    write_book(Path(root), Shape(*shape), seed)
    return {}


def write_plain(root: str, shape: list[Any], pages: int, seed: int) -> Figures:
    """Write the peer's pages."""
    from _bench.plain import write_plain
    from _bench.shape import Shape

    write_plain(Path(root), Shape(*shape), pages, seed)
    return {}


def write_foreign(file: str, shape: list[Any], seed: int) -> Figures:
    """Write a workbook of a foreign layout."""
    from _bench.shape import Shape
    from _bench.workbooks import write_foreign

    return {"rows": write_foreign(Path(file), Shape(*shape), seed)}


def edit_cells(exported: str, target: str, count: int) -> Figures:
    """Edit cells of a workbook that was exported."""
    from _bench.workbooks import edit_cells

    return {"edited": edit_cells(Path(exported), Path(target), count)}


def read(root: str, cached: bool) -> Figures:
    """Read the book, with the cache or without."""
    from lakebook.book import read_book
    from lakebook.readers._cache import Cache
    from lakebook.sources.working_tree import WorkingTree

    source = WorkingTree(Path(root))
    began = cpu()
    book = read_book(source, cache=Cache(Path(root, ".lakebook") if cached else None))
    return {"cpu": cpu() - began, "datasets": len(book.catalogue.datasets)}


def lineage(root: str) -> Figures:
    """Build the lineage graph."""
    book = _book(root)
    began = cpu()
    edges = book.lineage.edge_count
    return {"cpu": cpu() - began, "edges": edges}


def lineage_data(root: str) -> Figures:
    """Everything that the lineage view is given, of a book that is read: around each dataset, all, all columns."""
    from lakebook.pages._lineage.column_file import column_script
    from lakebook.pages._lineage.concerned_file import concerned_script
    from lakebook.pages._lineage.graph_file import graph_script
    from lakebook.pages._lineage.neighbourhood import around
    from lakebook.pages._lineage.nodes import Nodes
    from lakebook.site.context import SiteContext

    book = _book(root)
    began = cpu()
    lineage, context = book.lineage, SiteContext(book.settings.repository, True)
    nodes, datasets = Nodes(book, context), book.catalogue.datasets
    inline = sum(len(around(lineage, nodes, key, "../../../../")) for key in datasets)
    graph = graph_script(book.catalogue, lineage, nodes, context)
    concerned = concerned_script(book, context)
    columns = sum(len(column_script(lineage.column_edges, nodes, one)) for one in datasets.values())
    spent = cpu() - began
    return {
        "cpu": spent,
        "edges": lineage.edge_count,
        "column_edges": len(lineage.column_edges),
        "graph": len(gzip.compress(graph, 6)),
        "concerned": len(gzip.compress(concerned, 6)),
        "inline": inline / len(datasets),
        "columns": columns / len(datasets),
    }


def harvest_sql(folder: str) -> Figures:
    """Harvest SQL scripts."""
    import sqlglot.optimizer  # noqa: F401 - loaded before the clock starts

    from lakebook.importers._sql.batches import Spreading
    from lakebook.importers._sql.harvest import harvest_scripts

    began = cpu()
    found = harvest_scripts(
        [Path(folder)], dialect="postgres", models="", spreading=Spreading(), kinds=("table", "view")
    ).found
    spent = cpu() - began
    flows = [flow for one in found for flow in one.flows.values()]
    return {
        "cpu": spent,
        "views": sum(one.dataset.kind == "view" for one in found),
        "column_edges": sum(len(origins) for flow in flows for origins in flow.columns.values()),
    }


def check(root: str) -> Figures:
    """Run every check on a book that is read, lineage too."""
    from lakebook.checks._run import run_checks

    book = _book(root)
    _ = book.lineage
    began = cpu()
    found = run_checks(book)
    return {"cpu": cpu() - began, "findings": len(found)}


def _book(root: str) -> Any:
    from lakebook.book import read_book
    from lakebook.readers._cache import Cache
    from lakebook.sources.working_tree import WorkingTree

    return read_book(WorkingTree(Path(root)), cache=Cache(Path(root, ".lakebook")))


def build(root: str) -> Figures:
    """The whole ``mkdocs build``, and what the plugin's own events take of it."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    config = load_config(str(Path(root, "mkdocs.yml")))
    spent = _listen(config.plugins)
    build(config)
    return {"own": sum(spent.values()), "printing": spent.get("post_build", 0)}


def _listen(plugins: Any) -> Figures:
    """Event that Lakebook's plugin answers -> CPU seconds, filled in while MkDocs builds."""
    spent: Figures = {}

    def timed(event: str, method: Any) -> Any:
        def run(*arguments: Any, **options: Any) -> Any:
            began = cpu()
            try:
                return method(*arguments, **options)
            finally:
                spent[event] = spent.get(event, 0) + cpu() - began

        return run

    for event, methods in plugins.events.items():
        for index, method in enumerate(methods):
            if type(getattr(method, "__self__", None)).__module__.startswith("lakebook"):
                methods[index] = timed(event, method)
    return spent


def search(site: str, chromium: str, runs: int) -> Figures:
    """Type queries into the search box."""
    from _bench.browser import search_figures

    return search_figures(Path(site), chromium, runs)


def views(site: str, chromium: str, sizes: list[int], peers: list[str], runs: int) -> Figures:
    """Open drawings of the lineage."""
    from _bench.views import view_figures

    return view_figures(Path(site), chromium, sizes, peers, runs)


STEPS: dict[str, Callable[..., Figures]] = {
    step.__name__: step
    for step in (
        write_book,
        write_plain,
        write_foreign,
        edit_cells,
        read,
        lineage,
        lineage_data,
        harvest_sql,
        check,
        build,
        search,
        views,
    )
}

if __name__ == "__main__":
    print(json.dumps(STEPS[sys.argv[1]](**json.loads(sys.argv[2]))))
