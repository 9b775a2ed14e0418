"""A live product reads a dataset that has come to its end.

A retired dataset gets no new data, so the product tells old news: an error. A deprecated one will be retired; there is time
to move to its successor.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  fax_order: {status: retired, successor: order}
  phone_order: {status: deprecated, successor: order}
  order: {}
```

```markdown title="wids/stock-alert.md"
---
id: stock-alert
status: active
reads: [crm.orders.fax_order, crm.orders.phone_order]
---
```

```output
wids/stock-alert.md:4:9: error WID019 'stock-alert' reads 'crm.orders.fax_order', which is retired
hint: read 'crm.orders.order', its successor
wids/stock-alert.md:4:31: warning WID019 'stock-alert' reads 'crm.orders.phone_order', which is deprecated
hint: read 'crm.orders.order', its successor
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  fax_order: {status: retired, successor: order}
  phone_order: {status: deprecated, successor: order}
  order: {}
```

```markdown title="wids/stock-alert.md"
---
id: stock-alert
status: active
reads: [crm.orders.order]
---
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks.security._reads import LIVE, reads
from lakebook.diagnostics import Finding, Severity


@check("WID019")
def product_reads_ended(book: Book) -> Iterable[Finding]:
    """Retired and deprecated datasets that live products read."""
    for read in reads(book, LIVE):
        status, successor = read.dataset.status, read.dataset.successor
        if status in ("retired", "deprecated"):
            meant = book.catalogue.resolve(successor, read.dataset).dataset if successor else None
            hint = (
                f"read '{meant.id}', its successor" if meant is not None else "ask its custodian what to read instead"
            )
            message = f"'{read.product.id}' reads '{read.dataset.id}', which is {status}"
            weight = Severity.warning if status == "deprecated" else None
            yield Finding(read.place(book), message, hint, read.product.id, f"reads.{read.name}", severity=weight)
