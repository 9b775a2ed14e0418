"""The lineage view as an element of a page."""

from __future__ import annotations

from lakebook.pages._lineage import COLUMNS, GRAPH
from lakebook.pages._lineage.drawing import MARK
from lakebook.pages._links import Links


def element(data: str, lists: str, attributes: str = "") -> str:
    """HTML of the view of *data* (JSON), and *lists* (HTML) where there are no scripts."""
    script = f'<template><script type="application/json">{data}</script></template>'
    return f"{MARK}{attributes}>{script}<div>{lists}</div></lineage-graph>"


def of_datasets(links: Links, data: str, lists: str, attributes: str = "") -> str:
    """The same of datasets: it loads what more it is asked for."""
    graph, columns = links.context.file_link(links.source, GRAPH), links.context.file_link(links.source, COLUMNS)
    return element(data, lists, f'{attributes} graph="{graph}" columns="{columns}"')
