"""A check is silenced without a reason.

A finding may be right and still have to wait; whoever reads the book later must learn why. Without a
reason the finding is reported all the same.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  fax_order:
    ignore:
      dataset_without_description:
```

```output
catalogue/sales/crm/orders.yaml:4:7: error FIL012 'dataset_without_description' is silenced without a reason
hint: write the reason behind the colon
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  fax_order:
    ignore:
      dataset_without_description: Deleted at the end of the year.
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import dataset_check
from lakebook.checks.files._silenced import silenced
from lakebook.diagnostics import Finding
from lakebook.model.dataset import Dataset


@dataset_check("FIL012")
def ignore_without_reason(book: Book, datasets: Iterable[Dataset]) -> Iterable[Finding]:
    """Entries of ``ignore:`` that say nothing."""
    for entry in silenced(book, datasets):
        if not entry.reason.strip():
            message = f"'{entry.check}' is silenced without a reason"
            yield entry.finding(book, message, "write the reason behind the colon")
