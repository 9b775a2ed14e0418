"""The lineage seen from further away: flows between domains, between systems, and between products."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from lakebook.lineage.edges import BY_PRODUCT
from lakebook.lineage.flows import Flows
from lakebook.lineage.graph import Lineage
from lakebook.model.catalogue import Catalogue
from lakebook.model.product import Product

if TYPE_CHECKING:
    from networkx import DiGraph


def by_domain(lineage: Lineage, catalogue: Catalogue) -> DiGraph[str]:
    """How many datasets of one domain are made of datasets of another, pair by pair; a domain may feed itself."""
    return lineage.rollup({key: [dataset.domain] for key, dataset in catalogue.datasets.items()})


def by_product(catalogue: Catalogue, products: Iterable[Product]) -> DiGraph[str]:
    """How many datasets one product writes, or is said to write by the dataset, and another reads."""
    from lakebook.lineage import _networkx

    known = list(products)
    return _networkx.weighted((product.id for product in known), _handed_over(catalogue, known))


def domain_flows(lineage: Lineage, catalogue: Catalogue) -> Flows:
    """As ``by_domain``, without networkx."""
    return _flows(lineage, {key: dataset.domain for key, dataset in catalogue.datasets.items()})


def system_flows(lineage: Lineage, catalogue: Catalogue) -> Flows:
    """How many datasets of one system are made of datasets of another, pair by pair."""
    return _flows(lineage, {key: dataset.system for key, dataset in catalogue.datasets.items()})


def product_flows(catalogue: Catalogue, products: Iterable[Product]) -> Flows:
    """As ``by_product``, without networkx."""
    return Flows((writer, reader, BY_PRODUCT) for writer, reader in _handed_over(catalogue, products))


def _flows(lineage: Lineage, groups: Mapping[str, str]) -> Flows:
    return Flows(
        (groups[source], group, known)
        for target, group in groups.items()
        for source, known in lineage.known[target].items()
    )


def _handed_over(catalogue: Catalogue, products: Iterable[Product]) -> list[tuple[str, str]]:
    """Writer and reader, once for every dataset that the one hands to the other."""
    known = {product.id: product for product in products}
    writers: dict[str, set[str]] = {}
    for key, dataset in catalogue.datasets.items():
        if dataset.product in known:
            writers.setdefault(key, set()).add(dataset.product)
    for product in known.values():
        for write in product.writes:
            if (written := catalogue.resolve(write.dataset).dataset) is not None:
                writers.setdefault(written.id, set()).add(product.id)
    handed = {
        (writer, found.id, product.id)
        for product in known.values()
        for reference in product.reads
        if (found := catalogue.resolve(reference.target).dataset) is not None
        for writer in writers.get(found.id, ())
    }
    return sorted((writer, reader) for writer, _, reader in handed)
