"""A product reads what it writes.

One bad run then spoils all that follow, and nothing can be computed anew from the start. History of its own that a product
needs is best a dataset of its own, or silenced here with the reason.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order: {}
  daily: {}
```

```markdown title="wids/order-days.md"
---
id: order-days
status: active
reads: [crm.orders.order, crm.orders.daily]
writes: [crm.orders.daily]
---
```

```output
wids/order-days.md:4:27: warning WID022 'order-days' reads 'crm.orders.daily', which it writes itself
hint: delete it from reads:, or silence this with the reason
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order: {}
  daily: {}
```

```markdown title="wids/order-days.md"
---
id: order-days
status: active
reads: [crm.orders.order]
writes: [crm.orders.daily]
---
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks.security._reads import reads
from lakebook.diagnostics import Finding, Severity


@check("WID022", severity=Severity.warning)
def product_reads_own_output(book: Book) -> Iterable[Finding]:
    """Datasets in both ``reads:`` and ``writes:`` of one product."""
    for read in reads(book):
        written = (book.catalogue.resolve(write.dataset).dataset for write in read.product.writes if write.dataset)
        if any(dataset is read.dataset for dataset in written):
            message = f"'{read.product.id}' reads '{read.dataset.id}', which it writes itself"
            hint = "delete it from reads:, or silence this with the reason"
            yield Finding(read.place(book), message, hint, read.product.id, f"reads.{read.name}")
