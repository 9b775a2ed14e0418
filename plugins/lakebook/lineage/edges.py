"""Edges of the lineage."""

from __future__ import annotations

import msgspec

ColumnEdge = tuple[str, str, str, str]
"""Source dataset id and column, target dataset id and column. No source column means the whole dataset."""


class Edge(msgspec.Struct, gc=False):
    """How one dataset comes to be made of another."""

    note: str = ""
    """What people wrote."""
    products: tuple[str, ...] = ()
    """Ids of the products that read the one and write the other."""
