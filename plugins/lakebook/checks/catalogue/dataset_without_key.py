"""A table beyond the first layer has no key.

Without a key nobody can say what one row is, join the table safely, or load it twice without doubling it. What arrives as it
was sent, in the first layer or outside the lake, may have none.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    layer: silver
    columns:
      order_id: bigint
      dealer: bigint
```

```output
catalogue/sales/crm/orders.yaml:2:3: info CAT018 dataset 'crm.orders.order' has no primary key
hint: add pk to the column, or each of the columns, that tell one row from another
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    layer: silver
    columns:
      order_id: bigint pk
      dealer: bigint
  order_raw:
    layer: bronze
    columns:
      message: text
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks._place import called, place_of
from lakebook.diagnostics import Finding, Severity
from lakebook.model.dataset import Dataset


@dataset_check("CAT018", severity=Severity.info)
def dataset_without_key(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """Tables of a later layer with columns, of which none is a primary or unique key."""
    later = book.settings.layers[1:]
    for dataset in datasets:
        if dataset.layer not in later or dataset.kind != "table" or not dataset.columns:
            continue
        if not any("pk" in column.key or "uk" in column.key for column in dataset.columns.values()):
            hint = "add pk to the column, or each of the columns, that tell one row from another"
            message = f"{called(dataset)} has no primary key"
            yield Finding(place_of(book, dataset), message, hint, dataset.id, "columns")
