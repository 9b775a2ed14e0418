"""Products read from one another in a circle.

When one of them is wrong, so are all, and neither team can start first. Data that both need belongs into a third product, or
one of the two reads what the other is made of.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  plan: {}
  stock: {}
  sales: {}
```

```markdown title="wids/planner.md"
---
id: planner
status: active
reads: [crm.orders.stock]
writes: [crm.orders.plan]
---
```

```markdown title="wids/stock-alert.md"
---
id: stock-alert
status: active
reads: [crm.orders.plan]
writes: [crm.orders.stock]
---
```

```output
wids/planner.md:4:1: warning WID021 planner reads from stock-alert reads from planner
hint: let one of them read what the other is made of
```

## Passes

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  plan: {}
  stock: {}
  sales: {}
```

```markdown title="wids/planner.md"
---
id: planner
status: active
reads: [crm.orders.stock]
writes: [crm.orders.plan]
---
```

```markdown title="wids/stock-alert.md"
---
id: stock-alert
status: active
reads: [crm.orders.sales]
writes: [crm.orders.stock]
---
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._circles import circles
from lakebook.checks._place import place_of
from lakebook.checks.security._reads import reads
from lakebook.diagnostics import Finding, Severity


@check("WID021", severity=Severity.warning)
def product_cycle(book: Book) -> Iterable[Finding]:
    """One finding a circle of products that are not retired, at the first in the alphabet."""
    feeders: dict[str, list[str]] = {}
    for read in reads(book):
        writers = [one.id for one, writes in book.products_of(read.dataset.id) if writes and one.status != "retired"]
        feeders.setdefault(read.product.id, []).extend(one for one in writers if one != read.product.id)
    for circle in circles(feeders):
        first = book.products[circle[0]]
        message = f"{' reads from '.join((*circle, circle[0]))}"
        hint = "let one of them read what the other is made of"
        yield Finding(place_of(book, first, "reads"), message, hint, first.id, "reads")
