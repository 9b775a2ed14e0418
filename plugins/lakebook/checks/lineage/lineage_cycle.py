"""Datasets, or columns, come from one another in a circle.

A circle has no beginning: nobody can say where the number came from, and no schedule can load it.
It is usually one source too many, or a source named the wrong way round.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    sources: [daily]
  daily:
    sources: [order]
    columns:
      total:
        from: daily.total
```

```output
catalogue/sales/crm/orders.yaml:3:15: error LIN003 datasets come from one another: crm.orders.daily -> crm.orders.order -> crm.orders.daily
hint: take one of them out of the sources of the other
catalogue/sales/crm/orders.yaml:8:9: error LIN003 column 'total' of 'crm.orders.daily' comes from itself
hint: delete this origin
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    columns:
      total: decimal
  daily:
    sources: [order]
    columns:
      total:
        from: order.total
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import place_in_list, place_of
from lakebook.diagnostics import Finding, Location
from lakebook.model.dataset import Dataset


@check("LIN003")
def lineage_cycle(book: Book) -> Iterable[Finding]:
    """One finding a circle: of datasets, then of columns within one dataset."""
    for circle in book.lineage.cycles():
        first = circle.index(min(circle))
        yield _of_datasets(book, [*circle[first:], *circle[:first]])
    yield from _of_columns(book)


def _of_datasets(book: Book, circle: list[str]) -> Finding:
    walk = [*circle, circle[0]]
    if len(circle) == 1:
        message, hint = f"dataset '{circle[0]}' comes from itself", "delete it from its own sources"
    else:
        message = f"datasets come from one another: {' -> '.join(walk)}"
        hint = "take one of them out of the sources of the other"
    place = next(filter(None, (_place_of_edge(book, *edge) for edge in pairwise(walk))), None)
    return Finding(place or place_of(book, book.catalogue.datasets[circle[0]]), message, hint, circle[0], "sources")


def _place_of_edge(book: Book, source: str, target: str) -> Location | None:
    """Where *target*, or a product that writes it, says that it comes from *source*."""
    dataset = book.catalogue.datasets[target]
    for keys, index, name in _origins(dataset):
        found = book.catalogue.resolve(name, dataset).dataset
        if found is not None and found.id == source:
            return place_in_list(book, dataset, keys, index, name)
    edge = book.lineage.edge(source, target)
    return place_of(book, book.products[edge.products[0]], "writes") if edge and edge.products else None


def _origins(dataset: Dataset) -> Iterator[tuple[tuple[str, ...], int, str]]:
    for index, reference in enumerate(dataset.sources):
        yield ("sources",), index, reference.target
    for column in dataset.columns.values():
        for index, reference in enumerate(column.from_):
            yield ("columns", column.name, "from"), index, reference.target


def _of_columns(book: Book) -> Iterator[Finding]:
    """Circles within one dataset; one that leaves it is a circle of datasets too."""
    inside: dict[str, dict[str, list[str]]] = {}
    for _, source_column, target, target_column in book.lineage.column_edges.within_datasets():
        if source_column:
            inside.setdefault(target, {}).setdefault(target_column, []).append(source_column)
    for dataset_id, sources in inside.items():
        try:
            TopologicalSorter(sources).prepare()
        except CycleError as error:
            yield _of_one_dataset(book, book.catalogue.datasets[dataset_id], error.args[1])


def _of_one_dataset(book: Book, dataset: Dataset, walk: list[str]) -> Finding:
    column = min(walk)
    place = place_of(book, dataset, "columns", column, "from")
    if len(walk) <= 2:
        message = f"column '{column}' of '{dataset.id}' comes from itself"
    else:
        message = f"columns of '{dataset.id}' come from one another: {' -> '.join(walk)}"
    return Finding(place, message, "delete this origin", dataset.id, f"columns.{column}.from")
