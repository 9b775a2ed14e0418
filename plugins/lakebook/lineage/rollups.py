"""The lineage seen from further away: flows between domains, and between products, each with its ``weight``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

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
    return _networkx.weighted(known, sorted((writer, reader) for writer, _, reader in handed))
