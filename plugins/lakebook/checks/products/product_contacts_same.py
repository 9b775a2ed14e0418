"""One person is both contacts of a product.

When that person is away, nobody answers. Besides, why a product exists and how it works are seldom known
best by one and the same person.

## Fails

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
business_contact: ann.durand
technical_contact: ann.durand
---
```

```output
wids/demand-forecast.md:4:1: warning WID004 business and technical contact are both 'ann.durand'
hint: name someone of the team here
```

## Passes

```markdown title="wids/demand-forecast.md"
---
id: demand-forecast
business_contact: ann.durand
technical_contact: bruno.martin
---
```
"""

from __future__ import annotations

from collections.abc import Iterable

from lakebook.book import Book
from lakebook.checks import check
from lakebook.checks._place import place_of
from lakebook.diagnostics import Finding, Severity


@check("WID004", severity=Severity.warning)
def product_contacts_same(book: Book) -> Iterable[Finding]:
    """Products with one contact for both questions."""
    for product in book.records.products:
        if product.business_contact and product.business_contact == product.technical_contact:
            message = f"business and technical contact are both '{product.technical_contact}'"
            place = place_of(book, product, "technical_contact")
            yield Finding(place, message, "name someone of the team here", product.id, "technical_contact")
