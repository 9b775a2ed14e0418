"""A dataset describes fewer of its columns than the book asks for.

`columns_described:` in `lakebook.yaml` says how many per cent of the columns must have a description. It is 0 where nothing
is said; raise it step by step.

## Fails

```yaml title="lakebook.yaml"
columns_described: 60
```

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    columns:
      id: bigint pk | Surrogate key.
      dealer: bigint
      placed_at: timestamp
```

```output
catalogue/sales/crm/orders.yaml:2:3: info CAT017 dataset 'crm.orders.order' describes 1 of 3 columns, less than 60 %
hint: describe dealer, placed_at
```

## Passes

```yaml title="lakebook.yaml"
columns_described: 60
```

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order:
    columns:
      id: bigint pk | Surrogate key.
      dealer: bigint | Who ordered.
      placed_at: timestamp
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks._place import called, place_of
from lakebook.diagnostics import Finding, Severity
from lakebook.model.dataset import Dataset


@dataset_check("CAT017", severity=Severity.info)
def columns_undescribed(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """Datasets below the share that the settings ask for."""
    wanted = book.settings.columns_described
    for dataset in datasets if wanted > 0 else ():
        bare = [column.name for column in dataset.columns.values() if not column.description]
        count = len(dataset.columns)
        if (count - len(bare)) * 100 < wanted * count:
            message = f"{called(dataset)} describes {count - len(bare):,} of {count:,} columns, less than {wanted} %"
            hint = f"describe {', '.join(bare[:4])}{', ...' if len(bare) > 4 else ''}"
            yield Finding(place_of(book, dataset), message, hint, dataset.id, "columns")
