"""The lineage view on a page: data of what is around a dataset, and the same as tables where there are no scripts."""

from __future__ import annotations

from lakebook.model.dataset import Dataset
from lakebook.pages._html import esc
from lakebook.pages._lineage.neighbourhood import around
from lakebook.pages._lineage.nodes import Nodes
from lakebook.pages._links import Links

MARK = '<lineage-graph class="lb-lineage"'
"""By which the site knows that a page needs the view's script."""


def drawing(links: Links, nodes: Nodes, record: Dataset) -> str:
    """HTML of the view around *record*; empty where it comes from nothing and nothing comes from it."""
    lineage = links.book.lineage
    key = record.id
    if not (lineage.edges_into(key) or lineage.targets_of(key) or lineage.loose_names_of(key)):
        return ""
    mentioned = nodes.mentioned(links)
    way, further = mentioned.ways
    return (
        f'{MARK} focus="{esc(key)}" {further}>'
        f'<template><script type="application/json">{around(lineage, nodes, key, way)}</script></template>'
        f"<div>{mentioned.tables(record)}</div></lineage-graph>"
    )
