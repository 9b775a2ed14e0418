"""An active dataset is written by a retired product alone.

A retired product writes nothing, so nothing arrives any more; or it still does, and then it is not retired. Readers of the
dataset have to know which.

## Fails

```yaml title="catalogue/sales/crm/orders.yaml"
datasets:
  order: {}
  daily: {}
```

```markdown title="wids/order-days.md"
---
id: order-days
status: retired
writes: [crm.orders.daily]
---
```

```output
wids/order-days.md:4:10: warning WID020 'crm.orders.daily' is active, but product 'order-days', which writes it, is retired
hint: set status: retired for the dataset in catalogue/sales/crm/orders.yaml, or name the product that writes it now
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
status: retired
writes: [crm.orders.daily]
---
```

```markdown title="wids/order-weeks.md"
---
id: order-weeks
status: active
writes: [crm.orders.daily]
---
```
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import place_in_list
from lakebook.diagnostics import Finding, Severity


@check("WID020", severity=Severity.warning)
def retired_product_writes(book: Book) -> Iterable[Finding]:
    """Entries in ``writes:`` of retired products that lead to an active dataset without another writer."""
    for product in book.products.values():
        for index, write in enumerate(product.writes if product.status == "retired" else ()):
            dataset = book.catalogue.resolve(write.dataset).dataset if write.dataset else None
            if dataset is None or dataset.status != "active":
                continue
            writers = (one for one, writes in book.products_of(dataset.id) if writes)
            if all(one.status == "retired" for one in writers):
                message = f"'{dataset.id}' is active, but product '{product.id}', which writes it, is retired"
                hint = f"set status: retired for the dataset in {dataset.file}, or name the product that writes it now"
                place = place_in_list(book, product, ("writes",), index, write.dataset)
                yield Finding(place, message, hint, product.id, f"writes.{write.dataset}")
