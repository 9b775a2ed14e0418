"""A grant lets a product read that is not in the book.

It lets nobody read, and the product that was meant reads without it: most often its id was mistyped, or has changed.

## Fails

```yaml title="catalogue/sales/crm/core.yaml"
datasets:
  visit:
    columns: {id: bigint, seen_on: date}
```

```yaml title="catalogue/sales/grants.yaml"
grants:
  - product: dealer-chrun
    dataset: crm.core.visit
    purpose: Count visits.
    until: 2027-12-31
```

```markdown title="wids/dealer-churn.md"
---
id: dealer-churn
status: active
reads: [crm.core.visit]
---
```

```output
catalogue/sales/grants.yaml:2:5: error SEC008 'dealer-chrun' is not a known product
hint: did you mean 'dealer-churn'?
```

## Passes

```yaml title="catalogue/sales/crm/core.yaml"
datasets:
  visit:
    columns: {id: bigint, seen_on: date}
```

```yaml title="catalogue/sales/grants.yaml"
grants:
  - product: dealer-churn
    dataset: crm.core.visit
    purpose: Count visits.
    until: 2027-12-31
```

```markdown title="wids/dealer-churn.md"
---
id: dealer-churn
status: active
reads: [crm.core.visit]
---
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks.security._grants import at
from lakebook.diagnostics import Finding
from lakebook.readers._hints import closest


@check("SEC008")
def grant_product_unknown(book: Book) -> Iterable[Finding]:
    """Grants to products that nobody describes."""
    for grant in book.grants:
        if grant.product not in book.products:
            near = closest(grant.product, book.products)
            hint = (
                f"did you mean '{near}'?"
                if near
                else f"describe it in {book.settings.folders.products}/, or delete this"
            )
            yield at(book, grant, "product", f"'{grant.product}' is not a known product", hint)
