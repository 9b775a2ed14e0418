"""The successor of a dataset is not in the catalogue.

Whoever reads the old dataset is told to go somewhere, and the way leads nowhere.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    status: deprecated
    successor: sales_ordr
  sales_order:
    description: Orders as the dealers place them.
```

```output
catalogue/sales/crm/orders.yaml:4:5: error CAT010 successor 'sales_ordr' of dataset 'crm.orders.order' is not in the catalogue
hint: did you mean 'sales_order'?
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    status: deprecated
    successor: sales_order
  sales_order:
    description: Orders as the dealers place them.
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks._nearest import Nearest
from lakebook.checks._place import called, place_of
from lakebook.diagnostics import Finding
from lakebook.model.dataset import Dataset


@dataset_check("CAT010")
def successor_unknown(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """Successors that lead nowhere, to several things, or back."""
    nearest = Nearest(book)
    for dataset in datasets:
        if not dataset.successor:
            continue
        found = book.catalogue.resolve(dataset.successor, dataset)
        message = f"successor '{dataset.successor}' of {called(dataset)} "
        if found.dataset is dataset:
            message, hint = f"{message}is itself", "name another dataset, or delete the line"
        elif found.candidates:
            message, hint = f"{message}means several things: {', '.join(found.candidates)}", "write its whole name"
        elif not found.found:
            message, hint = f"{message}is not in the catalogue", nearest.hint(dataset.successor, dataset)
        else:
            continue
        yield Finding(place_of(book, dataset, "successor"), message, hint, dataset.id, "successor")
