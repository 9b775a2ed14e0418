"""A source, or the origin of a column, is not in the catalogue.

Lineage that ends in a name nobody knows answers neither where a number comes from nor what breaks
when it changes.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    columns:
      id: bigint pk
  daily:
    sources: [ordr]
```

```output
catalogue/sales/crm/orders.yaml:6:15: error LIN001 'ordr' is not a known dataset or column
hint: did you mean 'crm.orders.order'?
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    columns:
      id: bigint pk
  daily:
    sources: [order]
```
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import place_of
from lakebook.diagnostics import Finding, Location
from lakebook.model.dataset import Dataset
from lakebook.model.reference import Reference

_MOST_HINTS = 50


@check("LIN001")
def reference_unknown(book: Book) -> Iterable[Finding]:
    """References that lead nowhere."""
    hints = 0
    for dataset in book.catalogue.datasets.values():
        for keys, index, reference in _references(dataset):
            found = book.catalogue.resolve(reference.target, dataset)
            if found.found or found.candidates:
                continue
            hint = _hint(book, reference.target, dataset) if hints < _MOST_HINTS else ""
            hints += 1
            place = _place(book, dataset, keys, index, reference)
            message = f"'{reference.target}' is not a known dataset or column"
            yield Finding(place, message, hint, dataset.id, ".".join((*keys, reference.target)))


def _references(dataset: Dataset) -> Iterator[tuple[tuple[str, ...], int, Reference]]:
    for index, reference in enumerate(dataset.sources):
        yield ("sources",), index, reference
    for column in dataset.columns.values():
        for index, reference in enumerate(column.from_):
            yield ("columns", column.name, "from"), index, reference
        if column.references:
            yield ("columns", column.name, "references"), 0, Reference(column.references)


def _place(book: Book, dataset: Dataset, keys: tuple[str, ...], index: int, reference: Reference) -> Location:
    """The item of a list or map stands below the field; a single name is the field itself."""
    whole = place_of(book, dataset, *keys)
    listed = place_of(book, dataset, *keys, index)
    return listed if listed != whole else place_of(book, dataset, *keys, reference.target)


def _hint(book: Book, name: str, near: Dataset) -> str:
    whole = f"{near.system}.{near.schema}.{name}"
    found = difflib.get_close_matches(name, book.catalogue.names(), 1, 0.6) or difflib.get_close_matches(
        whole, book.catalogue.names(), 1, 0.6
    )
    return f"did you mean '{found[0]}'?" if found else "correct it, or add the dataset to the catalogue"
