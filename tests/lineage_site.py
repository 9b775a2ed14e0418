"""A small site with lineage views, written as a build writes it: pages, the graph, and a file of columns a dataset."""

from __future__ import annotations

import html
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

STATIC = Path(__file__).resolve().parent.parent / "plugins/lakebook/static"
SENSITIVE, DEPRECATED, UNKNOWN = 1, 2, 4
DECLARED, BY_COLUMNS, BY_PRODUCT, OBSERVED = 1, 2, 4, 8

_LIGHT = "--md-default-bg-color:#fff;--md-default-fg-color:#000000de;--md-typeset-a-color:#4051b5"
_DARK = "--md-default-bg-color:#1e2129;--md-default-fg-color:#e2e4e9d1;--md-typeset-a-color:#5e8bde"
_LABELS = {"domains": {"fin": "Finance"}, "products": {}}


@dataclass
class Made:
    """A dataset of the test's own book."""

    id: str
    title: str = ""
    kind: str = "table"
    layer: str = ""
    domain: str = ""
    product: str = ""
    flags: int = 0
    columns: Sequence[tuple[str, str, int]] = ()

    @property
    def name(self) -> str:
        return self.id.rpartition(".")[2]


@dataclass
class Lineage:
    """Datasets, edges between them as known, and columns made of columns as ``(source, column, target, column, rule)``."""

    datasets: Sequence[Made]
    edges: Mapping[tuple[str, str], int]
    columns: Sequence[tuple[str, str, str, str, str]] = ()
    by_id: dict[str, Made] = field(init=False)

    def __post_init__(self) -> None:
        self.datasets = sorted(self.datasets, key=lambda made: made.id)
        self.by_id = {made.id: made for made in self.datasets}

    def sources(self, key: str) -> list[str]:
        return sorted(source for source, target in self.edges if target == key)

    def targets(self, key: str) -> list[str]:
        return sorted(target for source, target in self.edges if source == key)

    def near_count(self, focus: str) -> int:
        """How many there are within two hops."""
        return len(self.neighbourhood(focus, len(self.datasets)))

    def neighbourhood(self, focus: str, cap: int = 40) -> list[str]:
        """Two hops up and down, nearest first, then by id."""
        found, ups, downs = [focus], [focus], [focus]
        for _ in range(2):
            ups = sorted({near for one in ups for near in self.sources(one)} - set(found))
            downs = sorted({near for one in downs for near in self.targets(one)} - set(found))
            found += dict.fromkeys(near for near in sorted({*ups, *downs}) if near in self.by_id)
        return found[:cap]


def write_site(folder: Path, lineage: Lineage, *, files: bool = False, dark: bool = False, script: str = "") -> Path:
    """The site; *files*: addresses end in ``.html``. *script* is put at the end of each page."""
    assets = folder / "assets"
    (assets / "lineage").mkdir(parents=True)
    for name in ("lineage.js", "lineage-more.js"):
        shutil.copy(STATIC / name, assets / name)
    (assets / "lineage/graph.js").write_text(_graph(lineage, files), encoding="utf-8")
    for made in lineage.datasets:
        if not made.flags & UNKNOWN:
            path = assets / "lineage/columns" / f"{made.id.replace('.', '/')}.js"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_columns(lineage, made), encoding="utf-8")
            page = folder / "datasets" / (made.id.replace(".", "/") + (".html" if files else "/index.html"))
            page.parent.mkdir(parents=True, exist_ok=True)
            way = "../../../" if files else "../../../../"
            page.write_text(_page(element(lineage, made.id, way, files), way, dark, script), encoding="utf-8")
    return folder


def address(key: str, files: bool = False) -> str:
    """Of the page of a dataset, from the site's root."""
    return f"datasets/{key.replace('.', '/')}" + (".html" if files else "/")


def element(lineage: Lineage, focus: str, way: str, files: bool = False) -> str:
    """What a page holds; *way* leads to the site's root."""
    ids = lineage.neighbourhood(focus)
    nodes = [_node(lineage, key, way, files) for key in ids]
    edges = [
        [ids.index(one), ids.index(two), known] for (one, two), known in lineage.edges.items() if {one, two} <= set(ids)
    ]
    left = {"nodes": lineage.near_count(focus) - len(ids)} if lineage.near_count(focus) > len(ids) else {}
    data = {"v": 1, "focus": 0, "nodes": nodes, "edges": edges, "hidden": left, "labels": _LABELS}
    items = "".join(
        f'<li><a href="{html.escape(way + address(key, files))}">{html.escape(key)}</a></li>' for key in ids
    )
    return drawing(data, way, f"<ul>{items}</ul>", focus)


def drawing(data: Mapping[str, object], way: str, inside: str = "", focus: str = "") -> str:
    """An element with that data, and what else stands inside."""
    return (
        f'<lineage-graph focus="{html.escape(focus)}" graph="{way}assets/lineage/graph.js" '
        f'columns="{way}assets/lineage/columns/" more="{way}assets/lineage-more.js">'
        f'<template><script type="application/json">{_json(data)}</script></template><div>{inside}</div></lineage-graph>'
    )


def id_of(node: list[Any]) -> str:
    """Of a node in a page, which says for most datasets their path alone."""
    return node[0].replace("/", ".") if isinstance(node[2], int) else node[0]


def write_page(folder: Path, name: str, data: Mapping[str, object], inside: str = "", *, script: str = "") -> None:
    """A page at the root of the site, with one view."""
    content = drawing(data, "", inside)
    (folder / f"{name}.html").write_text(_page(content, "", False, script), encoding="utf-8")


def group(key: str, kind: str, words: str, domain: str = "") -> list[object]:
    """A node that stands for several datasets."""
    return [key, key, key.title(), kind, words, domain, "", f"{key}.html", 0, 0, 0]


def _node(lineage: Lineage, key: str, way: str, files: bool) -> list[object]:
    made = lineage.by_id[key]
    url = "" if made.flags & UNKNOWN else way + address(key, files)
    known = [made.id, made.name, made.title or made.name, made.kind, made.layer, made.domain, made.product, url]
    return [*known, made.flags, len(lineage.sources(key)), len(lineage.targets(key))]


def _graph(lineage: Lineage, files: bool) -> str:
    ids = [made.id for made in lineage.datasets]
    numbers = {key: number for number, key in enumerate(ids)}
    targets = [[target for target in lineage.targets(key) if target in numbers] for key in ids]
    facets: dict[str, object] = {}
    for which in ("kind", "layer", "domain", "product"):
        values = [getattr(made, which) for made in lineage.datasets]
        facets[f"{which}s"] = named = sorted(set(values))
        facets[which[0]] = [named.index(value) for value in values]
    data = {
        "v": 1,
        "ids": ids,
        "titles": ["" if made.title in ("", made.name) else made.title for made in lineage.datasets],
        "names": {},
        **facets,
        "f": [made.flags for made in lineage.datasets],
        "urls": "datasets/{path}" + (".html" if files else "/"),
        "others": {str(number): "" for number, made in enumerate(lineage.datasets) if made.flags & UNKNOWN},
        "out": [len(found) for found in targets],
        "to": [numbers[target] for found in targets for target in found],
        "known": [lineage.edges[key, target] for key, found in zip(ids, targets, strict=True) for target in found],
        "labels": _LABELS,
    }
    return f"__lineage.graph({_json(data)});\n"


def _columns(lineage: Lineage, made: Made) -> str:
    places = {name: place for place, (name, _, _) in enumerate(made.columns)}
    up = [
        [places[to], source, column, rule] for source, column, target, to, rule in lineage.columns if target == made.id
    ]
    down = [
        [places[of], target, column, rule] for source, of, target, column, rule in lineage.columns if source == made.id
    ]
    return f"__lineage.columns({', '.join(map(_json, (made.id, made.columns, up, down)))});\n"


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


def _page(content: str, way: str, dark: bool, script: str) -> str:
    scheme, colours = ("dark", _DARK) if dark else ("light", _LIGHT)
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<link rel="icon" href="data:,"><title>Lineage</title><body style="color-scheme:{scheme};{colours};margin:1rem;'
        'font-family:sans-serif;background:var(--md-default-bg-color);color:var(--md-default-fg-color)">'
        f'<h1>A page</h1>{content}<p>Below the view.</p><script src="{way}assets/lineage.js"></script>{script}'
    )


def columns(*names: str) -> Iterable[tuple[str, str, int]]:
    """Columns of those names, the first a key."""
    return [
        (name, "bigint" if name.endswith("_id") else "decimal(18,2)", 0 if place else 2)
        for place, name in enumerate(names)
    ]
