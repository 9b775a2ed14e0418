"""A foreign key points to a column that is no key.

A join on it may find one row, or many. Either the column is a key that nobody marked, or the reference means another one.
Datasets that mark no key at all are passed over.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  dealer:
    columns:
      id: bigint pk
      name: text
  order:
    columns:
      id: bigint pk
      dealer: {type: text, key: fk, references: dealer.name}
```

```output
catalogue/sales/crm/orders.yaml:9:37: info LIN008 'dealer' points to 'crm.orders.dealer.name', which is no key
hint: point to id, or mark 'name' with uk
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  dealer:
    columns:
      id: bigint pk
      name: text uk
  order:
    columns:
      id: bigint pk
      dealer: {type: text, key: fk, references: dealer.name}
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks._place import place_of
from lakebook.diagnostics import Finding, Severity
from lakebook.model.dataset import Dataset


@dataset_check("LIN008", severity=Severity.info)
def reference_to_no_key(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """``references:`` to a column that is neither a primary nor a unique key, of a dataset that has one."""
    for dataset in datasets:
        for column in dataset.columns.values():
            found = book.catalogue.resolve(column.references, dataset) if column.references else None
            if found is None or found.dataset is None or not found.column:
                continue
            keys = [one.name for one in found.dataset.columns.values() if "pk" in one.key or "uk" in one.key]
            if keys and found.column not in keys:
                message = f"'{column.name}' points to '{found.dataset.id}.{found.column}', which is no key"
                hint = f"point to {', '.join(keys[:3])}, or mark '{found.column}' with uk"
                place = place_of(book, dataset, "columns", column.name, "references")
                yield Finding(place, message, hint, dataset.id, f"columns.{column.name}.references")
