"""What the lineage view shows of each dataset."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from lakebook.book import Book
from lakebook.checks.security._levels import Levels
from lakebook.lineage.edges import BY_COLUMNS
from lakebook.model.dataset import Dataset
from lakebook.model.domain import Domain
from lakebook.model.product import Product
from lakebook.pages import Context
from lakebook.pages import _addresses as addresses
from lakebook.pages._lineage import PATH, as_json, follows
from lakebook.pages._lineage.mentions import Mentions
from lakebook.pages._lineage.remembered import Remembered
from lakebook.pages._links import Links

SENSITIVE, DEPRECATED, UNKNOWN = 1, 2, 4
"""Bits of the flags of a dataset."""
_OPEN = 2
"""How many classifications, from the lowest, are not sensitive."""


_Records = Mapping[str, Domain] | Mapping[str, Product]


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
        self._known = Remembered(self._node)
        self.of: Callable[[str], Node] = self._known.__getitem__
        """A dataset of the catalogue, by its id."""
        self.pattern = context.url(f"datasets/{PATH}/")
        """How the address of a dataset follows from its id, with few exceptions."""
        self._encoded: dict[str, Remembered[bytes]] = {}
        self._mentions: dict[int, Mentions] = {}

    def mentioned(self, links: Links) -> Mentions:
        """How the page of *links* mentions datasets."""
        depth = links.source.count("/")
        found = self._mentions.get(depth)
        if found is None:
            found = self._mentions[depth] = Mentions(links)
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

    def columns(self, dataset: Dataset) -> list[tuple[str, str, int]]:
        """Name and type of each column; 1 where it is sensitive, 2 where it is part of the primary key."""
        own = self._is_closed(self._book.catalogue.classification_of(dataset))
        found = []
        for name, column in dataset.columns.items():
            closed = self._is_closed(column.classification) if column.classification else own
            found.append((name, column.type, SENSITIVE * (closed or bool(column.personal)) | 2 * ("pk" in column.key)))
        return found

    def _is_closed(self, classification: str) -> bool:
        return self._levels.rank(classification) >= _OPEN

    def encoded(self, way: str) -> Mapping[str, bytes]:
        """By id, each as JSON, its address seen from a page; *way* leads from there to the root of the site."""
        found = self._encoded.get(way)
        if found is None:
            found = self._encoded[way] = Remembered(lambda key: as_json(self._seen_from(way, self.of(key))))
        return found

    def _seen_from(self, way: str, node: Node) -> tuple[str | int, ...]:
        """All that is said of it, or, for most, without what follows from its path: pages hold up to forty of them."""
        book = self._book
        domain = _called(node.domain, book.catalogue.domains)
        product = _called(node.product, book.products)
        path = node.id.replace(".", "/")
        if not follows(node.url, node.id, self.pattern):
            return (*node[:5], domain, product, way + node.url, *node[8:])
        said = (path, _titled(node), node.up, node.down, node.kind, node.layer, domain, product, node.flags)
        return said if node.flags else said[: -1 if product else -2]

    def around_id(self, way: str) -> list[str]:
        """What stands before and behind an id, with slashes, in an address that follows from it; *way* as above."""
        before, behind = self.pattern.split(PATH)
        return [way + before, behind]

    def labels(self, ids: Iterable[str]) -> dict[str, dict[str, str]]:
        """Titles of the domains and products of these datasets, by id, where they differ from it."""
        nodes, book = [self.of(key) for key in ids], self._book
        return {
            "domains": _labels({node.domain for node in nodes}, book.catalogue.domains),
            "products": _labels({node.product for node in nodes}, book.products),
        }

    def _node(self, dataset_id: str) -> Node:
        dataset, lineage = self._book.catalogue.datasets[dataset_id], self._book.lineage
        return Node(
            dataset_id,
            dataset.name,
            dataset.display_title,
            dataset.kind,
            dataset.layer,
            dataset.domain,
            self._writer(dataset),
            self._context.url(addresses.of_dataset(dataset)),
            self._flags(dataset),
            len(lineage.edges_into(dataset_id)) + len(self.unknown_sources(dataset_id)),
            len(lineage.targets_of(dataset_id)),
        )

    def _writer(self, dataset: Dataset) -> str:
        written = (product.id for product, writes in self._book.products_of(dataset.id) if writes)
        return next(written, dataset.product if dataset.product in self._book.products else "")

    def _flags(self, dataset: Dataset) -> int:
        sensitive = bool(dataset.personal_categories()) or self._levels.of(dataset) >= _OPEN
        return SENSITIVE * sensitive | DEPRECATED * (dataset.status in ("deprecated", "retired"))


def _titled(node: Node) -> str | int:
    """0 where the title is the name, 1 where it is the name as one would write it: ``order_line``, *Order line*."""
    if node.title == node.name:
        return 0
    written = node.name[:1].upper() + node.name[1:].replace("_", " ")
    return 1 if node.title == written and node.name.isascii() else node.title


def shared_nodes(book: Book, context: Context) -> Nodes:
    """Those of all pages of one build."""
    found: Nodes | None = context.shared.get("nodes")
    if found is None:
        found = context.shared["nodes"] = Nodes(book, context)
    return found


def unknown(name: str) -> Node:
    """What stands for a source that is not in the catalogue."""
    return Node(name, name, name, "", "", "", "", "", UNKNOWN, 0, 0)


def _called(key: str, records: _Records) -> str:
    """Its title; its id where it has none, or there is no such record."""
    return (records[key].title if key in records else "") or key


def _labels(keys: Iterable[str], records: _Records) -> dict[str, str]:
    return {key: title for key in sorted(keys) if (title := _called(key, records)) != key}


def _heads(name: str) -> Iterator[str]:
    """What stands before each dot of the name."""
    dot = name.rfind(".")
    while dot > 0:
        yield name[:dot]
        dot = name.rfind(".", 0, dot)
