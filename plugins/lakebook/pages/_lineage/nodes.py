"""What the lineage view shows of each dataset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from lakebook.book import Book
from lakebook.checks.security._levels import Levels
from lakebook.lineage.edges import BY_COLUMNS
from lakebook.model.dataset import Column, Dataset
from lakebook.pages import Context
from lakebook.pages import _addresses as addresses
from lakebook.pages._lineage import as_json

SENSITIVE, DEPRECATED, UNKNOWN = 1, 2, 4
"""Bits of the flags of a dataset."""
_OPEN = 2
"""How many classifications, from the lowest, are not sensitive."""


class Node(NamedTuple):
    """A dataset as it is drawn."""

    id: str
    name: str
    title: str
    kind: str
    layer: str
    domain: str
    product: str
    """Id of the first product that writes it."""
    url: str
    """Below the root of the site; empty where there is no page."""
    flags: int
    up: int
    """Its direct sources, whether drawn or not."""
    down: int


class Nodes:
    """Every dataset of a book as it is drawn; each is looked at once."""

    def __init__(self, book: Book, context: Context) -> None:
        self._book = book
        self._context = context
        self._levels = Levels(book)
        self._known: dict[str, Node] = {}
        self._encoded: dict[tuple[str, str], bytes] = {}

    def of(self, dataset_id: str) -> Node:
        """A dataset of the catalogue."""
        found = self._known.get(dataset_id)
        if found is None:
            found = self._known[dataset_id] = self._node(self._book.catalogue.datasets[dataset_id])
        return found

    def encoded(self, dataset_id: str, way: str) -> bytes:
        """The same as JSON, its address seen from a page; *way* leads from there to the root of the site."""
        found = self._encoded.get((way, dataset_id))
        if found is None:
            node = self.of(dataset_id)
            found = self._encoded[way, dataset_id] = as_json(node._replace(url=way + node.url))
        return found

    def unknown_sources(self, dataset_id: str) -> Mapping[str, int]:
        """Names of its sources that lead to no dataset, each with the bits of who gives it.

        A name that only columns give is left out where it is that of a column of another one.
        """
        names = self._book.lineage.loose_names_of(dataset_id)
        if not names:
            return names
        every = self._book.catalogue.datasets
        return {
            name: known
            for name, known in names.items()
            if name not in every and not (known == BY_COLUMNS and any(other in names for other in _heads(name)))
        }

    def column_flags(self, dataset: Dataset, column: Column) -> int:
        """1 where a column is sensitive, 2 where it is part of the primary key."""
        sensitive = bool(column.personal) or self._levels.of(dataset, column) >= _OPEN
        return SENSITIVE * sensitive | 2 * ("pk" in column.key)

    def labels(self, nodes: Iterable[Node]) -> dict[str, dict[str, str]]:
        """Titles of the domains and products of these, where they differ from their ids."""
        domains, products = self._book.catalogue.domains, self._book.products
        drawn = list(nodes)
        in_domains = sorted({node.domain for node in drawn} & domains.keys())
        by_products = sorted({node.product for node in drawn} & products.keys())
        return {
            "domains": {key: title for key in in_domains if (title := domains[key].title) not in ("", key)},
            "products": {key: title for key in by_products if (title := products[key].title) not in ("", key)},
        }

    def _node(self, dataset: Dataset) -> Node:
        lineage = self._book.lineage
        return Node(
            dataset.id,
            dataset.name,
            dataset.display_title,
            dataset.kind,
            dataset.layer,
            dataset.domain,
            self._writer(dataset),
            self._context.url(addresses.of_dataset(dataset)),
            self._flags(dataset),
            len(lineage.edges_into(dataset.id)) + len(self.unknown_sources(dataset.id)),
            len(lineage.targets_of(dataset.id)),
        )

    def _writer(self, dataset: Dataset) -> str:
        written = (product.id for product, writes in self._book.products_of(dataset.id) if writes)
        return next(written, dataset.product if dataset.product in self._book.products else "")

    def _flags(self, dataset: Dataset) -> int:
        personal = bool(dataset.personal) or any(column.personal for column in dataset.columns.values())
        sensitive = personal or self._levels.of(dataset) >= _OPEN
        return SENSITIVE * sensitive | DEPRECATED * (dataset.status in ("deprecated", "retired"))


def unknown(name: str) -> Node:
    """What stands for a source that is not in the catalogue."""
    return Node(name, name, name, "", "", "", "", "", UNKNOWN, 0, 0)


def _heads(name: str) -> Iterator[str]:
    """What stands before each dot of the name."""
    dot = name.rfind(".")
    while dot > 0:
        yield name[:dot]
        dot = name.rfind(".", 0, dot)
