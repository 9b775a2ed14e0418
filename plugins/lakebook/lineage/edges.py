"""Edges of the lineage, and how each is known."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

ColumnEdge: TypeAlias = tuple[str, str, str, str]
"""Source dataset id and column, target dataset id and column. No source column means the whole dataset."""
Standing: TypeAlias = Literal["declared", "observed", "both"]

DECLARED, BY_COLUMNS, BY_PRODUCT, OBSERVED = 1, 2, 4, 8
"""Bits of what makes an edge known: ``sources:`` of the dataset, ``from:`` of its columns, what a product reads and
writes, what an importer saw."""


class Edge(msgspec.Struct, gc=False):
    """How one dataset comes to be made of another."""

    note: str = ""
    """What people wrote."""
    products: tuple[str, ...] = ()
    """Ids of the products that read the one and write the other."""
    known: int = 0
    """Bits of DECLARED, BY_COLUMNS, BY_PRODUCT and OBSERVED."""
    origins: tuple[str, ...] = ()
    """What importers saw it in: ``sql``, ``dbt``, ``openlineage``, ..."""

    @property
    def is_declared(self) -> bool:
        """Whether people say it, on the dataset, its columns or a product."""
        return self.known & ~OBSERVED != 0

    @property
    def standing(self) -> Standing:
        """Whether people declare it, importers observed it, or both."""
        return standing(self.known)


def standing(known: int) -> Standing:
    """What the bits of an edge say: declared, observed, or both."""
    if known & OBSERVED:
        return "both" if known & ~OBSERVED else "observed"
    return "declared"
