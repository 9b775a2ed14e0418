"""The lineage view on a page: data of what is around a dataset, and the same as tables where there are no scripts."""

from __future__ import annotations

from lakebook.lineage.edges import Edge
from lakebook.model.dataset import Dataset
from lakebook.pages import Context
from lakebook.pages._html import esc
from lakebook.pages._lineage import COLUMNS, GRAPH
from lakebook.pages._lineage.neighbourhood import around
from lakebook.pages._lineage.nodes import Nodes
from lakebook.pages._links import Links

MARK = '<lineage-graph class="lb-lineage"'
"""By which the site knows that a page needs the view's script."""
MOST, FURTHER = 30, 5
"""Rows of a list, and names in one of its cells."""


def drawing(links: Links, context: Context, nodes: Nodes, record: Dataset) -> str:
    """HTML of the view around *record*; empty where it comes from nothing and nothing comes from it."""
    lineage = links.book.lineage
    if not (lineage.sources_of(record.id) or lineage.targets_of(record.id) or lineage.loose_names_of(record.id)):
        return ""
    graph = context.file_link(links.source, GRAPH)
    way = graph.removesuffix(GRAPH)
    data = around(lineage, nodes, record.id, way)
    return (
        f'{MARK} focus="{esc(record.id)}" graph="{graph}" columns="{context.file_link(links.source, COLUMNS)}">'
        f'<template><script type="application/json">{data}</script></template>'
        f"<div>{_lists(links, record)}</div></lineage-graph>"
    )


def _lists(links: Links, record: Dataset) -> str:
    """Two steps each way: a table of the direct ones, with how each is known, and below each of them the next."""
    lineage = links.book.lineage
    sources = [(key, lineage.edge(key, record.id), lineage.sources_of(key)) for key in lineage.sources_of(record.id)]
    targets = [(key, lineage.edge(record.id, key), lineage.targets_of(key)) for key in lineage.targets_of(record.id)]
    return _table(links, "Comes from", "Which comes from", sources) + _table(links, "Feeds", "Which feeds", targets)


def _table(links: Links, title: str, beyond: str, rows: list[tuple[str, Edge | None, list[str]]]) -> str:
    if not rows:
        return ""
    body = "".join(
        f"<tr><td>{_name(links, key)}</td><td>{esc(edge.standing if edge else '')}</td>"
        f"<td>{_names(links, further)}</td></tr>"
        for key, edge, further in rows[:MOST]
    )
    more = f"<p>and {len(rows) - MOST:,} more</p>" if len(rows) > MOST else ""
    head = f"<thead><tr><th>{title}</th><th>Known</th><th>{beyond}</th></tr></thead>"
    return f'<table class="lb-table">{head}<tbody>{body}</tbody></table>{more}'


def _name(links: Links, dataset_id: str) -> str:
    dataset = links.book.catalogue.datasets[dataset_id]
    return links.dataset(dataset, dataset.display_title)


def _names(links: Links, ids: list[str]) -> str:
    shown = ", ".join(_name(links, key) for key in ids[:FURTHER])
    return f"{shown} and {len(ids) - FURTHER:,} more" if len(ids) > FURTHER else shown
