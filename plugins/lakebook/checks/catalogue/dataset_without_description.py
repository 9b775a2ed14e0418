"""A dataset has no description.

A name is not enough: whoever finds the dataset must learn what one row is, and what is left out. One
sentence by the custodian saves every reader a phone call.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  ord_hdr_2:
    columns:
      id: bigint pk
```

```output
catalogue/sales/crm/orders.yaml:2:3: warning CAT004 dataset 'crm.orders.ord_hdr_2' has no description
hint: add description: what one row is, and what is left out
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  ord_hdr_2:
    description: One row per order a dealer has placed since 2019; drafts are left out.
    columns:
      id: bigint pk
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks._place import called, place_of
from lakebook.diagnostics import Finding, Severity
from lakebook.model.dataset import Dataset


@dataset_check("CAT004", severity=Severity.warning)
def dataset_without_description(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """Datasets without a word about them."""
    for dataset in datasets:
        if not dataset.description.strip():
            hint = "add description: what one row is, and what is left out"
            yield Finding(
                place_of(book, dataset), f"{called(dataset)} has no description", hint, dataset.id, "description"
            )
