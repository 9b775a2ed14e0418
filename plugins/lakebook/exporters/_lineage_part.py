"""Which part of the lineage is exported, with what is said of each node and edge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from lakebook.book import Book
from lakebook.exporters import ExportError
from lakebook.lineage.everything import everything, product_node
from lakebook.lineage.walks import reach
from lakebook.readers._hints import closest


class Part(msgspec.Struct, frozen=True):
    """Nodes and edges, in alphabetical order."""

    nodes: dict[str, dict[str, Any]]
    """What is said of each; ``is`` names the kind of those that are no datasets."""
    edges: list[tuple[str, str, dict[str, Any]]]


def part(book: Book, *, dataset: str, product: str, domain: str, steps: int, products: bool) -> Part:
    """What is asked for, and what is up to so many *steps* above and below; everything where nothing is.

    Raises:
        ExportError: two of them are given, or nothing in the book answers to the name.
    """
    lineage = book.lineage
    graph = (
        everything(lineage, book.catalogue, book.products.values(), book.decisions) if products else lineage.datasets
    )
    starts = _starts(book, dataset, product, domain, product_nodes=products)
    shown = set(graph)
    if starts is not None:
        shown = set(starts)
        for start in starts:
            shown.update(reach(graph.succ, start, steps), reach(graph.pred, start, steps))
    counts = lineage.downstream_counts()
    nodes = {name: _said_of(book, name, graph.nodes[name], counts) for name in sorted(shown)}
    edges = [
        (one, other, _known(said)) for one, other, said in graph.edges(data=True) if one in shown and other in shown
    ]
    return Part(nodes, sorted(edges, key=lambda edge: edge[:2]))


def _known(said: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in said.items() if value}


def _said_of(book: Book, name: str, said: Mapping[str, Any], counts: Mapping[str, int]) -> dict[str, Any]:
    dataset = book.catalogue.datasets.get(name)
    if dataset is None:
        return dict(said)
    return _known(
        {
            "title": dataset.display_title,
            "domain": dataset.domain,
            "system": dataset.system,
            "kind": dataset.kind,
            "layer": dataset.layer,
            "custodian": book.catalogue.custodian_of(dataset),
            "downstream": counts[name],
        }
    )


def _starts(book: Book, dataset: str, product: str, domain: str, *, product_nodes: bool) -> list[str] | None:
    """Nodes that are asked for by name; None where everything is."""
    given = [(kind, name) for kind, name in (("dataset", dataset), ("product", product), ("domain", domain)) if name]
    if len(given) > 1:
        raise ExportError(f"--{given[0][0]} and --{given[1][0]} exclude each other", "give one of them")
    if dataset:
        found = book.catalogue.resolve(dataset).dataset
        if found is None:
            raise _nothing("dataset", dataset, book.catalogue.datasets)
        return [found.id]
    if product:
        if product not in book.products:
            raise _nothing("product", product, book.products)
        itself = [product_node(product)] if product_nodes else []
        return itself + [key for key in book.catalogue.datasets if _uses(book, key, product)]
    if domain:
        if domain not in book.catalogue.domains:
            raise _nothing("domain", domain, book.catalogue.domains)
        return [one.id for one in book.catalogue.datasets_of(book.catalogue.domains[domain])]
    return None


def _uses(book: Book, dataset_id: str, product: str) -> bool:
    return any(one.id == product for one, _ in book.products_of(dataset_id))


def _nothing(kind: str, name: str, names: Iterable[str]) -> ExportError:
    near = closest(name, names)
    return ExportError(f"no {kind} '{name}'", f"did you mean '{near}'?" if near else "see 'lakebook stats'")
