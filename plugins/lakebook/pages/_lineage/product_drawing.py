"""The lineage view on the page of a product: what it reads and writes, and what is around that."""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.model.product import Product
from lakebook.pages._lineage.drawing import element, steps
from lakebook.pages._lineage.neighbourhood import DOWN, UP, around_all
from lakebook.pages._lineage.nodes import Nodes
from lakebook.pages._links import Links


def product_drawing(links: Links, nodes: Nodes, product: Product) -> str:
    """HTML of the view; empty where the product reads and writes nothing of the catalogue."""
    lineage = links.book.lineage
    reads = _known(links, (read.target for read in product.reads))
    writes = _known(links, (write.dataset for write in product.writes))
    roots = [*writes, *_beyond(links, writes, reads)]
    if not any(lineage.edges_into(key) or lineage.targets_of(key) for key in roots):
        return ""
    lists = steps(links, "Reads", "Which comes from", [(key, None, lineage.sources_of(key)) for key in reads])
    lists += steps(links, "Writes", "Which feeds", [(key, None, lineage.targets_of(key)) for key in writes])
    if not links.book.draws_lineage:
        return lists
    return element(links, "", around_all(lineage, nodes, roots, links.context.file_link(links.source, "")), lists)


def reads_and_writes(links: Links, product: Product) -> list[str]:
    """Ids of all datasets that the product names and the catalogue has: the drawing shows what is around these."""
    return _known(links, (*(read.target for read in product.reads), *(write.dataset for write in product.writes)))


def _known(links: Links, names: Iterable[str]) -> list[str]:
    """Ids of those that the catalogue has, each once."""
    resolve = links.book.catalogue.resolve
    found = (resolve(name).dataset for name in names if name)
    return list(dict.fromkeys(dataset.id for dataset in found if dataset is not None))


def _beyond(links: Links, writes: Iterable[str], reads: Iterable[str]) -> list[str]:
    """What it reads and is not seen around what it writes."""
    lineage = links.book.lineage
    near = {key for written in writes for key in (*lineage.upstream(written, UP), *lineage.downstream(written, DOWN))}
    return [key for key in reads if key not in near and key not in writes]
