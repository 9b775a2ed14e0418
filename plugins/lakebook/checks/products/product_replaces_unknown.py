"""The product that another one replaces is not in the book.

Who used the old product is led to the new one by this line. Keep the old document, with
`status: retired`, rather than deleting it.

## Fails

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
replaces: order-forecast
---
```

```output
wids/demand-forecast.md:3:1: error WID016 'order-forecast' is not a product of the book
hint: correct it, or delete the line
```

## Passes

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
replaces: order-forecast
---
```

```markdown title="wids/order-forecast.md"
---
id: order-forecast
status: retired
---
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import place_of
from lakebook.checks.products._placeholders import is_open
from lakebook.diagnostics import Finding
from lakebook.readers._hints import closest


@check("WID016")
def product_replaces_unknown(book: Book) -> Iterable[Finding]:
    """Names in ``replaces:`` that lead to no other product."""
    for product in book.records.products:
        if not product.replaces or is_open(product.replaces):
            continue
        others = [other for other in book.products if other != product.id]
        if product.replaces not in others:
            itself = product.replaces == product.id
            message = f"'{product.replaces}' {'is this product itself' if itself else 'is not a product of the book'}"
            near = closest(product.replaces, others)
            hint = f"did you mean '{near}'?" if near and not itself else "correct it, or delete the line"
            yield Finding(place_of(book, product, "replaces"), message, hint, product.id, "replaces")
