"""Pages with one drawing each, opened in headless Chromium: from where the script begins until it is painted."""

from __future__ import annotations

import itertools
import json
import random
import shutil
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from _bench.browser import FLAGS
from _bench.figures import Figures
from _bench.gzipped_site import GzippedSite
from _bench.peer_views import PEERS

_STATIC = Path(__file__).resolve().parents[2] / "plugins/lakebook/static"
_COLUMNS = 20
_GIVEN_UP = 60_000
"""Milliseconds after which a drawing will not come."""
_VIEW = "document.querySelector('lineage-graph')?.shadowRoot"
_OURS = f"{_VIEW}?.querySelector('.card')"
_TRACED = f"{_VIEW}?.querySelector('.line.column')"
_CARD = f"{_VIEW}?.querySelector('.card[data-id$=t20]')"
"""In the middle: it has sources and targets."""
_WATCH = """const begun = performance.now();
globalThis.painted = (since, drawn) => {
  const look = () => {
    if (!drawn()) return requestAnimationFrame(look);
    const channel = new MessageChannel();  // its message comes after the frame is painted
    channel.port1.onmessage = () => { globalThis.took = performance.now() - since };
    channel.port2.postMessage(0);
  };
  requestAnimationFrame(look);
};
"""


def view_figures(site: Path, chromium: str, sizes: Sequence[int], peers: Sequence[str], runs: int) -> Figures:
    """Medians of so many visits, in milliseconds: ``ours.40``, ``cytoscape.40`` ..., and ``trace``."""
    for name in ("lineage.js", "lineage-more.js"):
        shutil.copy(_STATIC / name, site / name)
    graphs = {size: _graph(size) for size in sizes}
    for size, graph in graphs.items():
        (site / f"ours.{size}.html").write_text(_our_page({**graph, "roots": []}), encoding="utf-8")
        for peer in PEERS:
            (site / f"{peer.key}.{size}.html").write_text(_peer_page(graph, peer.key, peer.drawn), encoding="utf-8")
    _write_columns(site, graphs[sizes[0]])
    drawn = [f"{who}.{size}" for who in ("ours", *peers) for size in sizes]
    with GzippedSite(site).served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        visits = {name: [_visit(browser, f"{address}{name}.html") for _ in range(runs)] for name in drawn}
        traced = f"{address}ours.{sizes[0]}.html"
        visits["trace"] = [_visit(browser, traced, trace=True) for _ in range(runs)]
        browser.close()
    return {name: statistics.median(found) for name, found in visits.items()}


def _visit(browser: Browser, address: str, *, trace: bool = False) -> float:
    """Milliseconds until the drawing is painted; or from a click on a column to its trace, loading what it needs."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.goto(address)
    page.wait_for_function("globalThis.took", timeout=_GIVEN_UP)
    if trace:
        page.wait_for_function("() => globalThis.__lineage?.handsOf")
        page.evaluate(
            f"{_CARD}.querySelector('[data-do=columns]').dispatchEvent(new MouseEvent('click', {{bubbles: true}}))"
        )
        page.wait_for_function(f"{_CARD}?.querySelector('[data-column]')", timeout=_GIVEN_UP)
        page.evaluate(
            f"() => {{ globalThis.took = 0; painted(performance.now(), () => {_TRACED});"
            f" {_CARD}.querySelector('[data-column]').dispatchEvent(new MouseEvent('click', {{bubbles: true}})) }}"
        )
        page.wait_for_function("globalThis.took", timeout=_GIVEN_UP)
    took: float = page.evaluate("took")
    page.close()
    return took


def _graph(size: int) -> dict[str, Any]:
    """Datasets in five layers, each made of up to three of the layer before, as the page of a dataset has them."""
    chance = random.Random(size)
    layers = [range(size * layer // 5, size * (layer + 1) // 5) for layer in range(5)]
    edges = sorted(
        [source, target, 1]
        for before, layer in itertools.pairwise(layers)
        for target in layer
        for source in chance.sample(before, chance.randint(1, 3))
    )
    nodes = [
        [f"system.schema.t{n}", f"t{n}", f"Dataset {n}", "table", ("bronze", "silver", "gold")[n % 3], "", "",
         f"datasets/system/schema/t{n}/", 0, sum(edge[1] == n for edge in edges), sum(edge[0] == n for edge in edges)]
        for n in range(size)
    ]  # fmt: skip
    return {"v": 1, "nodes": nodes, "edges": edges}


def _our_page(graph: dict[str, Any]) -> str:
    view = f'<template><script type="application/json">{json.dumps(graph)}</script></template>'
    view = f'<lineage-graph columns="columns/" more="lineage-more.js">{view}</lineage-graph>'
    return _page(view, "lineage.js", _OURS)


def _peer_page(graph: dict[str, Any], key: str, drawn: str) -> str:
    view = f'<div id="view" style="height:560px"></div><script>globalThis.peerGraph = {json.dumps(graph)}</script>'
    return _page(view, f"{key}.js", drawn)


def _page(view: str, script: str, drawn: str) -> str:
    return (
        f'<!doctype html><meta charset="utf-8"><title>A drawing</title><link rel="icon" href="data:,">{view}'
        f'<script>{_WATCH}</script><script src="{script}"></script><script>painted(begun, () => {drawn})</script>'
    )


def _write_columns(site: Path, graph: dict[str, Any]) -> None:
    """A file for each dataset: every column is made of the one of the same name in each source."""
    columns = json.dumps([[f"column_{at}", "decimal(18,2)", 0] for at in range(_COLUMNS)])
    folder = site / "columns/system/schema"
    folder.mkdir(parents=True)
    ids = [node[0] for node in graph["nodes"]]
    for number, key in enumerate(ids):
        ends = [[target for source, target, _ in graph["edges"] if source == number],
                [source for source, target, _ in graph["edges"] if target == number]]  # fmt: skip
        down, up = ([[at, ids[end], f"column_{at}"] for end in side for at in range(_COLUMNS)] for side in ends)
        said = f"__lineage.columns({json.dumps(key)}, {columns}, {json.dumps(up)}, {json.dumps(down)})\n"
        (folder / f"t{number}.js").write_text(said, encoding="utf-8")
