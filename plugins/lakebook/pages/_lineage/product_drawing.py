"""The lineage view on the page of a product: what it reads and writes, and what is around that."""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.model.product import Product
from lakebook.pages._html import table
from lakebook.pages._lineage.around_product import around_all
from lakebook.pages._lineage.element import of_datasets
from lakebook.pages._lineage.mentions import FURTHER, MOST
from lakebook.pages._lineage.neighbourhood import DOWN, UP
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
    lists = _table(links, ("Reads", "Which comes from"), [(key, lineage.sources_of(key)) for key in reads])
    lists += _table(links, ("Writes", "Which feeds"), [(key, lineage.targets_of(key)) for key in writes])
    if not links.book.draws_lineage:
        return lists
    return of_datasets(links, around_all(lineage, nodes, roots, links.context.file_link(links.source, "")), lists)


def _table(links: Links, headings: tuple[str, str], rows: list[tuple[str, list[str]]]) -> str:
    """A table of datasets, each with what is beyond it; the page names those with nothing beyond them already."""
    rows = [(key, beyond) for key, beyond in rows if beyond]
    shown = [f"<tr><td>{_names(links, [key])}</td><td>{_names(links, beyond)}</td></tr>" for key, beyond in rows[:MOST]]
    more = f"<p>and {len(rows) - MOST:,} more</p>" if len(rows) > MOST else ""
    return table(headings, shown) + more


def _names(links: Links, ids: list[str]) -> str:
    found = [links.book.catalogue.datasets[key] for key in ids[:FURTHER]]
    shown = ", ".join([links.dataset(one, one.display_title) for one in found])
    return f"{shown} and {len(ids) - FURTHER:,} more" if len(ids) > FURTHER else shown


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
