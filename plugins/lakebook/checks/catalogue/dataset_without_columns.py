"""A table or a view has no columns.

Columns are what people search for. Import them from the source, or write them down one a line.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    description: Orders as the dealers place them.
```

```output
catalogue/sales/crm/orders.yaml:2:3: info CAT013 dataset 'crm.orders.order' has no columns
hint: add columns: with 'name: type | description' lines, or import them
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    description: Orders as the dealers place them.
    columns:
      id: bigint pk | Number of the order.
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks._place import called, place_of
from lakebook.diagnostics import Finding, Severity
from lakebook.model.dataset import Dataset


@dataset_check("CAT013", severity=Severity.info)
def dataset_without_columns(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """Tables and views nobody has looked into."""
    for dataset in datasets:
        if not dataset.columns and dataset.kind in ("table", "view"):
            hint = "add columns: with 'name: type | description' lines, or import them"
            if dataset.sheet:
                hint = "add its rows to sheet Columns"
            yield Finding(place_of(book, dataset), f"{called(dataset)} has no columns", hint, dataset.id, "columns")
