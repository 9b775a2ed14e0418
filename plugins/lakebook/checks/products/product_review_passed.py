"""The review of a product is overdue.

A page that nobody looks at for a year is seldom true. Read it again, correct it, and set the next date.

## Fails

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
status: active
review_by: 2026-09-30
---
```

```output
wids/demand-forecast.md:4:1: info WID014 product 'demand-forecast' was to be reviewed by 2026-09-30
hint: read it again, then set review_by: to the next date
```

## Passes

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
status: active
review_by: 2027-09-30
---
```

```markdown title="wids/stock-alert.md"
---
id: stock-alert
status: retired
review_by: 2024-09-30
---
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import called, place_of
from lakebook.diagnostics import Finding, Severity


@check("WID014", severity=Severity.info)
def product_review_passed(book: Book) -> Iterable[Finding]:
    """Products whose ``review_by:`` lies behind us, and that are not retired."""
    for product in book.records.products:
        if product.review_by is not None and product.review_by < book.today and product.status != "retired":
            message = f"{called(product)} was to be reviewed by {product.review_by}"
            hint = "read it again, then set review_by: to the next date"
            yield Finding(place_of(book, product, "review_by"), message, hint, product.id, "review_by")
