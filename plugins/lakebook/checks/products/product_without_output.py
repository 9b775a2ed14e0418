"""A product writes nothing and shows nothing.

Nobody can use it. What it is for stands in `writes:`, what people see of it in `surfaces:`. A draft is left in peace.

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
reads: [crm.orders.order]
writes: []
surfaces: []
---
```

```output
wids/order-days.md:5:1: warning WID023 product 'order-days' writes nothing and shows nothing
hint: name in writes: what it makes, or in surfaces: what people see
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
surfaces: []
---
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import called, place_of
from lakebook.diagnostics import Finding, Severity


@check("WID023", severity=Severity.warning)
def product_without_output(book: Book) -> Iterable[Finding]:
    """Products beyond the draft with neither ``writes:`` nor ``surfaces:``."""
    for product in book.records.products:
        if not product.writes and not product.surfaces and product.status not in ("draft", "retired"):
            hint = "name in writes: what it makes, or in surfaces: what people see"
            message = f"{called(product)} writes nothing and shows nothing"
            yield Finding(place_of(book, product, "writes"), message, hint, product.id, "writes")
