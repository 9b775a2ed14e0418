"""A dataset is deprecated and names no successor.

Its readers learn that they must go, and not where to. Where nothing follows, set the status to retired,
or silence this check on the dataset with the reason.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    status: deprecated
```

```output
catalogue/sales/crm/orders.yaml:3:5: warning CAT011 dataset 'crm.orders.order' is deprecated and has no successor
hint: add successor: the dataset to use instead
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    status: deprecated
    successor: sales_order
  sales_order:
    description: Orders as the dealers place them.
  fax_order:
    status: deprecated
    ignore:
      CAT011: Nobody sends a fax any more; nothing follows.
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks._place import called, place_of
from lakebook.diagnostics import Finding, Severity
from lakebook.model.dataset import Dataset


@dataset_check("CAT011", severity=Severity.warning)
def deprecated_without_successor(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """Deprecated datasets that do not say what to use instead."""
    for dataset in datasets:
        if dataset.status == "deprecated" and not dataset.successor:
            message = f"{called(dataset)} is deprecated and has no successor"
            hint = "add successor: the dataset to use instead"
            yield Finding(place_of(book, dataset, "status"), message, hint, dataset.id, "successor")
