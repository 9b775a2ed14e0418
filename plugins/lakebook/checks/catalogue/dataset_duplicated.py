"""A dataset is described twice.

Two files claim the same identity, which is system, schema and name: the domain is not part of it. Only
the first is kept, and whoever edits the second sees no change.

## Fails

```yaml title="catalogue/finance/crm/orders.yaml"
datasets:
  order:
    description: Orders as finance counts them.
```

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    description: Orders as the dealers place them.
```

```output
catalogue/sales/crm/orders.yaml:2:3: error CAT001 dataset 'crm.orders.order' is described already, at catalogue/finance/crm/orders.yaml:2:3
hint: keep one of the two, or rename one
```

## Passes

```yaml title="catalogue/finance/erp/orders.yaml"
datasets:
  order:
    description: Orders as finance counts them.
```

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    description: Orders as the dealers place them.
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import called, place_of
from lakebook.diagnostics import Finding
from lakebook.model.dataset import Dataset


@check("CAT001")
def dataset_duplicated(book: Book) -> Iterable[Finding]:
    """Datasets whose identity another one has already."""
    for second in book.catalogue.duplicates:
        if isinstance(second, Dataset):
            first = place_of(book, book.catalogue.datasets[second.id])
            message = f"{called(second)} is described already, at {first}"
            yield Finding(place_of(book, second), message, "keep one of the two, or rename one", second.id)
