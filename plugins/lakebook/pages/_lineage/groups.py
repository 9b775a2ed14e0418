"""Domains, systems and products as the lineage view draws them: a card each, and how much flows between them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from lakebook.book import Book
from lakebook.lineage.flows import Flows, Vicinity
from lakebook.lineage.rollups import domain_flows, product_flows, system_flows
from lakebook.model.product import Product
from lakebook.pages import Context
from lakebook.pages import _addresses as addresses
from lakebook.pages._html import plural
from lakebook.pages._lineage import FORMAT, as_json
from lakebook.pages._links import domain_title, system_title

CAP = 40
"""The most groups that are drawn."""


class Group(NamedTuple):
    """A group of datasets, as it is drawn and listed."""

    title: str
    kind: str
    """``domain``, ``system`` or ``product``."""
    words: str
    """What stands below its title."""
    domain: str
    """Id of the domain it belongs to; empty for a domain."""
    address: str
    """Of its page, in directory form."""


class Groups:
    """All groups of one kind, and the flows between them."""

    def __init__(self, nouns: str, flows: Flows, look: Callable[[str], Group]) -> None:
        self.nouns = nouns
        """``domains``, ``systems`` or ``products``: how the view and people call them."""
        self.flows = flows
        self._look = look
        self._known: dict[str, Group] = {}

    def of(self, group_id: str) -> Group:
        """A group by its id."""
        found = self._known.get(group_id)
        if found is None:
            found = self._known[group_id] = self._look(group_id)
        return found


def domain_groups(book: Book) -> Groups:
    """The domains of a book."""
    return Groups("domains", domain_flows(book.lineage, book.catalogue), partial(_domain, book))


def system_groups(book: Book) -> Groups:
    """The systems of a book."""
    return Groups("systems", system_flows(book.lineage, book.catalogue), partial(_system, book))


def product_groups(book: Book) -> Groups:
    """The products of a book."""
    return Groups("products", product_flows(book.catalogue, book.products.values()), partial(_product, book))


def _domain(book: Book, key: str) -> Group:
    record = book.catalogue.domains[key]
    words = plural(len(book.catalogue.datasets_of(record)), "dataset")
    return Group(domain_title(record), "domain", words, "", addresses.of_domain(key))


def _system(book: Book, key: str) -> Group:
    record = book.catalogue.systems[key]
    words = plural(len(book.catalogue.datasets_of(record)), "dataset")
    return Group(system_title(record), "system", words, record.domain, addresses.of_system(key))


def _product(book: Book, key: str) -> Group:
    record = book.products[key]
    return Group(record.title or key, "product", _handles(record), record.domain, addresses.of_product(key))


def _handles(product: Product) -> str:
    if product.writes:
        return f"writes {plural(len(product.writes), 'dataset')}"
    return f"reads {plural(len(product.reads), 'dataset')}"


def groups_json(book: Book, context: Context, groups: Groups, near: Vicinity, way: str, roots: list[int]) -> str:
    """JSON for ``<script type="application/json">`` that draws *near*, which needs no further escaping.

    *way* leads from the page to the root of the site; *roots* are the places of those that the drawing starts from, and
    none where it is about all of them.
    """
    places = {key: place for place, key in enumerate(near.groups)}
    flows, domains = groups.flows, book.catalogue.domains
    nodes = []
    for key in near.groups:
        group = groups.of(key)
        degrees = len(flows.sources.get(key, ())), len(flows.targets.get(key, ()))
        url = way + context.url(group.address)
        nodes.append((key, key, group.title, group.kind, group.words, group.domain, "", url, 0, *degrees))
    titled = {
        key: domains[key].title for key in sorted({groups.of(key).domain for key in near.groups} & domains.keys())
    }
    said = {
        "v": FORMAT,
        "of": groups.nouns,
        "roots": roots,
        "nodes": nodes,
        "edges": sorted((places[one], places[other], flows.known(one, other), n) for one, other, n in near.edges),
        "hidden": {"nodes": near.left_out} if near.left_out else {},
        "labels": {"domains": {key: title for key, title in titled.items() if title not in ("", key)}, "products": {}},
    }
    return as_json(said).decode()
